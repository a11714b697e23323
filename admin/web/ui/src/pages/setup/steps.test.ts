import assert from "node:assert/strict";
import { test } from "node:test";
import { after, before, steps } from "./steps.ts";

test("each step leads to the next, and the last out", () => {
  assert.deepEqual(steps.map(after), [...steps.slice(1), null]);
});

test("one can go back, but not to make the account again", () => {
  assert.deepEqual(steps.map(before), [null, null, ...steps.slice(1, -1)]);
});
