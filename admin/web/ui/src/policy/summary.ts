// A rule in one line.
import { list } from "../api/client.ts";
import type { EditPlaced } from "../api/types.ts";

export interface Parts {
  from: string[];
  to: string[];
  over: string[];
  with: string[];
}

/** partsOf are what a rule asks for; empty where it asks for nothing. */
export function partsOf(rule: EditPlaced): Parts {
  return {
    from: list(rule.from.networks),
    to: [...list(rule.to.jurisdictions), ...list(rule.to.networks), ...list(rule.to.domains), ...list(rule.to.ports).map((p) => `:${p}`), ...list(rule.to.asns).map((a) => `AS${a}`)],
    over: list(rule.protocols),
    with: list(rule.data).map((d) => `${d.class} ≥ ${d.at_least}`),
  };
}

/** fits tells whether a rule has a text in its ID, its description or what it asks for. */
export function fits(rule: EditPlaced, text: string): boolean {
  const p = partsOf(rule);
  const all = [rule.id, rule.description, rule.comment, rule.owner, rule.ticket, rule.action, ...p.from, ...p.to, ...p.over, ...p.with].join("\n").toLowerCase();
  return text.toLowerCase().split(/\s+/).every((word) => all.includes(word));
}

const day = 86_400_000;

/** expired tells whether a rule's time is over; a date is its last day, in UTC. */
export function expired(rule: { expires: string }, now: Date): boolean {
  if (!rule.expires) return false;
  const end = /^\d{4}-\d\d-\d\d$/.test(rule.expires) ? Date.parse(rule.expires + "T00:00:00Z") + day : Date.parse(rule.expires);
  return end <= now.getTime();
}

/** isUnused tells whether nothing has hit a rule for so many days. */
export function isUnused(since: string | undefined, now: Date, days = 90): boolean {
  return since !== undefined && now.getTime() - Date.parse(since) >= days * day;
}

/** freeID is an ID that no rule has: the one asked for, or with a number behind it. */
export function freeID(asked: string, taken: readonly string[]): string {
  if (!taken.includes(asked)) return asked;
  const stem = asked.replace(/-\d+$/, "");
  for (let n = 2; ; n++) if (!taken.includes(`${stem}-${n}`)) return `${stem}-${n}`;
}

/** asKeys is a rule as the policy writes it, for a copy of it. */
export function asKeys(rule: EditPlaced): Record<string, unknown> {
  const { line, last_line, lines, enabled, ...keys } = rule;
  void line, last_line, lines;
  return pruned({ ...keys, ...(enabled ? {} : { enabled: false }) }) as Record<string, unknown>;
}

/** pruned takes out what is empty, which is what the policy leaves out. */
function pruned(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? value : undefined;
  if (typeof value !== "object" || value === null) return value === "" || value === false ? undefined : value;
  const kept = Object.entries(value).flatMap(([k, v]) => {
    const p = k === "enabled" ? v : pruned(v);
    return p === undefined || p === null ? [] : [[k, p] as const];
  });
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}
