import assert from "node:assert/strict";
import { test } from "node:test";
import { expiryOf, lines, standing } from "./token.ts";

const now = new Date("2026-03-01T00:00:00Z");

test("a token's end is as many days ahead as chosen", () => {
  assert.equal(expiryOf(30, now), "2026-03-31T00:00:00.000Z");
});

test("the last two weeks count as soon", () => {
  assert.equal(standing("2026-03-31T00:00:00Z", now), "good");
  assert.equal(standing("2026-03-14T00:00:00Z", now), "soon");
  assert.equal(standing("2026-03-01T00:00:00Z", now), "expired");
});

test("networks are one a line or between commas", () => {
  assert.deepEqual(lines(" 192.0.2.0/24\n\n2001:db8::/32, 198.51.100.0/24 "), ["192.0.2.0/24", "2001:db8::/32", "198.51.100.0/24"]);
});
