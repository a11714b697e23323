// Which rules are shown, and what a change of several at once asks for.
import type { EditOperation, EditPlaced, PolicyProblem, RuleAnswer } from "../../api/types.ts";
import { expired, fits, isUnused } from "../../policy/summary.ts";

export const kinds = ["all", "unused", "off", "monitored", "expired", "wrong"] as const;
export type Kind = (typeof kinds)[number];

/** Line is a rule with its place, what the appliance knows of it, and what is wrong with it. */
export interface Line {
  rule: EditPlaced;
  place: number;
  known: RuleAnswer | undefined;
  problems: readonly PolicyProblem[];
}

/** linesOf puts together what is known of each rule. */
export function linesOf(rules: readonly EditPlaced[], known: readonly RuleAnswer[], problems: readonly PolicyProblem[]): Line[] {
  const byID = new Map(known.map((k) => [k.id, k]));
  return rules.map((rule, place) => ({ rule, place, known: byID.get(rule.id), problems: problems.filter((p) => p.rule === place) }));
}

/** chosen are the lines of a kind that have a text. */
export function chosen(lines: readonly Line[], kind: Kind, text: string, now: Date): Line[] {
  return lines.filter((l) => isOf(l, kind, now) && fits(l.rule, text));
}

function isOf(l: Line, kind: Kind, now: Date): boolean {
  switch (kind) {
    case "unused":
      return isUnused(l.known?.unused_since, now);
    case "off":
      return !l.rule.enabled;
    case "monitored":
      return l.rule.monitor;
    case "expired":
      return expired(l.rule, now);
    case "wrong":
      return l.problems.length > 0;
  }
  return true;
}

export const groupings = ["none", "owner", "action", "place"] as const;
export type Grouping = (typeof groupings)[number];

/** grouped puts lines that have something in common together, in the order of the first of each; "": they say nothing of it. */
export function grouped(lines: readonly Line[], by: Grouping): [name: string, lines: Line[]][] {
  const groups = new Map<string, Line[]>();
  for (const l of lines) {
    const name = commonOf(l, by);
    groups.set(name, [...(groups.get(name) ?? []), l]);
  }
  return [...groups];
}

function commonOf({ rule }: Line, by: Grouping): string {
  switch (by) {
    case "owner":
      return rule.owner;
    case "action":
      return rule.action;
    case "place":
      return (rule.to.jurisdictions ?? []).join(", ");
  }
  return "";
}

/** moving moves rules together, so that the first of them is at a place among those that stay. */
export function moving(places: readonly number[], to: number): EditOperation {
  return { op: "move", rules: [...places], to };
}

/** step moves the selected rules by one place, up or down, and closes gaps between them. */
export function step(places: readonly number[], count: number, down: boolean): EditOperation {
  const first = Math.min(...places);
  const stay = count - places.length;
  const before = first; // all before the first of them stay
  return moving(places, Math.max(0, Math.min(stay, down ? before + 1 : before - 1)));
}
