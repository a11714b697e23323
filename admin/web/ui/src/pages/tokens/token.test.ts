import assert from "node:assert/strict";
import { test } from "node:test";
import { expiryOf, standing } from "./token.ts";

const now = new Date("2026-03-01T00:00:00Z");

test("a token's end is as many days ahead as chosen", () => {
  assert.equal(expiryOf(30, now), "2026-03-31T00:00:00.000Z");
});

test("the last two weeks count as soon", () => {
  assert.equal(standing("2026-03-31T00:00:00Z", now), "good");
  assert.equal(standing("2026-03-14T00:00:00Z", now), "soon");
  assert.equal(standing("2026-03-01T00:00:00Z", now), "expired");
});
