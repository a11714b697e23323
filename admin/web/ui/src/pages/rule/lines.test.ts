import assert from "node:assert/strict";
import { test } from "node:test";
import { indented, marks } from "./lines.ts";

test("a line with an error is marked so, whatever else it is", () => {
  const problems = [{ line: 2, severity: "error", message: "" }, { line: 2, severity: "warning", message: "" }, { line: 9, severity: "error", message: "" }] as const;
  assert.deepEqual(marks("a\nb\nc\nd", problems, { first: 1, last: 2 }), ["shown", "error", null, null]);
});

test("Tab moves the selected lines by two blanks, and back", () => {
  assert.deepEqual(indented("ab", 1, 1, false), { text: "a  b", from: 3, to: 3 });
  assert.deepEqual(indented("a\nb\nc", 2, 5, false), { text: "a\n  b\n  c", from: 4, to: 9 });
  assert.deepEqual(indented("a\n  b\n c", 4, 8, true), { text: "a\nb\nc", from: 2, to: 5 });
  assert.deepEqual(indented("  a", 3, 3, true), { text: "a", from: 1, to: 1 });
});
