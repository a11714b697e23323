import assert from "node:assert/strict";
import { test } from "node:test";
import { match } from "./router.ts";

test("a path is a page's where all parts agree", () => {
  assert.deepEqual(match("/events/{sequence}", "/events/12"), { sequence: "12" });
  assert.deepEqual(match("/events", "/events/"), {});
  assert.deepEqual(match("/", "/"), {});
  assert.equal(match("/events/{sequence}", "/events"), null);
  assert.equal(match("/events/{sequence}", "/rules/12"), null);
  assert.equal(match("/events", "/events/12"), null);
});

test("what is escaped in a path is read", () => {
  assert.deepEqual(match("/rules/{id}", "/rules/a%20b"), { id: "a b" });
  assert.deepEqual(match("/rules/{id}", "/rules/%E3%82"), { id: "%E3%82" }, "what can't be read stays as it is");
});
