import { call, list } from "../../api/client.ts";
import type { Edited, Vocabulary } from "../../api/types.ts";
import { choices, operations, watchedGroup } from "./choices.ts";

/** Known is what the steps about the policy need to know of it. */
export interface Known {
  policy: Edited;
  vocabulary: Vocabulary;
  /** group is the one that the shipped rules watch; null: the policy is no longer the shipped one. */
  group: { name: string; entries: string[] } | null;
  /** trial is the ID of a change that waits to be kept. */
  trial: string | null;
}

/** readPolicy reads the policy in force for its form. */
export async function readPolicy(signal: AbortSignal): Promise<Known> {
  const [inForce, vocabulary] = await Promise.all([call("GET /api/v1/policy", { signal }), call("GET /api/v1/vocabulary", { signal })]);
  const policy = await call("POST /api/v1/policy/edit", { body: { text: inForce.policy, operations: [] }, signal });
  return { policy, vocabulary, group: watchedGroup(policy, list(vocabulary.groups)), trial: inForce.pending?.id ?? null };
}

/** trialSeconds is how long the change may stay unless it is kept. */
const trialSeconds = 300;

/**
 * putInForce makes the policy as chosen, on trial. It gives the ID of the change, which may be on trial already, as after a
 * reload; null: there was nothing to change.
 */
export async function putInForce(known: Known, reason: string): Promise<string | null> {
  const wanted = known.group ? operations(known.policy, known.group, choices.peek()) : [];
  if (wanted.length === 0) return known.trial;
  const { text } = await call("POST /api/v1/policy/edit", { body: { text: known.policy.text, operations: wanted } });
  const draft = await call("POST /api/v1/drafts", { body: { name: reason, text, reason } });
  const applied = await call("POST /api/v1/drafts/{id}/apply", { path: { id: draft.id }, body: { confirm_seconds: trialSeconds }, etag: `"${draft.version}"` });
  return applied.state.pending?.id ?? null;
}
