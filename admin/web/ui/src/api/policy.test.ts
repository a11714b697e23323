import assert from "node:assert/strict";
import { test } from "node:test";
import { ending, type PolicyState } from "./policy.ts";

const state = (revision: string, pending?: string) => ({ revision: { id: revision }, ...(pending && { pending: { id: pending } }) }) as PolicyState;

test("a change on trial ends kept where its revision stays in force, else taken back", () => {
  assert.equal(ending(null, state("a")), null);
  assert.equal(ending("b", state("b", "b")), null);
  assert.equal(ending("b", state("b")), "kept");
  assert.equal(ending("b", state("a")), "taken back");
  assert.equal(ending("b", state("c", "c")), "taken back");
});
