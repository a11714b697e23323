import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldsBeside, type EventRecord } from "../../api/event.ts";
import { opaqueShare, similar, tryIt } from "./links.ts";

const event: EventRecord = {
  "@timestamp": "2026-03-01T09:12:33.120Z", event: { action: "block" }, rule: { id: "no-personal-data" },
  source: { ip: "10.10.0.2", port: 51120, bytes: 400 }, destination: { ip: "2001:db8::10", port: 80 },
  network: { transport: "tcp", protocol: "http" },
  sekisho: { findings: [{ class: "jp.my_number", count: 3, confidence: 0.99, sample: "12********90" }], inspected_bytes: 400, opaque_bytes: 100 },
};

test("similar events go to the same place, by the same rule, with the same data", () => {
  const q = new URL("http://x" + similar(event)).searchParams.get("q");
  assert.equal(q, "destination.ip:2001:db8::10 rule.id:no-personal-data sekisho.findings.class:jp.my_number");
});

test("a connection is tried with classes and counts, never with samples", () => {
  const q = new URL("http://x" + tryIt(event)).searchParams;
  assert.equal(q.get("to"), "2001:db8::10");
  assert.deepEqual(q.getAll("data"), ["jp.my_number=3"]);
  assert.ok(!q.toString().includes("12**"));
});

test("what could not be read is a share of what was looked at", () => {
  assert.equal(opaqueShare(event), 0.25);
  assert.equal(opaqueShare({ ...event, sekisho: {} }), 0);
});

test("fields that protocols say, by their whole names", () => {
  const with2 = { ...event, tls: { client: { server_name: "a.example" } }, user_agent: { original: "curl" } } as EventRecord;
  assert.deepEqual(fieldsBeside(with2), [["tls.client.server_name", "a.example"], ["user_agent.original", "curl"]]);
});
