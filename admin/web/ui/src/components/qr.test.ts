import assert from "node:assert/strict";
import { test } from "node:test";
import { outline } from "./qr.ts";

/** drawn reads a path back into modules. */
function drawn(path: string, size: number): boolean[][] {
  const out = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) for (let i = 0; i < Number(width); i++) out[Number(y)]![Number(x) + i] = true;
  return out;
}

test("the path draws each dark module, and no light one", () => {
  const modules = Array.from({ length: 25 }, (_, y) => Array.from({ length: 25 }, (_, x) => (x * 7 + y * 13 + x * y) % 3 === 0));
  assert.deepEqual(drawn(outline(modules), 25), modules);
  assert.equal(outline([[false]]), "");
});
