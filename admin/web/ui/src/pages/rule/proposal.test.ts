import assert from "node:assert/strict";
import { test } from "node:test";
import { ruleFrom } from "./proposal.ts";

test("a rule from an event asks for its places and its data, each class once", () => {
  const rule = ruleFrom({
    "@timestamp": "", event: {}, destination: { ip: "203.0.113.10", domain: "collect.example" },
    sekisho: { jurisdiction: { codes: ["CN"] }, findings: [{ class: "jp.my_number", count: 3, confidence: 1 }, { class: "jp.my_number", count: 1, confidence: 1 }] },
  });
  assert.deepEqual(rule, { id: "block-cn-my-number", to: { jurisdictions: ["CN"] }, data: [{ class: "jp.my_number", at_least: 1 }], action: "block" });
});

test("without data it asks for the name, and an unknown place is one", () => {
  const rule = ruleFrom({ "@timestamp": "", event: {}, destination: { domain: "collect.example" } });
  assert.deepEqual(rule, { id: "block-unknown", to: { jurisdictions: ["unknown"], domains: ["collect.example"] }, action: "block" });
});
