import assert from "node:assert/strict";
import { test } from "node:test";
import { chosen, flip, leaves, rows, search, step, type TreeNode } from "./tree.ts";

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

test("keys move, open, close and choose", () => {
  const closed = rows([asia], new Set());
  const open = rows([asia], new Set(["asia"]));
  assert.deepEqual(step("ArrowRight", closed, 0), { open: "asia" });
  assert.deepEqual(step("ArrowRight", open, 0), { to: 1 });
  assert.deepEqual(step("ArrowRight", open, 1), { to: 1 });
  assert.deepEqual(step("ArrowLeft", open, 0), { close: "asia" });
  assert.deepEqual(step("ArrowLeft", open, 2), { to: 0 });
  assert.deepEqual(step("ArrowLeft", closed, 0), { to: 0 });
  assert.deepEqual([step("ArrowDown", open, 2), step("ArrowUp", open, 0), step("Home", open, 2), step("End", open, 0)], [{ to: 2 }, { to: 0 }, { to: 0 }, { to: 2 }]);
  assert.deepEqual([step(" ", open, 1), step("Enter", open, 0)], [{ choose: 1 }, { choose: 0 }]);
  assert.equal(step("x", open, 1), undefined);
  assert.equal(step("ArrowDown", [], -1), undefined);
});
