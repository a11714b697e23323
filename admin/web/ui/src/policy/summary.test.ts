import assert from "node:assert/strict";
import { test } from "node:test";
import type { EditPlaced } from "../api/types.ts";
import { asKeys, expired, fits, freeID, isUnused, partsOf } from "./summary.ts";

const rule: EditPlaced = {
  id: "no-personal-data", description: "No personal data abroad", comment: "", owner: "", ticket: "", enabled: true, monitor: false, expires: "2026-03-31",
  from: { networks: ["hr"] }, to: { jurisdictions: ["countries-of-concern"], networks: null, domains: null, ports: ["80"], asns: null },
  protocols: null, data: [{ class: "jp.my_number", at_least: 1 }], action: "block", line: 3, last_line: 9, lines: {},
};

test("a rule in a line", () => {
  assert.deepEqual(partsOf(rule), { from: ["hr"], to: ["countries-of-concern", ":80"], over: [], with: ["jp.my_number ≥ 1"] });
});

test("rules are found by all words of a text, anywhere in them", () => {
  assert.ok(fits(rule, "personal HR"));
  assert.ok(!fits(rule, "personal smtp"));
});

test("a date is the last day on which a rule holds, in UTC", () => {
  assert.ok(!expired(rule, new Date("2026-03-31T23:59:59Z")));
  assert.ok(expired(rule, new Date("2026-04-01T00:00:00Z")));
  assert.ok(expired({ expires: "2026-03-31T12:00:00Z" }, new Date("2026-03-31T12:00:00Z")));
});

test("a rule is unused after 90 days", () => {
  const now = new Date("2026-04-01T00:00:00Z");
  assert.ok(isUnused("2026-01-01T00:00:00Z", now));
  assert.ok(!isUnused("2026-01-02T00:00:01Z", now));
  assert.ok(!isUnused(undefined, now));
});

test("a copy has an ID of its own", () => {
  assert.equal(freeID("a", ["b"]), "a");
  assert.equal(freeID("a", ["a", "a-2"]), "a-3");
  assert.equal(freeID("a-2", ["a", "a-2"]), "a-3");
});

test("a copy is written as the policy writes rules", () => {
  assert.deepEqual(asKeys(rule), { id: "no-personal-data", description: "No personal data abroad", expires: "2026-03-31", from: { networks: ["hr"] }, to: { jurisdictions: ["countries-of-concern"], ports: ["80"] }, data: [{ class: "jp.my_number", at_least: 1 }], action: "block" });
  assert.equal(asKeys({ ...rule, enabled: false })["enabled"], false);
});
