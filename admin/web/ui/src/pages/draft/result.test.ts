import assert from "node:assert/strict";
import { test } from "node:test";
import { isMine, total } from "./result.ts";

test("flows that are touched are all but the unchanged", () => {
  assert.equal(total({ newly_blocked: 1, newly_allowed: 2, newly_logged: 3, no_longer_logged: 4, uncertain: 5 }), 15);
});

test("a connection to this page's port may be one's own", () => {
  assert.ok(isMine({ port: 8443 }, "8443"));
  assert.ok(!isMine({ port: 443 }, "8443"));
  assert.ok(!isMine({}, ""));
});
