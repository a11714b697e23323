import assert from "node:assert/strict";
import { test } from "node:test";
import { places } from "./places.ts";

const names: Record<string, string> = { "142": "Asia", "030": "Eastern Asia", "035": "South-eastern Asia", JP: "Japan", CN: "China", SG: "Singapore", "010": "Antarctica", AQ: "Antarctica" };

test("countries stand below their regions, in the order of names", () => {
  const tree = places([{ code: "142", regions: [{ code: "035", countries: ["SG"] }, { code: "030", countries: ["JP", "CN"] }] }, { code: "010", regions: [{ code: "010", countries: ["AQ"] }] }], (c) => names[c] ?? c);
  assert.deepEqual(tree.map((n) => n.label), ["Antarctica", "Asia"]);
  assert.deepEqual(tree[0]!.children!.map((n) => n.id), ["AQ"]);
  assert.deepEqual(tree[1]!.children!.map((n) => [n.label, n.children!.map((c) => c.id)]), [["Eastern Asia", ["CN", "JP"]], ["South-eastern Asia", ["SG"]]]);
});
