// Following events as they come: server-sent events (WHATWG HTML, section 9.2) by fetch, because EventSource
// can't tell why it was refused.
import { pass, Problem, url, type Route } from "./client.ts";

/** Message is an event of the stream. */
export interface Message {
  event: string;
  data: string;
  /** id is the last one that the stream has said. */
  id: string;
}

/** Parser makes messages of a stream's text, however it is cut. */
export class Parser {
  private rest = "";
  private event = "";
  private data: string[] = [];
  private id = "";

  /** feed takes a piece of text and gives the messages that are complete with it. */
  feed(text: string): Message[] {
    const lines = (this.rest + text).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop()!;
    return lines.flatMap((line) => this.line(line) ?? []);
  }

  private line(line: string): Message | undefined {
    if (line === "") return this.dispatch();
    const [, name, value] = /^([^:]*):? ?(.*)$/.exec(line)!;
    if (name === "event") this.event = value!;
    else if (name === "data") this.data.push(value!);
    else if (name === "id" && !value!.includes("\0")) this.id = value!;
    return undefined;
  }

  private dispatch(): Message | undefined {
    const message = { event: this.event || "message", data: this.data.join("\n"), id: this.id };
    const empty = this.data.length === 0;
    this.event = "";
    this.data = [];
    return empty ? undefined : message;
  }
}

export type LiveState = "connecting" | "open" | "waiting" | "ended";

export interface LiveOptions {
  onMessage: (message: Message) => void;
  onState: (state: LiveState, problem?: Problem) => void;
}

/** Silence after which a stream counts as broken, in milliseconds: the appliance shows every 15 s that it lives. */
const silence = 40_000;

/** follow reads a stream of the API, and again after it broke, later each time up to 15 s. It ends with signal, or when the API says no; after a login it goes on. */
export async function follow(route: Extract<Route, `GET ${string}`>, query: Record<string, unknown>, signal: AbortSignal, options: LiveOptions): Promise<void> {
  let wait = 500;
  while (!signal.aborted) {
    options.onState("connecting");
    try {
      await readOnce(url(route.slice(4), { query }), signal, options, () => (wait = 500));
      options.onState("waiting");
    } catch (error) {
      if (signal.aborted) return;
      const problem = error instanceof Problem ? error : new Problem({ code: "offline", title: "offline" }); // streams break off: when a page is left, too
      if (problem.code === "login_needed" && (await pass("login", signal))) continue;
      if (problem.status >= 400 && problem.status < 500 && problem.status !== 429) return options.onState("ended", problem);
      options.onState("waiting", problem);
    }
    await pause(wait, signal);
    wait = Math.min(wait * 2, 15_000);
  }
}

async function readOnce(address: string, signal: AbortSignal, options: LiveOptions, opened: () => void): Promise<void> {
  const quiet = new AbortController();
  const response = await fetch(address, { signal: AbortSignal.any([signal, quiet.signal]), credentials: "same-origin", headers: { Accept: "text/event-stream" } });
  if (!response.ok || !response.body) throw new Problem(await response.json());
  options.onState("open");
  opened();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const parser = new Parser();
  let timer = setTimeout(() => quiet.abort(), silence);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(() => quiet.abort(), silence);
      for (const message of parser.feed(value)) {
        if (message.event === "end") return; // the session is over: asking again says so
        options.onMessage(message);
      }
    }
  } finally {
    clearTimeout(timer);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}
