import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item } from "../../api/event.ts";
import { added, most, nothing, Rate } from "./buffer.ts";

const batch = (from: number, n: number): Item[] => Array.from({ length: n }, (_, i) => ({ sequence: from + i, event: { "@timestamp": "", event: {} } }));

test("the newest are on top, and no more than 500 at once", () => {
  let shown = added(nothing, batch(1, 300), 0);
  shown = added(shown, batch(301, 300), 7);
  assert.equal(shown.items.length, most);
  assert.equal(shown.items[0]!.sequence, 600);
  assert.equal(shown.items.at(-1)!.sequence, 101);
  assert.deepEqual([shown.notShown, shown.seen], [7, 607]);
  assert.equal(added(nothing, batch(1, 900), 0).items.length, most);
});

test("the rate is that of the last seconds", () => {
  const rate = new Rate(10);
  rate.add(50, 0);
  rate.add(50, 5000);
  assert.equal(rate.perSecond(6000), 10);
  assert.equal(rate.perSecond(12_000), 5);
  assert.equal(rate.perSecond(60_000), 0);
});
