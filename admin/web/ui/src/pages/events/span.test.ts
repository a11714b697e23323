import assert from "node:assert/strict";
import { test } from "node:test";
import { interval, isLength, spanOf } from "./span.ts";

const now = new Date("2026-03-01T12:00:00Z");

test("lengths end now, intervals where they say", () => {
  assert.deepEqual(spanOf("1h", now), { from: "2026-03-01T11:00:00.000Z" });
  assert.deepEqual(spanOf("all", now), {});
  assert.deepEqual(spanOf("2026-02-01T00:00:00Z/2026-02-02T00:00:00Z", now), { from: "2026-02-01T00:00:00.000Z", to: "2026-02-02T00:00:00.000Z" });
  assert.deepEqual(spanOf("/2026-02-02T00:00:00Z", now), { to: "2026-02-02T00:00:00.000Z" });
  assert.deepEqual(spanOf("yesterday", now), {});
});

test("an interval is read as it was written", () => {
  const from = new Date("2026-02-01T00:00:00Z");
  assert.deepEqual(spanOf(interval(from, null), now), { from: from.toISOString() });
  assert.equal(interval(null, null), "all");
  assert.ok(isLength("7d") && !isLength(interval(from, now)));
});
