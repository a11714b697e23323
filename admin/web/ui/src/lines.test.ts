import assert from "node:assert/strict";
import { test } from "node:test";
import { lines } from "./lines.ts";

test("networks are one a line or between commas", () => {
  assert.deepEqual(lines(" 192.0.2.0/24\n\n2001:db8::/32, 198.51.100.0/24 "), ["192.0.2.0/24", "2001:db8::/32", "198.51.100.0/24"]);
});
