import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBase64url, options, toBase64url } from "./passkey.ts";

test("bytes come through base64url and back, whatever their number", () => {
  for (let n = 0; n < 70; n++) {
    const bytes = Uint8Array.from({ length: n }, (_, i) => (i * 97 + 251) % 256);
    const text = toBase64url(bytes.buffer);
    assert.match(text, /^[A-Za-z0-9_-]*$/);
    assert.deepEqual(fromBase64url(text), bytes);
  }
});

test("options have bytes for challenge, user and credentials, and the rest as it is", () => {
  const got = options({ challenge: "AQ", rpId: "gateway.example.org", user: { id: "Ag", name: "tanaka" }, excludeCredentials: [{ id: "Aw", type: "public-key" }] });
  assert.deepEqual(got.challenge, Uint8Array.of(1));
  assert.deepEqual(got.user, { id: Uint8Array.of(2), name: "tanaka" });
  assert.deepEqual(got.excludeCredentials, [{ id: Uint8Array.of(3), type: "public-key" }]);
  assert.equal(got.rpId, "gateway.example.org");
  assert.equal("allowCredentials" in got, false);
});
