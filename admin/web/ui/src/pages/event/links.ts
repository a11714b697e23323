// Where one goes on from an event.
import type { EventRecord } from "../../api/event.ts";
import { term } from "../events/terms.ts";

/** similar are events of the same destination, rule and data. */
export function similar(e: EventRecord): string {
  const all: string[] = [];
  const add = (field: string, value: string | undefined) => value && all.push(term(field, value));
  if (e.destination?.domain) add("destination.domain", e.destination.domain);
  else add("destination.ip", e.destination?.ip);
  add("rule.id", e.rule?.id);
  add("sekisho.findings.class", e.sekisho?.findings?.[0]?.class);
  return `/events?span=30d&q=${encodeURIComponent(all.join(" "))}`;
}

/** tryIt asks the rules in force about a connection like this one: classes and how many, no values. */
export function tryIt(e: EventRecord): string {
  const q = new URLSearchParams();
  const set = (name: string, value: string | number | undefined) => value !== undefined && value !== "" && q.set(name, String(value));
  set("from", e.source?.ip);
  set("to", e.destination?.ip);
  set("port", e.destination?.port);
  set("transport", e.network?.transport);
  set("protocol", e.network?.protocol);
  set("domain", e.destination?.domain);
  for (const f of e.sekisho?.findings ?? []) q.append("data", `${f.class}=${f.count}`);
  return `/test?${q.toString()}`;
}

/** opaqueShare is how much of what was looked at could not be read, 0 to 1. */
export function opaqueShare(e: EventRecord): number {
  const read = e.sekisho?.inspected_bytes ?? 0;
  const opaque = e.sekisho?.opaque_bytes ?? 0;
  return opaque > 0 ? Math.min(1, opaque / Math.max(read, opaque)) : 0;
}
