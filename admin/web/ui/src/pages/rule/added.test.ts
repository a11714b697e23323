import assert from "node:assert/strict";
import { test } from "node:test";
import { added } from "./added.ts";

test("several words at once, each once", () => {
  assert.deepEqual(added(["80"], "443, 80  8080,443"), ["80", "443", "8080"]);
  assert.deepEqual(added(["80"], "  "), ["80"]);
});
