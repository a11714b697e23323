import assert from "node:assert/strict";
import { test } from "node:test";
import { pages } from "../pages/index.ts";
import { Keys, typing } from "./shortcuts.ts";

test("g waits for the next key, but not for ever", () => {
  const keys = new Keys();
  assert.equal(keys.press("g", 0), null);
  assert.equal(keys.press("r", 100), "g r");
  assert.equal(keys.press("r", 200), "r");
  assert.equal(keys.press("g", 300), null);
  assert.equal(keys.press("r", 5000), "r");
});

test("keys that go into a field do nothing else", () => {
  assert.equal(typing({ tagName: "INPUT", type: "text" }), true);
  assert.equal(typing({ tagName: "TEXTAREA" }), true);
  assert.equal(typing({ tagName: "INPUT", type: "checkbox" }), false);
  assert.equal(typing({ tagName: "DIV", isContentEditable: true }), true);
  assert.equal(typing({ tagName: "BUTTON" }), false);
  assert.equal(typing(null), false);
});

test("no two pages have one path or one key", () => {
  const keys = pages.flatMap((p) => p.key ?? []);
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(new Set(pages.map((p) => p.path)).size, pages.length);
});
