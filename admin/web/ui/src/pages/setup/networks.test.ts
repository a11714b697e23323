import assert from "node:assert/strict";
import { test } from "node:test";
import type { Nic } from "../../api/types.ts";
import { missing, same, seen } from "./networks.ts";

const nic = (name: string, proposed: string[], more: Partial<Nic> = {}): Nic => ({ name, proposed, addresses: [], loopback: false, mtu: 1500, up: true, uplink: false, ...more });

test("networks that were found and not typed are proposed", () => {
  const nics = [nic("lan", ["192.168.1.0/24", "fd00:1::/64"]), nic("wan", [], { uplink: true })];
  assert.deepEqual(missing(nics, ["fd00:1::/64"]), [{ network: "192.168.1.0/24", at: "lan" }]);
  assert.deepEqual(missing([{ ...nic("lan", []), proposed: null }], []), []);
});

test("loopback is not shown", () => {
  assert.deepEqual(seen([nic("lo", [], { loopback: true }), nic("lan", [])]).map((n) => n.name), ["lan"]);
});

test("the order of networks says nothing", () => {
  assert.equal(same(["a", "b"], ["b", "a"]), true);
  assert.equal(same(["a"], ["a", "b"]), false);
});
