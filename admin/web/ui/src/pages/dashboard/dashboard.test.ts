import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Status, StoreRow } from "../../api/types.ts";
import { concernsOf, isBad } from "./concerns.ts";
import { bar, conditionOf, eventsOf, readable, step, withBytes } from "./names.ts";
import { lines, points } from "./points.ts";
import { codeOf, Drawer, thinned, type Atlas } from "./projection.ts";

const row = (name: string, counts: Partial<StoreRow> = {}): StoreRow => ({ name, alerts: 0, flows: 0, sent: 0, received: 0, values: 0, inspected: 0, opaque: 0, ...counts });

test("each row leads to its events, but for those of no name", () => {
  assert.equal(conditionOf("jurisdictions", "CN"), "destination.geo.country_iso_code:CN");
  assert.equal(conditionOf("organisations", "AS64500 Example AS"), "destination.as.number:64500");
  assert.equal(conditionOf("hosts", "2001:db8::1"), "source.ip:2001:db8::1");
  assert.equal(conditionOf("rules", "(other)"), null);
  assert.equal(eventsOf("24h", "a:b c"), "/events?span=24h&q=a%3Ab+c");
});

test("what could be read: unpacked contents may be larger than what they came in", () => {
  assert.equal(readable(row("", { inspected: 100, opaque: 25 })), 0.75);
  assert.equal(readable(row("", { inspected: 10, opaque: 40 })), 0);
  assert.equal(readable(row("")), null);
});

test("bars and tones show what is there at all", () => {
  assert.deepEqual([bar(0, 9), bar(1, 1e9), bar(9, 9)], [0, 0.01, 1]);
  assert.deepEqual([0, 1, 99, 100, 1e3, 1e4, 1e5, 1e6].map((n) => step(n, 1e6, 5)), [0, 1, 1, 1, 2, 3, 4, 5]);
  assert.deepEqual(withBytes([row("A"), row("B", { sent: 1 }), row("C", { alerts: 2 }), row("D", { sent: 5 })]).map((r) => r.name), ["D", "B", "C"]);
});

test("a series has its empty steps, and adds up what is in one", () => {
  const at = (s: number) => new Date(s * 1000).toISOString();
  const series = { step_seconds: 60, rows: [row("block", { at: at(120), sent: 5 }), row("none", { at: at(120), sent: 9 }), row("log", { at: at(240), sent: 7 })] };
  const p = points(series, "sent", 70, 250);
  assert.deepEqual(p, { step: 60, at: [60, 120, 180, 240], block: [0, 5, 0, 0], log: [0, 0, 0, 7], allow: [0, 0, 0, 0] });
  assert.deepEqual(lines(p).map((l) => [l.at, l.block, l.log]), [[240, 0, 7], [120, 5, 0]]);
  assert.deepEqual(points({ step_seconds: 60, rows: null }, "sent", null, 130).at, [120], "nothing at all is one empty step");
});

test("what is the matter: what keeps the appliance from its work comes first", () => {
  const good = {
    dataplane: { enforcing: true, events_lost: 0, geo: [{ built: "2026-02-20T00:00:00Z" }] }, index: { disk_full: false, free_bytes: 9e9 }, shipping: [{ name: "soc", state: "running", alerts: [] }],
    certificate: { not_after: "2027-01-01T00:00:00Z" }, warnings: [],
  } as unknown as Status;
  const now = new Date("2026-03-01T00:00:00Z");
  assert.deepEqual(concernsOf(good, now), []);
  const wrong = {
    ...good, dataplane: { ...good.dataplane, enforcing: false, events_lost: 3, geo: [{ built: "2026-02-20T00:00:00Z" }, { built: "2026-01-01T00:00:00Z" }] }, index: { disk_full: true, free_bytes: 0, trouble: "full" },
    shipping: [{ name: "a", state: "running", alerts: ["behind"] }, { name: "b", state: "failing", alerts: null }], certificate: { not_after: "2026-03-05T00:00:00Z" }, warnings: ["logs go to CN"],
  } as unknown as Status;
  const all = concernsOf(wrong, now);
  assert.deepEqual(all.map((c) => c.kind), ["notEnforcing", "diskFull", "index", "shipping", "lost", "shipping", "geoOld", "certificate", "watched"]);
  assert.deepEqual(all.map(isBad), [true, true, true, true, false, false, false, false, false]);
  assert.deepEqual(concernsOf({ ...good, dataplane: undefined, index: { ...good.index, free_bytes: 1e9 } } as unknown as Status, now).map((c) => c.kind), ["notRunning", "diskLow"]);
});

const atlas = JSON.parse(readFileSync("node_modules/world-atlas/countries-50m.json", "utf8")) as Atlas;

test("every land with a number has letters; small ones are dots, and none lies outside the plane", () => {
  const drawer = new Drawer(atlas);
  const lands = drawer.lands.map((land) => ({ land, ...drawer.shape(land) }));
  for (const l of lands) assert.match(l.code, l.land.id === undefined ? /^(XK)?$/ : /^[A-Z]{2}$/, JSON.stringify(l.land.properties));
  const of = (code: string) => lands.find((l) => l.code === code)!;
  assert.deepEqual(["SG", "HK", "MO", "CN", "JP"].map((c) => of(c).small), [true, true, true, false, false]);
  for (const l of lands.filter((l) => l.code !== "AQ")) assert.ok(l.x > 0 && l.x < 960 && l.y > 0 && l.y < 424, `${l.code} ${l.x} ${l.y}`);
  assert.ok(lands.reduce((n, l) => n + l.d.length, 0) < 400_000, "outlines are thinned");
});

test("a land without a number has no letters, but for one", () => {
  assert.equal(codeOf({ type: "Polygon", arcs: [], properties: { name: "N. Cyprus" } }), "");
  assert.equal(codeOf({ type: "Polygon", arcs: [], properties: { name: "Kosovo" } }), "XK");
  assert.equal(codeOf({ type: "Polygon", arcs: [], id: "036", properties: {} }), "AU");
});

test("points that lie near each other are one", () => {
  const got: number[] = [];
  const to = thinned({ point: (x) => got.push(x), lineStart: () => got.push(-1), lineEnd: () => {}, polygonStart: () => {}, polygonEnd: () => {} });
  to.lineStart();
  for (const x of [0, 0.1, 0.5, 0.7, 2]) to.point(x, 0);
  to.lineStart();
  to.point(2, 0);
  assert.deepEqual(got, [-1, 0, 0.7, 2, -1, 2]);
});
