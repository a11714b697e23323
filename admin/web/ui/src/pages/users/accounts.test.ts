import assert from "node:assert/strict";
import { test } from "node:test";
import type { UserAnswer } from "../../api/types.ts";
import { byName, unguarded } from "./accounts.ts";

const user = (name: string, more: Partial<UserAnswer> = {}) => ({ name, role: "admin", disabled: false, has_password: true, second_factor: false, ...more }) as UserAnswer;

test("administrators with a password alone are unguarded", () => {
  const users = [user("a"), user("b", { second_factor: true }), user("c", { role: "viewer" }), user("d", { disabled: true }), user("e", { has_password: false })];
  assert.deepEqual(unguarded(users).map((u) => u.name), ["a"]);
});

test("disabled accounts come last", () => {
  assert.deepEqual(byName([user("b"), user("a", { disabled: true }), user("c")]).map((u) => u.name), ["b", "c", "a"]);
});
