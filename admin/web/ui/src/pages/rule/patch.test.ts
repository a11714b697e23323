import assert from "node:assert/strict";
import { test } from "node:test";
import type { EditPlaced } from "../../api/types.ts";
import { patched } from "./patch.ts";

const rule = { id: "one", description: "as it was", enabled: false, monitor: true, expires: "2026-12-31", to: { jurisdictions: ["CN", "RU", "IR"], ports: null }, data: null } as unknown as EditPlaced;

test("changes on their way show, one after the other", () => {
  const now = patched(rule, [{ description: "first" }, { to: { jurisdictions: ["RU", "IR"] } }, { to: { ports: [443] } }, { description: "second" }]);
  assert.deepEqual([now.description, now.to.jurisdictions, now.to.ports], ["second", ["RU", "IR"], [443]]);
  assert.deepEqual(rule.to.jurisdictions, ["CN", "RU", "IR"]);
});

test("what is taken away is as where it was never said", () => {
  const now = patched(rule, [{ enabled: null, monitor: null, expires: null, description: null, to: { jurisdictions: null } }]);
  assert.deepEqual([now.enabled, now.monitor, now.expires, now.description, now.to.jurisdictions], [true, false, "", "", null]);
});

test("without changes it is the rule itself", () => assert.equal(patched(rule, []), rule));
