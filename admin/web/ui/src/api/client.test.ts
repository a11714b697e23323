import assert from "node:assert/strict";
import { test } from "node:test";
import { concerns, list, Problem, said, url } from "./client.ts";

test("a route's path is filled in, and nothing in it can be taken for more path", () => {
  assert.equal(url("/api/v1/users/{id}", { path: { id: "a/b?c" } }), "/api/v1/users/a%2Fb%3Fc");
  assert.equal(url("/api/v1/events", { query: { query: "a b&c", limit: 10, from: undefined, to: "", country: ["JP", "CN"] } }), "/api/v1/events?query=a+b%26c&limit=10&country=JP&country=CN");
});

test("a problem is of its field, and of what the field is in", () => {
  const problem = new Problem({ code: "invalid", field: "to.ports[1]", detail: "to.ports[1]: not a port" });
  assert.equal(concerns(problem, "to.ports"), true);
  assert.equal(concerns(problem, "to"), true);
  assert.equal(concerns(problem, "to.port"), false);
  assert.equal(concerns(problem, "ports"), false);
  assert.equal(concerns(undefined, "to"), false);
  assert.equal(said(problem), "2: not a port");
  assert.equal(said(new Problem({ code: "invalid", field: "name", detail: "name: too short" })), "too short");
  assert.equal(said(new Problem({ code: "busy", detail: "try later" })), "try later");
});

test("null is a list without anything", () => {
  assert.deepEqual(list(null), []);
  assert.deepEqual(list([1]), [1]);
});
