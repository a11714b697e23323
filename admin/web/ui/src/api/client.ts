// Asking the API. Types come from its description.
import type { Operations, Problem as ProblemAnswer } from "./types.ts";

/** Problem is what the API answers where it says no, or what keeps it from answering at all. */
export class Problem extends Error {
  readonly status: number;
  /** code tells what is wrong: the API's codes, and "offline" where it could not be reached. */
  readonly code: string;
  /** field is that of the request which is at fault. */
  readonly field: string | undefined;
  readonly answer: Partial<ProblemAnswer>;
  /** retryAfter is in seconds; 0 where nothing is said. */
  readonly retryAfter: number;

  constructor(answer: Partial<ProblemAnswer> & { code: string }, retryAfter = 0) {
    super(answer.detail ?? answer.title ?? answer.code);
    this.status = answer.status ?? 0;
    this.code = answer.code;
    this.field = answer.field;
    this.answer = answer;
    this.retryAfter = retryAfter;
  }
}

export type Route = keyof Operations;
export type Answer<R extends Route> = Operations[R]["answer"];
export type Body<R extends Route> = Operations[R]["body"];

type Without<T, K extends string> = keyof T extends never ? { [P in K]?: undefined } : {} extends T ? { [P in K]?: T } : { [P in K]: T };
export type Input<R extends Route> = Without<Operations[R]["path"], "path"> &
  Without<Operations[R]["query"], "query"> &
  (unknown extends Body<R> ? { body: unknown } : undefined extends Body<R> ? { body?: undefined } : { body: Body<R> }) &
  (Operations[R]["versioned"] extends true ? { etag: string } : { etag?: undefined }) & {
    /** signal cancels. */
    signal?: AbortSignal | undefined;
    /** quiet: neither login nor proof is asked for over the page; the problem is thrown. */
    quiet?: boolean;
  };

/** concerns tells whether a problem is one of a request's field, or of something in it: protected, protected[1], to.ports. */
export function concerns(problem: Problem | undefined, name: string): boolean {
  const field = problem?.field;
  return field !== undefined && field.startsWith(name) && /^($|[.[])/.test(field.slice(name.length));
}

/** said is what a problem says of a field, without the field's own name, which stands beside it. Entries of a list are numbered from 1, as lines are. */
export function said(problem: Problem): string {
  const field = problem.field ?? "";
  const text = problem.message.startsWith(field + ": ") ? problem.message.slice(field.length + 2) : problem.message;
  const entry = /\[(\d+)\]$/.exec(field);
  return entry ? `${Number(entry[1]) + 1}: ${text}` : text;
}

/** Gate asks people over the page for what a request lacks: login or a proof of who they are. It resolves to whether to ask again. */
export type Gate = (kind: "login" | "verify", signal?: AbortSignal) => Promise<boolean>;

let gate: Gate = async () => false;

/** setGate is for the shell. */
export function setGate(to: Gate): void {
  gate = to;
}

/** pass asks at the gate; for what asks the API by other means than call(). */
export function pass(kind: "login" | "verify", signal?: AbortSignal): Promise<boolean> {
  return gate(kind, signal);
}

type Loose = { path?: Record<string, string | number>; query?: Record<string, unknown>; body?: unknown; etag?: string; signal?: AbortSignal; quiet?: boolean };

/** call asks the API and gives its answer. */
export async function call<R extends Route>(route: R, ...[input]: {} extends Input<R> ? [Input<R>?] : [Input<R>]): Promise<Answer<R>> {
  return (await ask(route, (input ?? {}) as Loose)).value as Answer<R>;
}

/** callTagged gives the answer with its version, for the etag of a change. */
export async function callTagged<R extends Route>(route: R, ...[input]: {} extends Input<R> ? [Input<R>?] : [Input<R>]): Promise<{ value: Answer<R>; etag: string }> {
  const { value, etag } = await ask(route, (input ?? {}) as Loose);
  return { value: value as Answer<R>, etag };
}

async function ask(route: string, input: Loose): Promise<{ value: unknown; etag: string }> {
  for (;;) {
    try {
      return await once(route, input);
    } catch (error) {
      if (!(error instanceof Problem) || input.quiet) throw error;
      const kind = error.code === "login_needed" ? "login" : error.code === "verify_needed" ? "verify" : null;
      if (kind === null || !(await gate(kind, input.signal))) throw error;
    }
  }
}

async function once(route: string, input: Loose): Promise<{ value: unknown; etag: string }> {
  const [method, template] = route.split(" ") as [string, string];
  const response = await send(url(template, input), method, input);
  const json = response.headers.get("Content-Type")?.includes("json") ?? false;
  if (!response.ok) throw await problemOf(response, json);
  const value = response.status === 204 ? undefined : json && !response.headers.get("Content-Type")!.includes("ndjson") ? await response.json() : response;
  return { value, etag: response.headers.get("ETag") ?? "" };
}

async function send(url: string, method: string, input: Loose): Promise<Response> {
  const headers: Record<string, string> = {};
  let body: BodyInit | undefined;
  if (input.body instanceof Blob) body = input.body;
  else if (input.body !== undefined) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(input.body);
  }
  if (input.etag) headers["If-Match"] = input.etag;
  try {
    return await fetch(url, { method, headers, body: body ?? null, signal: input.signal ?? null, credentials: "same-origin" });
  } catch (error) {
    if (input.signal?.aborted) throw error;
    throw new Problem({ code: "offline", status: 0, title: "offline" });
  }
}

async function problemOf(response: Response, json: boolean): Promise<Problem> {
  const answer = json ? ((await response.json()) as ProblemAnswer) : { code: "internal", status: response.status, title: response.statusText };
  return new Problem(answer, Number(response.headers.get("Retry-After") ?? 0));
}

/** url fills in a route's path. Parameters that are undefined or empty are left out; lists are repeated. */
export function url(template: string, input: { path?: Record<string, string | number>; query?: Record<string, unknown> } = {}): string {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input.path?.[name] ?? "")));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null && one !== "") query.append(name, String(one));
  }
  const text = query.toString();
  return text ? path + "?" + text : path;
}

/** list makes an array of what the API may answer as null. */
export function list<T>(items: T[] | null | undefined): T[] {
  return items ?? [];
}
