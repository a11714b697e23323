import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, askedOf, whatIf } from "./asked.ts";

test("what is asked stands in the address, and is read from it", () => {
  const address = "from=10.0.0.2&to=2001%3Adb8%3A%3A1&port=443&protocol=http&data=jp.my_number%3D3&data=pii.person";
  const asked = askedOf(new URLSearchParams(address));
  assert.equal(addressOf(asked), address);
  assert.deepEqual(whatIf(asked), { from: "10.0.0.2", to: "2001:db8::1", port: 443, protocol: "http", data: [{ class: "jp.my_number", count: 3 }, { class: "pii.person", count: 1 }] });
});

test("nothing is asked without both ends", () => {
  assert.equal(whatIf(askedOf(new URLSearchParams("from=10.0.0.2"))), null);
});
