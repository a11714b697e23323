import type { Nic } from "../../api/types.ts";

/** Proposal is a network that was found, with the interface that it lies at. */
export interface Proposal {
  network: string;
  at: string;
}

/** missing are the networks found that are not among those typed. */
export function missing(nics: readonly Nic[], typed: readonly string[]): Proposal[] {
  return nics.flatMap((n) => (n.proposed ?? []).map((network) => ({ network, at: n.name }))).filter((p) => !typed.includes(p.network));
}

/** seen are the interfaces worth showing: those that lead somewhere. */
export function seen(nics: readonly Nic[]): Nic[] {
  return nics.filter((n) => !n.loopback);
}

/** same tells whether two lists have the same networks. */
export function same(one: readonly string[], other: readonly string[]): boolean {
  return [...one].sort().join() === [...other].sort().join();
}
