/** steps of the first run, in their order. */
export const steps = ["account", "second", "networks", "places", "mode", "test"] as const;

export type Step = (typeof steps)[number];

/** after is the step after another; null: there is none. */
export function after(step: Step): Step | null {
  return steps[steps.indexOf(step) + 1] ?? null;
}

/** before is the step to go back to; the account can't be made twice. */
export function before(step: Step): Step | null {
  const at = steps.indexOf(step);
  return at > 1 ? steps[at - 1]! : null;
}
