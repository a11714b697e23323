import assert from "node:assert/strict";
import { test } from "node:test";
import { readAgent } from "./agent.ts";

test("browsers are told apart, whatever else they name", () => {
  const windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
  assert.deepEqual(readAgent(windows), { browser: "Chrome 140", system: "Windows" });
  assert.deepEqual(readAgent(windows + " Edg/140.0.0.0"), { browser: "Edge 140", system: "Windows" });
  assert.deepEqual(readAgent("Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0"), { browser: "Firefox 139", system: "Linux" });
  assert.deepEqual(readAgent("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"), { browser: "Safari 18", system: "iOS" });
  assert.deepEqual(readAgent("curl/7.88.1"), { browser: "curl 7", system: "" });
  assert.deepEqual(readAgent(""), { browser: "", system: "" });
});
