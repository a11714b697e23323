// What is the matter with the appliance, what matters most first.
import { list } from "../../api/client.ts";
import type { Status } from "../../api/types.ts";
import { isOld } from "../status/health.ts";

export type Concern =
  | { kind: "notRunning" | "notEnforcing" | "diskFull" }
  | { kind: "index"; what: string }
  | { kind: "lost"; count: number }
  | { kind: "shipping"; name: string; state: string; what: string[] }
  | { kind: "geoOld"; built: string }
  | { kind: "diskLow"; free: number }
  | { kind: "certificate"; until: string }
  | { kind: "watched"; what: string };

/** low is how little may be free on the disk before it is told, in bytes. */
const low = 2e9;

/** soon is how long before its end a certificate is told of, in milliseconds: one renewed by itself never gets there. */
const soon = 14 * 86400_000;

/** isBad tells what keeps the appliance from its work from what only will. */
export function isBad(c: Concern): boolean {
  return ["notRunning", "notEnforcing", "diskFull", "index"].includes(c.kind) || (c.kind === "shipping" && c.state === "failing");
}

/** concernsOf lists what is the matter. */
export function concernsOf(s: Status, now: Date): Concern[] {
  const all: Concern[] = [];
  const d = s.dataplane;
  if (!d) all.push({ kind: "notRunning" });
  else if (!d.enforcing) all.push({ kind: "notEnforcing" });
  if (s.index.disk_full) all.push({ kind: "diskFull" });
  if (s.index.trouble) all.push({ kind: "index", what: s.index.trouble });
  if (d && d.events_lost > 0) all.push({ kind: "lost", count: d.events_lost });
  for (const to of list(s.shipping)) {
    if (list(to.alerts).length > 0 || to.state === "failing") all.push({ kind: "shipping", name: to.name, state: to.state, what: list(to.alerts) });
  }
  const oldest = list(d?.geo).map((g) => g.built).sort()[0];
  if (oldest && isOld(oldest, now)) all.push({ kind: "geoOld", built: oldest });
  if (!s.index.disk_full && s.index.free_bytes > 0 && s.index.free_bytes < low) all.push({ kind: "diskLow", free: s.index.free_bytes });
  if (Date.parse(s.certificate.not_after) - now.getTime() < soon) all.push({ kind: "certificate", until: s.certificate.not_after });
  for (const what of list(s.warnings)) all.push({ kind: "watched", what });
  return all.sort((a, b) => Number(isBad(b)) - Number(isBad(a)));
}
