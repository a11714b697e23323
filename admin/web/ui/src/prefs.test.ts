import assert from "node:assert/strict";
import { test } from "node:test";
import { chosenLanguage } from "./prefs.ts";

test("without a choice the first language that there is counts", () => {
  assert.equal(chosenLanguage(["ja-JP", "en-US"]), "ja");
  assert.equal(chosenLanguage(["en-GB", "ja"]), "en");
  assert.equal(chosenLanguage(["fr-FR", "ja"]), "ja");
  assert.equal(chosenLanguage(["fr-FR"]), "en");
  assert.equal(chosenLanguage([]), "en");
});
