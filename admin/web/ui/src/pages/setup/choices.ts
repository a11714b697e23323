// What the first run has been told, until it is put in force at its end.
import { signal } from "@preact/signals";
import type { EditOperation, Edited } from "../../api/types.ts";

export interface Choices {
  /** places are the jurisdictions to watch; undefined: as the policy has them. */
  places?: readonly string[];
  /** watchOnly has rules record what they would block. */
  watchOnly: boolean;
}

const key = "sekisho.setup";

/** choices outlive a reload, not the tab. */
export const choices = signal<Choices>(read());

function read(): Choices {
  try {
    return { watchOnly: true, ...JSON.parse(sessionStorage.getItem(key) ?? "{}") };
  } catch {
    return { watchOnly: true };
  }
}

export function choose(more: Partial<Choices>): void {
  choices.value = { ...choices.peek(), ...more };
  sessionStorage.setItem(key, JSON.stringify(choices.peek()));
}

export function forgetChoices(): void {
  sessionStorage.removeItem(key);
}

/** watchedGroup is the group of the policy that the shipped rules are about, if it still has it. */
export function watchedGroup(policy: Edited, shipped: readonly { name: string }[]): { name: string; entries: string[] } | null {
  const group = policy.jurisdictions?.find((g) => shipped.some((s) => s.name === g.name));
  return group ? { name: group.name, entries: group.entries ?? [] } : null;
}

/** operations change the policy as chosen; none where it says so already. */
export function operations(policy: Edited, group: { name: string; entries: readonly string[] }, chosen: Choices): EditOperation[] {
  const out: EditOperation[] = [];
  const places = [...(chosen.places ?? group.entries)].sort();
  if (places.join() !== [...group.entries].sort().join()) out.push({ op: "patch", set: { groups: { jurisdictions: { [group.name]: places } } } });
  const change = blocking(policy).filter((i) => policy.rules![i]!.monitor !== chosen.watchOnly);
  if (change.length > 0) out.push({ op: "change", rules: change, set: { monitor: chosen.watchOnly ? true : null } });
  return out;
}

/** blocking are the places of the rules that block. */
function blocking(policy: Edited): number[] {
  return (policy.rules ?? []).flatMap((r, i) => (r.action === "block" ? [i] : []));
}
