// What a simulation says, counted.
import type { SimulateExample } from "../../api/types.ts";

export const kinds = ["newly_blocked", "newly_allowed", "newly_logged", "no_longer_logged", "uncertain"] as const;
export type Kind = (typeof kinds)[number];

/** total is how many flows are touched. */
export function total(counts: Record<Kind, number>): number {
  return kinds.reduce((sum, k) => sum + counts[k], 0);
}

/** isMine tells whether a connection may be this page's own: to the appliance's port. */
export function isMine(e: Pick<SimulateExample, "port">, port = typeof location === "undefined" ? "" : location.port): boolean {
  return port !== "" && e.port === Number(port);
}
