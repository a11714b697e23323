// The overview's series as columns, as charts want them.
import { list } from "../../api/client.ts";
import type { Series } from "../../api/types.ts";

export const actions = ["block", "log", "allow"] as const;
export type Action = (typeof actions)[number];
export type Measure = "sent" | "flows";

/** Points are times in seconds since 1970, and of each action what there was in the step that begins then. */
export interface Points extends Record<Action, number[]> {
  at: number[];
  step: number;
}

/** points fills in the steps in which there was nothing: from and to bound them, in seconds. Without from, the first that there is does. */
export function points(of: Series, measure: Measure, from: number | null, to: number): Points {
  const { rows, step_seconds: step } = { rows: list(of.rows), step_seconds: of.step_seconds };
  const times = rows.map((r) => Date.parse(r.at ?? "") / 1000);
  const first = floor(from ?? Math.min(to, ...times), step);
  const out: Points = { at: [], block: [], log: [], allow: [], step };
  for (let at = first; at <= to; at += step) {
    out.at.push(at);
    for (const a of actions) out[a].push(0);
  }
  rows.forEach((r, i) => {
    const place = (times[i]! - first) / step;
    const column = out[r.name as Action];
    if (column && place in column) column[place]! += r[measure];
  });
  return out;
}

function floor(at: number, step: number): number {
  return at - (at % step);
}

/** Line is a step in which there was something. */
export interface Line extends Record<Action, number> {
  at: number;
}

/** lines are those, latest first. */
export function lines(p: Points): Line[] {
  const all = p.at.map((at, i) => ({ at, block: p.block[i]!, log: p.log[i]!, allow: p.allow[i]! }));
  return all.filter((l) => l.block + l.log + l.allow > 0).reverse();
}
