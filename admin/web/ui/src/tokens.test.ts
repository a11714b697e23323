import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { contrast } from "./contrast.ts";

/** tokens reads the colours of both themes. */
function tokens(): Map<string, { light: string; dark: string }> {
  const css = readFileSync("src/tokens.css", "utf8");
  const found = new Map<string, { light: string; dark: string }>();
  for (const [, name, light, dark] of css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)) found.set(name!, { light: light!, dark: dark! });
  for (const [, name, both] of css.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)) found.set(name!, { light: both!, dark: both! });
  return found;
}

const grounds = ["ground", "surface", "raised", "hover", "selected"];
/** pairs are what stands on what, with the contrast that it needs: 4.5 for text, 3 for the edges of controls and for marks. */
const pairs: [string, string[], number][] = [
  ["text", [...grounds, "sunken", "block-ground", "log-ground", "allow-ground", "info-ground"], 4.5],
  ["muted", [...grounds, "sunken", "block-ground", "log-ground", "info-ground"], 4.5],
  ["accent", [...grounds, "sunken", "block-ground", "log-ground", "info-ground"], 4.5],
  ["block", ["ground", "surface", "raised", "hover", "block-ground"], 4.5],
  ["log", ["ground", "surface", "raised", "hover", "log-ground"], 4.5],
  ["allow", ["ground", "surface", "raised", "hover", "allow-ground"], 4.5],
  ["info", ["ground", "surface", "raised", "hover", "info-ground"], 4.5],
  ["on-accent", ["accent-fill", "accent-fill-hover", "danger-fill", "danger-fill-hover"], 4.5],
  ["edge", ["ground", "surface", "raised"], 3],
  ["focus", [...grounds, "sunken"], 3],
  ["accent-fill", ["surface"], 3],
  ...[1, 2, 3, 4, 5, 6].map((n): [string, string[], number] => [`series-${n}`, ["ground", "surface"], 3]),
];

test("contrast is as the standard's own examples have it", () => {
  assert.equal(contrast("#000000", "#ffffff").toFixed(2), "21.00");
  assert.equal(contrast("#777777", "#ffffff").toFixed(2), "4.48");
  assert.equal(contrast("#336699", "#336699"), 1);
});

test("colours can be read on their grounds, in both themes", () => {
  const all = tokens();
  const wrong: string[] = [];
  for (const [front, backs, least] of pairs) {
    for (const back of backs) {
      for (const theme of ["light", "dark"] as const) {
        const ratio = contrast(all.get(front)![theme], all.get(back)![theme]);
        if (ratio < least) wrong.push(`${front} on ${back}, ${theme}: ${ratio.toFixed(2)}, want ${least}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});
