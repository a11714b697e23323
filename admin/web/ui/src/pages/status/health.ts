import type { Status } from "../../api/types.ts";

/** oldAfter is the age in days at which geolocation is out of date: databases come out once a month. */
export const oldAfter = 35;

/** isOld tells whether a database of that date, in RFC 3339, is out of date. */
export function isOld(built: string, now: Date): boolean {
  return now.getTime() - Date.parse(built) > oldAfter * 86400_000;
}

/** indexState is how the index of events does. */
export function indexState(index: Status["index"]): "good" | "behind" | "trouble" {
  if (index.trouble) return "trouble";
  return index.behind_bytes > 0 ? "behind" : "good";
}

/** counters lists counters by name. */
export function counters(of: Record<string, number> | null): [string, number][] {
  return Object.entries(of ?? {}).sort(([a], [b]) => a.localeCompare(b, "en"));
}
