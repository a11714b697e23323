import assert from "node:assert/strict";
import { test } from "node:test";
import { detailText } from "./entry.ts";

test("what else an entry says, in a line", () => {
  assert.equal(detailText({ query: "a:1", count: 3, hosts: ["x"] }), 'query: a:1; count: 3; hosts: ["x"]');
  assert.equal(detailText(undefined), "");
});
