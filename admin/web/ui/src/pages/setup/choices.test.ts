import assert from "node:assert/strict";
import { test } from "node:test";
import type { Edited } from "../../api/types.ts";
import { operations, watchedGroup } from "./choices.ts";

const policy = {
  jurisdictions: [{ name: "own", entries: ["JP"] }, { name: "countries-of-concern", entries: ["CN", "RU"] }],
  rules: [{ action: "block", monitor: false }, { action: "log", monitor: false }, { action: "block", monitor: true }],
} as unknown as Edited;
const group = { name: "countries-of-concern", entries: ["CN", "RU"] };

test("the group is one of those that ship", () => {
  assert.deepEqual(watchedGroup(policy, [{ name: "countries-of-concern" }]), group);
  assert.equal(watchedGroup({ ...policy, jurisdictions: null }, [{ name: "countries-of-concern" }]), null);
});

test("only what is chosen otherwise is changed", () => {
  assert.deepEqual(operations(policy, group, { watchOnly: true, places: ["RU", "CN"] }), [{ op: "change", rules: [0], set: { monitor: true } }]);
  assert.deepEqual(operations(policy, group, { watchOnly: false }), [{ op: "change", rules: [2], set: { monitor: null } }]);
  assert.deepEqual(operations({ ...policy, rules: [] }, group, { watchOnly: false, places: ["KP", "CN"] }), [{ op: "patch", set: { groups: { jurisdictions: { "countries-of-concern": ["CN", "KP"] } } } }]);
  assert.deepEqual(operations({ ...policy, rules: [] }, group, { watchOnly: false }), []);
});
