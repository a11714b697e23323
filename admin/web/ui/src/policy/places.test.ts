import assert from "node:assert/strict";
import { test } from "node:test";
import { leaves } from "../components/tree.ts";
import { ordered, placeTree } from "./places.ts";

const words = { groups: "Groups", special: "Special", any: "Any", unknown: "Unknown", anycast: "Anycast", other: "Others", region: (c: string) => "r" + c, country: (c: string) => c.toLowerCase() };

test("every jurisdiction is somewhere in the tree, once", () => {
  const tree = placeTree({
    continents: [{ code: "142", regions: [{ code: "030", countries: ["JP", "CN"] }] }, { code: "010", regions: [{ code: "010", countries: ["AQ"] }] }],
    jurisdictions: ["AQ", "CN", "EU", "JP"],
  }, ["mine"], words);
  assert.deepEqual(tree.map((n) => n.label), ["Groups", "Special", "r142", "r010", "Others"]);
  assert.deepEqual(tree.flatMap(leaves), ["mine", "any", "unknown", "anycast", "CN", "JP", "AQ", "EU"]);
});

test("what was written keeps its order", () => {
  assert.deepEqual(ordered(["RU", "CN", "KP"], new Set(["CN", "RU", "BY", "AF"])), ["RU", "CN", "AF", "BY"]);
});
