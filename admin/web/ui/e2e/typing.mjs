// What is typed while the page takes over what was typed before is not lost.

import { scenario } from './lib/browser.mjs';
import { Client, until } from './lib/lab.mjs';
import { open } from './lib/pages.mjs';

scenario('a field is typed in again before a busy page has drawn it', { refusals: ['401 GET /api/v1/session'] }, async ({ page, login }) => {
  const client = await Client.login();
  const draft = await client.want(201, 'POST', '/api/v1/drafts', { name: 'typing', reason: '' });
  const at = `/api/v1/drafts/${draft.id}`;
  await login();
  await open(page, `/rules/no-secrets?draft=${draft.id}`);
  await page.evaluate(busy);
  let typed;
  const again = new Promise((done) => { typed = done; });
  await page.route('**/policy/edit', async (route) => { await again; await route.continue(); });
  const field = page.getByLabel('What it is for');
  await field.fill('as it is first');
  await field.blur();
  await field.fill('as it is then');
  typed();
  await until('what was typed last', async () => (await client.want(200, 'GET', at)).text.includes('as it is then'));
  const { version } = await client.want(200, 'GET', at);
  await client.want(204, 'DELETE', at, undefined, { 'If-Match': `"${version}"` });
});

/** Runs in the page: what waits for the next frame, or next to nothing, waits for a second. */
function busy() {
  const { setTimeout: later } = window;
  window.requestAnimationFrame = (run) => later(() => run(performance.now()), 1000);
  window.setTimeout = (run, after = 0, ...given) => later(run, after < 300 ? 1000 : after, ...given);
}
