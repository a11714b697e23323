import assert from "node:assert/strict";
import { test } from "node:test";
import { ago, bytes, country, dateTime, duration, listed, number, utc } from "./format.ts";
import { language } from "./i18n.ts";

/** inBoth gives what is written in English and in Japanese. */
function inBoth(write: () => string): [string, string] {
  language.value = "en";
  const en = write();
  language.value = "ja";
  const ja = write();
  language.value = "en";
  return [en, ja];
}

test("sizes are in powers of 1000, and never as 1000 of the smaller unit", () => {
  assert.deepEqual([0, 999, 1000, 1500, 12345, 999_499, 999_500, 3.2e9, 7e18].map(bytes), ["0 B", "999 B", "1 kB", "1.5 kB", "12 kB", "999 kB", "1 MB", "3.2 GB", "7,000 PB"]);
});

test("dates have the year first in both languages", () => {
  const at = new Date(2026, 2, 1, 9, 5, 7);
  assert.deepEqual(inBoth(() => dateTime(at)), ["2026-03-01 09:05:07", "2026/03/01 09:05:07"]);
  assert.equal(utc(new Date("2026-03-01T00:05:07.123Z")), "2026-03-01 00:05:07 UTC");
});

test("times as seen from now", () => {
  const now = new Date("2026-03-01T12:00:00Z");
  assert.deepEqual(inBoth(() => ago(new Date("2026-03-01T09:00:00Z"), now)), ["3 hours ago", "3 時間前"]);
  assert.deepEqual(inBoth(() => ago(new Date("2026-03-02T12:00:00Z"), now)), ["tomorrow", "明日"]);
});

test("lengths of time are minutes and seconds, with hours where there are any", () => {
  assert.deepEqual([0, 5, 65, 3600, 7384, -3].map(duration), ["0:00", "0:05", "1:05", "1:00:00", "2:03:04", "0:00"]);
});

test("places have their names in the language, and codes without a name stay", () => {
  assert.deepEqual(inBoth(() => country("JP")), ["Japan", "日本"]);
  assert.deepEqual(inBoth(() => country("030")), ["Eastern Asia", "東アジア"]);
  assert.deepEqual([country("unknown"), country("999")], ["unknown", "999"]);
});

test("figures and lists are written as the language does", () => {
  assert.deepEqual(inBoth(() => number(1234567)), ["1,234,567", "1,234,567"]);
  assert.deepEqual(inBoth(() => listed(["A", "B", "C"])), ["A, B, and C", "A、B、C"]);
});
