import assert from "node:assert/strict";
import { test } from "node:test";
import { Parser } from "./live.ts";

const stream = ': events follow\n\nid: 7\nevent: events\ndata: {"items":[]}\n\ndata: a\ndata: b\n\nevent: end\ndata: {}\n\n';
const want = [
  { event: "events", data: '{"items":[]}', id: "7" },
  { event: "message", data: "a\nb", id: "7" },
  { event: "end", data: "{}", id: "7" },
];

test("messages are the same however the stream is cut", () => {
  for (let size = 1; size <= stream.length; size++) {
    const parser = new Parser();
    const got = [];
    for (let i = 0; i < stream.length; i += size) got.push(...parser.feed(stream.slice(i, i + size)));
    assert.deepEqual(got, want, `pieces of ${size}`);
  }
});

test("lines may end in CR LF, even where it is cut between them", () => {
  const parser = new Parser();
  const crlf = stream.replaceAll("\n", "\r\n");
  const got = [...crlf].flatMap((c) => parser.feed(c));
  assert.deepEqual(got, want);
});

test("comments and events without data are no messages", () => {
  assert.deepEqual(new Parser().feed(": still there\n\nevent: nothing\n\n"), []);
});
