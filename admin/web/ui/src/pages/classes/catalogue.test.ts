import assert from "node:assert/strict";
import { test } from "node:test";
import type { DataClass } from "../../api/types.ts";
import { entries, families, goodName, patch } from "./catalogue.ts";

const one = (name: string, about: string, basis = "", parent?: string): DataClass => ({ name, basis, served: true, unit: "values", en: { name, about }, ja: { name: about, about: "" }, ...(parent && { parent }) });
const all = [one("jp", "Japanese"), one("jp.my_number", "twelve digits", "Act No. 27 of 2013", "jp"), one("jp.passport", "letters", "ICAO 9303", "jp"), one("opaque", "unread")];
const names = (wanted: string) => families(all, wanted).map((f) => [f.parent.name, ...f.classes.map((c) => c.name)]);

test("classes stand below their parents; a search finds them by name, words and source", () => {
  assert.deepEqual(names(""), [["jp", "jp.my_number", "jp.passport"], ["opaque"]]);
  assert.deepEqual(names("9303 "), [["jp", "jp.passport"]]);
  assert.deepEqual(names("japanese"), [["jp", "jp.my_number", "jp.passport"]]);
  assert.deepEqual(names("nothing like it"), []);
});

test("an entry a line, with its blanks and commas", () => {
  assert.deepEqual(entries(" [A-Z]{2,4} x\n\n  b,c \n"), ["[A-Z]{2,4} x", "b,c"]);
});

test("what a class no longer has goes from the policy", () => {
  assert.deepEqual(patch("codes", { keywords: ["osprey"], patterns: [], context: null }), { custom: { codes: { keywords: ["osprey"], patterns: null, context: null } } });
  assert.deepEqual(patch("codes", null), { custom: { codes: null } });
  assert.deepEqual(["a-b_1", "A", "", "a b"].map(goodName), [true, false, false, false]);
});
