import assert from "node:assert/strict";
import { test } from "node:test";
import { suggest, taken, wordAt } from "./complete.ts";

const known = {
  fields: [{ name: "event.action", kind: "text" }, { name: "destination.ip", kind: "address" }, { name: "destination.geo.country_iso_code", kind: "text" }],
  values: { "event.action": [{ value: "block" }, { value: "log" }], "destination.geo.country_iso_code": [{ value: "DE", hint: "Germany" }] },
};
const labels = (query: string) => suggest(query, query.length, known).map((s) => s.label);

test("fields by their beginning, or that of a part", () => {
  assert.deepEqual(labels("dest"), ["destination.geo.country_iso_code", "destination.ip"]);
  assert.deepEqual(labels("x AND coun"), ["destination.geo.country_iso_code"]);
  assert.deepEqual(labels(""), []);
  assert.deepEqual(labels('rule.name:"dest'), [], "quoted text is not completed");
});

test("values of a field, by themselves or what they mean", () => {
  assert.deepEqual(labels("event.action:"), ["block", "log"]);
  assert.deepEqual(labels("destination.geo.country_iso_code:germ"), ["DE"]);
  assert.deepEqual(labels("source.ip:1"), []);
});

test("a suggestion replaces the word at the caret only", () => {
  const query = "a:1 even b:2";
  assert.deepEqual(wordAt(query, 8), { from: 4, text: "even" });
  assert.deepEqual(taken(query, 8, { insert: "event.action:", label: "" }), { query: "a:1 event.action: b:2", caret: 17 });
  assert.deepEqual(taken("event.action:bl", 15, { insert: "event.action:block ", label: "" }), { query: "event.action:block ", caret: 19 });
});
