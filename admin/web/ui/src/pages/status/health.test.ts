import assert from "node:assert/strict";
import { test } from "node:test";
import type { Status } from "../../api/types.ts";
import { counters, indexState, isOld } from "./health.ts";

test("a database is old after 35 days", () => {
  const now = new Date("2026-03-01T00:00:00Z");
  assert.equal(isOld("2026-02-01T00:00:00Z", now), false);
  assert.equal(isOld("2026-01-24T00:00:00Z", now), true);
});

test("trouble of the index comes before its being behind", () => {
  const index = { behind_bytes: 0 } as Status["index"];
  assert.equal(indexState(index), "good");
  assert.equal(indexState({ ...index, behind_bytes: 1 }), "behind");
  assert.equal(indexState({ ...index, behind_bytes: 1, trouble: "the disk is full" }), "trouble");
});

test("counters are in order of their names, and none where there are none", () => {
  assert.deepEqual(counters({ b: 2, a: 1 }), [["a", 1], ["b", 2]]);
  assert.deepEqual(counters(null), []);
});
