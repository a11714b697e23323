import assert from "node:assert/strict";
import { test } from "node:test";
import { begin, changed, redone, typing, undone } from "./work.ts";

test("changes are undone one by one, and done again", () => {
  let w = begin("a", "a");
  w = changed(w, "b", "one", 0);
  w = changed(w, "c", "two", 1);
  assert.equal(undone(w).text, "b");
  assert.equal(undone(undone(w)).text, "a");
  assert.equal(undone(undone(undone(w))).text, "a");
  assert.equal(redone(redone(undone(undone(w)))).text, "c");
  assert.equal(redone(changed(undone(w), "d", "three", 2)).text, "d", "a new change has no future");
});

test("what is typed without a pause is undone together", () => {
  let w = begin("", "");
  for (const [text, at] of [["a", 0], ["ab", 500], ["abc", 900], ["abcd", 9000]] as const) w = changed(w, text, typing, at);
  assert.equal(undone(w).text, "abc");
  assert.equal(undone(undone(w)).text, "");
});

test("a change that changes nothing leaves nothing to undo", () => {
  assert.equal(changed(begin("a", "a"), "a", "one", 0).past.length, 0);
});
