import assert from "node:assert/strict";
import { test } from "node:test";
import type { Status } from "../../api/types.ts";
import { checks } from "./checks.ts";

const good = { dataplane: { rules: 3, geo: [{}] }, index: { disk_full: false } } as unknown as Status;
const failing = (s: Status) => checks(s).filter((c) => !c.good).map((c) => c.what);

test("each check fails for its own reason", () => {
  assert.deepEqual(failing(good), []);
  assert.deepEqual(failing({ ...good, dataplane: { ...good.dataplane!, rules: 0 } }), ["rules"]);
  assert.deepEqual(failing({ ...good, dataplane: { ...good.dataplane!, geo: null } }), ["geo"]);
  assert.deepEqual(failing({ ...good, index: { ...good.index, disk_full: true } }), ["stored"]);
  const { dataplane: _, ...without } = good;
  assert.deepEqual(failing(without), ["answers", "rules", "geo"]);
});
