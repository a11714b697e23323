// Changing the policy beside the browser, as another admin would by a program.

/** Puts a text in force as a change on trial, and gives the change's ID. */
export async function apply(client, text, seconds = 300, reason = 'a trial') {
  const { body: draft, headers } = await client.ask('POST', '/api/v1/drafts', { name: 'by a program', text, reason });
  const answer = await client.want(200, 'POST', `/api/v1/drafts/${draft.id}/apply`, { confirm_seconds: seconds }, { 'If-Match': headers.etag });
  return answer.state.revision.id;
}

/** A rule that blocks all that goes to a jurisdiction, before all others. */
export function blocked(text, jurisdiction) {
  return text.replace(/^rules:\n/m, `rules:\n  - id: none\n    to: {jurisdictions: [${jurisdiction}]}\n    action: block\n`);
}
