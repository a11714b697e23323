// The policy in force, and a change of it that waits to be kept. The shell asks for it; pages read it.
import { signal } from "@preact/signals";
import { call, type Answer } from "./client.ts";
import { may } from "./session.ts";

export type PolicyState = Answer<"GET /api/v1/policy">;

/** policy is the one in force, as last heard. Its pending.seconds are those that were left at heard. */
export const policy = signal<PolicyState | undefined>(undefined);

/** heard is when, in milliseconds of this browser's clock: the appliance's may differ. */
let heard = 0;

/** secondsLeft is how long until the change on trial is taken back. */
export function secondsLeft(state: PolicyState, now = Date.now()): number {
  return Math.max(0, (state.pending?.seconds ?? 0) - (now - heard) / 1000);
}

/** refreshPolicy asks for it; call it after whatever changes the policy. */
export async function refreshPolicy(): Promise<void> {
  if (!may("policy.read")) return;
  take(await call("GET /api/v1/policy"));
}

function take(state: PolicyState): void {
  heard = Date.now();
  policy.value = state;
}

/** keepChange lets the change on trial stay. */
export async function keepChange(id: string): Promise<void> {
  await call("POST /api/v1/policy/confirm", { body: { id } });
  await refreshPolicy();
}

/** takeBack puts the policy before the change in force again. */
export async function takeBack(id: string, reason: string): Promise<void> {
  await call("POST /api/v1/policy/revert", { body: { id, ...(reason && { reason }) } });
  await refreshPolicy();
}

/** Ending is what became of a change that was on trial. */
export type Ending = "kept" | "taken back";

/** ending compares what was on trial with what is now; null: it still is, or nothing was. */
export function ending(trial: string | null, now: PolicyState): Ending | null {
  if (trial === null || now.pending?.id === trial) return null;
  return now.revision.id === trial ? "kept" : "taken back";
}
