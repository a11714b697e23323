// Continents, their regions and countries, as a tree to choose from.
import type { GeoContinent } from "../api/types.ts";
import type { TreeNode } from "./tree.ts";

/** places makes the tree, in the order of names. A continent that is not divided has its countries right below it. */
export function places(continents: readonly GeoContinent[], name: (code: string) => string): TreeNode[] {
  return ordered(continents.map((c) => {
    const regions = c.regions ?? [];
    const whole = regions.length === 1;
    const children = whole ? countries(regions[0]!.countries, name) : ordered(regions.map((r) => ({ id: r.code, label: name(r.code), children: countries(r.countries, name) })));
    return { id: c.code, label: name(c.code), children };
  }));
}

function countries(codes: readonly string[] | null, name: (code: string) => string): TreeNode[] {
  return ordered((codes ?? []).map((code) => ({ id: code, label: name(code) })));
}

function ordered(nodes: TreeNode[]): TreeNode[] {
  return nodes.sort((a, b) => a.label.localeCompare(b.label));
}
