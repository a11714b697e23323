import assert from "node:assert/strict";
import { test } from "node:test";
import { chosen, flip, leaves, rows, search, type TreeNode } from "./tree.ts";

const asia: TreeNode = { id: "asia", label: "Asia", children: [{ id: "JP", label: "Japan" }, { id: "CN", label: "China" }] };

test("a node is on, off or mixed as its leaves are", () => {
  assert.equal(chosen(asia, new Set()), "off");
  assert.equal(chosen(asia, new Set(["JP"])), "mixed");
  assert.equal(chosen(asia, new Set(["JP", "CN"])), "on");
  assert.deepEqual(leaves(asia), ["JP", "CN"]);
});

test("flipping a mixed node chooses all of it, flipping it again none", () => {
  const all = flip(asia, new Set(["JP", "US"]));
  assert.deepEqual([...all].sort(), ["CN", "JP", "US"]);
  assert.deepEqual([...flip(asia, all)], ["US"]);
});

test("rows are those whose parents are open", () => {
  assert.deepEqual(rows([asia], new Set()).map((r) => r.node.id), ["asia"]);
  assert.deepEqual(rows([asia], new Set(["asia"])).map((r) => [r.node.id, r.level, r.parent]), [["asia", 1, null], ["JP", 2, "asia"], ["CN", 2, "asia"]]);
});

test("search keeps what has the text, with what is above it", () => {
  assert.deepEqual(search([asia], "jap").flatMap(leaves), ["JP"]);
  assert.deepEqual(search([asia], "cn").flatMap(leaves), ["CN"]);
  assert.deepEqual(search([asia], "asia").flatMap(leaves), ["JP", "CN"]);
  assert.deepEqual(search([asia], "peru"), []);
});
