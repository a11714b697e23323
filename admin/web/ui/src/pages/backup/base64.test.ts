import assert from "node:assert/strict";
import { test } from "node:test";
import { base64 } from "./base64.ts";

test("bytes of any number are encoded", () => {
  for (const n of [0, 1, 2, 3, 0x8000, 100_001]) {
    const bytes = Uint8Array.from({ length: n }, (_, i) => i * 7);
    assert.equal(base64(bytes), Buffer.from(bytes).toString("base64"));
  }
});
