/** steps of the first run, in their order. */
export const steps = ["account", "second"] as const;

export type Step = (typeof steps)[number];

/** after is the step after another; null: there is none. */
export function after(step: Step): Step | null {
  return steps[steps.indexOf(step) + 1] ?? null;
}
