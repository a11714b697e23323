import assert from "node:assert/strict";
import { test } from "node:test";
import { term, terms, withoutTerm, withTerm } from "./terms.ts";

test("a query is its conditions", () => {
  for (const [query, want] of [
    ["", []],
    ["event.action:block sekisho.findings.class:jp.*", ["event.action:block", "sekisho.findings.class:jp.*"]],
    ["a:1 AND NOT b:2", ["a:1", "NOT b:2"]],
    ["a:1 OR b:2", ["a:1 OR b:2"]],
    ["(a:1 OR b:2) c:3", ["(a:1 OR b:2)", "c:3"]],
    ["source.bytes >= 1MB invoice", ["source.bytes>=1MB", "invoice"]],
    ['"annual report" rule.name:"no AND (or) \\"x\\""', ['"annual report"', 'rule.name:"no AND (or) \\"x\\""']],
    ["NOT (a:1 AND b:2) c:3", ["NOT (a:1 AND b:2)", "c:3"]],
  ] as const) assert.deepEqual(terms(query), [...want], query);
});

test("values are quoted where they need it", () => {
  assert.equal(term("destination.ip", "2001:db8::1"), "destination.ip:2001:db8::1");
  assert.equal(term("rule.name", 'say "no"'), 'rule.name:"say \\"no\\""');
  assert.equal(term("file.name", "名簿.csv"), 'file.name:"名簿.csv"');
  assert.equal(term("file.name", "a*"), 'file.name:"a*"');
  assert.equal(term("destination.domain", "OR"), 'destination.domain:"OR"');
});

test("conditions are added once, replace their opposite, and go by their place", () => {
  assert.equal(withTerm("", "a:1"), "a:1");
  assert.equal(withTerm("a:1", "a:1"), "a:1");
  assert.equal(withTerm("a:1 b:2", "NOT a:1"), "b:2 NOT a:1");
  assert.equal(withTerm("NOT a:1", "a:1"), "a:1");
  assert.equal(withTerm("a:1 OR b:2", "c:3"), "(a:1 OR b:2) c:3");
  assert.equal(withoutTerm("a:1 b:2 c:3", 1), "a:1 c:3");
});
