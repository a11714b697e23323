import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDiff, sides, valueText } from "./diff.ts";

const text = `--- in force
+++ draft
@@ -1,3 +1,4 @@
 version: 1
-default: allow
+default: log
+# why
 rules:
@@ -10,1 +11,1 @@
--x
+-y
`;

test("lines carry the numbers that they have in either text", () => {
  const lines = parseDiff(text);
  assert.deepEqual(lines.map((l) => [l.kind, l.text, l.old, l.new]), [
    ["same", "version: 1", 1, 1], ["old", "default: allow", 2, undefined], ["new", "default: log", undefined, 2], ["new", "# why", undefined, 3], ["same", "rules:", 3, 4],
    ["gap", "", undefined, undefined], ["old", "-x", 10, undefined], ["new", "-y", undefined, 11],
  ]);
});

test("what goes stands beside what comes", () => {
  const all = sides(parseDiff(text)).map((s) => [s.old?.text ?? null, s.new?.text ?? null]);
  assert.deepEqual(all, [["version: 1", "version: 1"], ["default: allow", "default: log"], [null, "# why"], ["rules:", "rules:"], ["", ""], ["-x", "-y"]]);
});

test("values in a line", () => {
  assert.equal(valueText([{ class: "jp", at_least: 3 }, { class: "pii", at_least: 1 }]), "jp ≥ 3, pii ≥ 1");
  assert.equal(valueText({ jurisdictions: ["CN", "RU"], ports: [80] }), "jurisdictions: CN, RU; ports: 80");
  assert.equal(valueText(null), "");
  assert.equal(valueText(false), "false");
});
