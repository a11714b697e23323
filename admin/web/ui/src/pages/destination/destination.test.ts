import assert from "node:assert/strict";
import { test } from "node:test";
import { addable, isPlain, written } from "./destination.ts";

test("what is empty, or not for the type, is left out", () => {
  assert.deepEqual(written({ name: "soc", type: "syslog", address: "tls://siem.example:6514", brokers: ["x:1"], proxy: "http://p", omit: [], tls: { ca: "", server_name: "siem" }, compress: true, sample_allow: NaN }), { name: "soc", type: "syslog", address: "tls://siem.example:6514", tls: { server_name: "siem" } });
});

test("a share of nothing is a share", () => {
  assert.deepEqual(written({ name: "a", type: "file", address: "file:///x", sample_allow: 0 }), { name: "a", type: "file", address: "file:///x", sample_allow: 0 });
});

test("what goes in the clear is known, and what only sekisho.yaml can add", () => {
  assert.deepEqual(["tcp://a", "udp://a", "http://a", "nats://a", "tls://a", "https://a"].map((address) => isPlain({ type: "syslog", address })), [true, true, true, true, false, false]);
  assert.deepEqual([isPlain({ type: "kafka" }), isPlain({ type: "kafka", tls: { enabled: true } }), isPlain({ type: "file", address: "file:///x" })], [true, false, false]);
  assert.deepEqual([addable("syslog"), addable("file")], [true, false]);
});
