// Rows of the overview, and the events behind each.
import { list } from "../../api/client.ts";
import type { Overview, StoreCounts, StoreRow } from "../../api/types.ts";
import { term } from "../events/terms.ts";

/** other is the row that stands for all that have none of their own. */
export const other = "(other)";

/** Dimension is what a list of the overview counts by. */
export type Dimension = "jurisdictions" | "hosts" | "organisations" | "classes" | "rules" | "protocols" | "actions";

const fields: Record<Dimension, string> = {
  jurisdictions: "destination.geo.country_iso_code", hosts: "source.ip", organisations: "destination.as.number", classes: "sekisho.findings.class",
  rules: "rule.id", protocols: "network.protocol", actions: "event.action",
};

/** conditionOf finds the events that a row counts; null: no query does. */
export function conditionOf(by: Dimension, name: string): string | null {
  if (name === other || name === "") return null;
  if (by !== "organisations") return term(fields[by], name);
  const number = /^AS(\d+)/.exec(name);
  return number && term(fields[by], number[1]!);
}

/** eventsOf is the address of events in a span of time. */
export function eventsOf(span: string, condition = ""): string {
  const query = new URLSearchParams({ span });
  if (condition) query.set("q", condition);
  return "/events?" + query.toString();
}

/** countsOf are those of an action; zero where there was none. */
export function countsOf(o: Overview, action: string): StoreCounts {
  return list(o.actions).find((r) => r.name === action) ?? { alerts: 0, flows: 0, sent: 0, received: 0, values: 0, inspected: 0, opaque: 0 };
}

/** readable is the share, 0 to 1, of contents that could be read; null where nothing was looked at. Unpacked contents may be larger than what they came in. */
export function readable(c: StoreCounts): number | null {
  const all = Math.max(c.inspected, c.opaque);
  return all === 0 ? null : 1 - c.opaque / all;
}

/** bar is how much of a row's room its bar takes, 0 to 1: what is there at all is seen. */
export function bar(n: number, most: number): number {
  return n <= 0 || most <= 0 ? 0 : Math.max(0.01, n / most);
}

/** step is which of a map's tones, 1 to steps, a figure has: each is for ten times less than the next. 0: nothing. */
export function step(n: number, most: number, steps: number): number {
  if (n <= 0 || most <= 0) return 0;
  return Math.max(1, steps - Math.floor(Math.log10(most / n) + 1e-9));
}

/** withBytes are rows of which bytes left, most first. */
export function withBytes(rows: readonly StoreRow[]): StoreRow[] {
  return rows.filter((r) => r.sent > 0 || r.alerts > 0).sort((a, b) => b.sent - a.sent || b.alerts - a.alerts || a.name.localeCompare(b.name, "en"));
}
