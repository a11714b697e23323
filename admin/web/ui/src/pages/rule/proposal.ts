import { call, list } from "../../api/client.ts";
import { asItem, type EventRecord } from "../../api/event.ts";

/** proposal is a rule for flows like that of an event. */
export async function proposal(sequence: number): Promise<Record<string, unknown>> {
  return ruleFrom(asItem(await call("GET /api/v1/events/{sequence}", { path: { sequence } })).event);
}

/** ruleFrom asks for the event's jurisdictions and what was found. Hosts are not in it: a rule judges places and data. */
export function ruleFrom(e: EventRecord): Record<string, unknown> {
  const codes = list(e.sekisho?.jurisdiction?.codes);
  const classes = [...new Set(list(e.sekisho?.findings).map((f) => f.class))];
  return {
    id: ["block", codes.join("-") || "unknown", classes[0]?.split(".").at(-1)].filter(Boolean).join("-").toLowerCase().replace(/[^a-z0-9-]+/g, "-"),
    to: { jurisdictions: codes.length > 0 ? codes : ["unknown"], ...(e.destination?.domain && classes.length === 0 && { domains: [e.destination.domain] }) },
    ...(classes.length > 0 && { data: classes.map((name) => ({ class: name, at_least: 1 })) }),
    action: "block",
  };
}
