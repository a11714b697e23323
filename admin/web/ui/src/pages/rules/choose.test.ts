import assert from "node:assert/strict";
import { test } from "node:test";
import type { EditPlaced, RuleAnswer } from "../../api/types.ts";
import { chosen, grouped, linesOf, step } from "./choose.ts";

const rule = (id: string, more: Partial<EditPlaced> = {}): EditPlaced => ({
  id, description: "", comment: "", owner: "", ticket: "", enabled: true, monitor: false, expires: "", from: { networks: null },
  to: { jurisdictions: null, networks: null, domains: null, ports: null, asns: null }, protocols: null, data: null, action: "block", line: 1, last_line: 1, lines: null, ...more,
});
const now = new Date("2026-06-01T00:00:00Z");

test("rules are chosen by kind and text", () => {
  const rules = [rule("a"), rule("zeta", { enabled: false }), rule("c", { monitor: true, expires: "2026-05-01" })];
  const known = [{ id: "a", unused_since: "2026-01-01T00:00:00Z" } as RuleAnswer];
  const lines = linesOf(rules, known, [{ rule: 2, severity: "error", line: 1, message: "" }]);
  const ids = (kind: Parameters<typeof chosen>[1], text = "") => chosen(lines, kind, text, now).map((l) => l.rule.id);
  assert.deepEqual(ids("all"), ["a", "zeta", "c"]);
  assert.deepEqual(ids("unused"), ["a"]);
  assert.deepEqual(ids("off"), ["zeta"]);
  assert.deepEqual(ids("monitored"), ["c"]);
  assert.deepEqual(ids("expired"), ["c"]);
  assert.deepEqual(ids("wrong"), ["c"]);
  assert.deepEqual(ids("all", "ZETA"), ["zeta"]);
});

test("selected rules move together, and not beyond the ends", () => {
  assert.deepEqual(step([2, 3], 5, false), { op: "move", rules: [2, 3], to: 1 });
  assert.deepEqual(step([0], 5, false), { op: "move", rules: [0], to: 0 });
  assert.deepEqual(step([3, 4], 5, true), { op: "move", rules: [3, 4], to: 3 });
  assert.deepEqual(step([1, 3], 5, true), { op: "move", rules: [1, 3], to: 2 });
});

test("rules are grouped by what they have in common, each once", () => {
  const lines = linesOf([rule("a", { owner: "x" }), rule("b"), rule("c", { owner: "x", action: "log" })], [], []);
  const ids = (by: Parameters<typeof grouped>[1]) => grouped(lines, by).map(([name, of]) => [name, of.map((l) => l.rule.id)]);
  assert.deepEqual(ids("owner"), [["x", ["a", "c"]], ["", ["b"]]]);
  assert.deepEqual(ids("action"), [["block", ["a", "b"]], ["log", ["c"]]]);
  assert.deepEqual(ids("none"), [["", ["a", "b", "c"]]]);
});
