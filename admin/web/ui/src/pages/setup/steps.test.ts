import assert from "node:assert/strict";
import { test } from "node:test";
import { after, steps } from "./steps.ts";

test("each step leads to the next, and the last out", () => {
  assert.deepEqual(steps.map(after), [...steps.slice(1), null]);
});
