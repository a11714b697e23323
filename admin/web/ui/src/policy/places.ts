// Jurisdictions as people choose them: groups, continents with their countries, and what has no place.
import { list } from "../api/client.ts";
import type { Vocabulary } from "../api/types.ts";
import type { TreeNode } from "../components/tree.ts";

export interface PlaceWords {
  groups: string;
  special: string;
  any: string;
  unknown: string;
  anycast: string;
  other: string;
  /** region names a continent or one of its regions by its code of UN M49, country by ISO 3166-1. */
  region: (code: string) => string;
  country: (code: string) => string;
}

/** placeTree is what jurisdictions are chosen from. */
export function placeTree(v: Pick<Vocabulary, "continents" | "jurisdictions">, groups: readonly string[], words: PlaceWords): TreeNode[] {
  const leaf = (code: string): TreeNode => ({ id: code, label: `${words.country(code)} (${code})` });
  const sorted = (codes: readonly string[]) => codes.map(leaf).sort((a, b) => a.label.localeCompare(b.label));
  const placed = new Set<string>();
  const continents = list(v.continents).map((c) => ({
    id: `m49:${c.code}`,
    label: words.region(c.code),
    children: list(c.regions).flatMap((r): TreeNode[] => {
      const codes = list(r.countries);
      codes.forEach((code) => placed.add(code));
      return r.code === c.code ? sorted(codes) : [{ id: `m49:${r.code}`, label: words.region(r.code), children: sorted(codes) }];
    }),
  }));
  const others = list(v.jurisdictions).filter((code) => !placed.has(code));
  return [
    ...(groups.length > 0 ? [{ id: "groups", label: words.groups, children: groups.map((g) => ({ id: g, label: g })) }] : []),
    { id: "special", label: words.special, children: [{ id: "any", label: words.any }, { id: "unknown", label: words.unknown }, { id: "anycast", label: words.anycast }] },
    ...continents,
    ...(others.length > 0 ? [{ id: "others", label: words.other, children: sorted(others) }] : []),
  ];
}

/** ordered keeps the order in which entries were written, and puts new ones behind them. */
export function ordered(before: readonly string[], chosen: ReadonlySet<string>): string[] {
  const kept = before.filter((b) => chosen.has(b));
  return [...kept, ...[...chosen].filter((c) => !before.includes(c)).sort()];
}
