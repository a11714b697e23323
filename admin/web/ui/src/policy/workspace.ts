// The draft that somebody works on: kept on the appliance as it is edited, and in this browser until it is there.
import { computed, signal } from "@preact/signals";
import { call, callTagged, list, Problem, type Answer } from "../api/client.ts";
import { asProblem } from "../api/data.ts";
import { refreshPolicy } from "../api/policy.ts";
import { identity } from "../api/session.ts";
import type { EditOperation, Edited, StateDraft } from "../api/types.ts";
import { begin, changed, redone, typing, undone, type Work } from "./work.ts";

export interface Workspace extends Work {
  /** draft is null until something is changed. */
  draft: StateDraft | null;
  etag: string;
  /** shown is what the text says; of is the text that it was made of, which may be behind while somebody types. */
  shown: Edited;
  of: string;
  saving: boolean;
  problem?: Problem | undefined;
  /** theirs is the draft as another has changed it meanwhile. */
  theirs?: { draft: StateDraft; etag: string } | undefined;
}

export const workspace = signal<Workspace | undefined>(undefined);

/** rules are those on the screen. */
export const rules = computed(() => list(workspace.value?.shown.rules));

const keptKey = "sekisho.work";

/** Kept is what this browser keeps of work that the appliance may not have yet. */
interface Kept {
  draft: string | null;
  text: string;
}

function update(change: Partial<Workspace>): void {
  if (workspace.value) workspace.value = { ...workspace.value, ...change };
}

/** open shows a draft: the one named, else one's own latest, else the policy in force. */
export async function open(id: string | null, signal?: AbortSignal): Promise<void> {
  const now = workspace.peek();
  if (now && (id === null || now.draft?.id === id) && now.text !== now.saved) return;
  const [inForce, drafts] = await Promise.all([call("GET /api/v1/policy", { signal }), call("GET /api/v1/drafts", { signal })]);
  const kept = unsaved();
  const wanted = id ?? kept?.draft ?? latestOf(list(drafts.items));
  const found = wanted === null || wanted === "none" ? null : await draftOf(wanted, signal);
  const saved = found?.draft.text ?? inForce.policy;
  const text = kept && kept.draft === (found?.draft.id ?? null) ? kept.text : saved;
  const shown = await call("POST /api/v1/policy/edit", { body: { text, operations: [] }, signal });
  if (signal?.aborted) return;
  workspace.value = { ...begin(saved, inForce.policy, text), draft: found?.draft ?? null, etag: found?.etag ?? "", shown, of: text, saving: false };
  if (text !== saved) saveSoon();
}

async function draftOf(id: string, signal?: AbortSignal): Promise<{ draft: StateDraft; etag: string } | null> {
  try {
    const { value, etag } = await callTagged("GET /api/v1/drafts/{id}", { path: { id }, signal });
    return { draft: value, etag };
  } catch (error) {
    if (error instanceof Problem && error.code === "not_found") return null;
    throw error;
  }
}

/** latestOf is the draft that one has begun or changed last. */
function latestOf(drafts: StateDraft[]): string | null {
  const me = identity.value?.name ?? "";
  const mine = drafts.filter((d) => d.changed_by === me || d.created_by === me);
  mine.sort((a, b) => b.changed.localeCompare(a.changed));
  return mine[0]?.id ?? null;
}

let queue: Promise<unknown> = Promise.resolve();

/** edit changes the text as a form wants it; what is named in the list of what can be undone. It throws the problem that refuses it. */
export function edit(operations: EditOperation[], what: string): Promise<Edited> {
  const next = queue.then(async () => {
    const w = workspace.value!;
    const shown = await call("POST /api/v1/policy/edit", { body: { text: w.text, operations } });
    put(changed(w, shown.text, what, Date.now()), shown);
    return shown;
  });
  queue = next.catch(() => undefined);
  return next;
}

/** type takes the text as somebody types it. */
export function type(text: string): void {
  const w = workspace.value!;
  workspace.value = { ...w, ...changed(w, text, typing, Date.now()) };
  keep();
  readSoon();
}

export function undo(): void {
  move(undone(workspace.value!));
}

export function redo(): void {
  move(redone(workspace.value!));
}

function move(w: Work): void {
  update(w);
  keep();
  readSoon();
}

function put(w: Work, shown: Edited): void {
  update({ ...w, shown, of: shown.text });
  keep();
  saveSoon();
}

let reading: ReturnType<typeof setTimeout> | undefined;

/** readSoon has the appliance say what the text says, once typing pauses. */
function readSoon(): void {
  clearTimeout(reading);
  reading = setTimeout(() => {
    queue = queue.then(read).catch((error: unknown) => update({ problem: asProblem(error) }));
  }, 350);
}

async function read(): Promise<void> {
  const text = workspace.value!.text;
  const shown = await call("POST /api/v1/policy/edit", { body: { text, operations: [] } });
  if (workspace.value!.text !== text) return;
  // A text that can't be read shows what it last said, with its problems.
  const unreadable = list(shown.rules).length === 0 && list(shown.problems).some((p) => p.severity === "error" && p.path === undefined);
  update({ shown: unreadable ? { ...workspace.value!.shown, problems: shown.problems } : shown, of: text });
  saveSoon();
}

let saving: ReturnType<typeof setTimeout> | undefined;
let underWay: Promise<boolean> | null = null;

function saveSoon(): void {
  clearTimeout(saving);
  saving = setTimeout(() => void save(), 600);
}

/** save has the appliance keep the draft now, with all edits that were asked for. It tells whether it has it. */
export async function save(): Promise<boolean> {
  clearTimeout(saving);
  await queue;
  while (underWay) await underWay;
  const w = workspace.value;
  if (!w || w.theirs || w.text === w.saved) return w !== undefined && !w.theirs;
  underWay = saveOnce(w);
  try {
    return await underWay;
  } finally {
    underWay = null;
    if (workspace.value && workspace.value.text !== workspace.value.saved && !workspace.value.problem) saveSoon();
  }
}

async function saveOnce(w: Workspace): Promise<boolean> {
  update({ saving: true, problem: undefined });
  try {
    const { value, etag } = w.draft ? await callTagged("PUT /api/v1/drafts/{id}", { path: { id: w.draft.id }, etag: w.etag, body: { name: w.draft.name, reason: w.draft.reason, text: w.text } }) : await callTagged("POST /api/v1/drafts", { body: { name: newName(), text: w.text } });
    update({ draft: asDraft(value, w), etag, saved: w.text, saving: false });
    keep();
    return true;
  } catch (error) {
    update({ saving: false });
    await refused(asProblem(error), w);
    return false;
  }
}

/** asDraft is what a save answers; a change may answer nothing. */
function asDraft(value: Answer<"POST /api/v1/drafts"> | Answer<"PUT /api/v1/drafts/{id}"> | undefined, w: Workspace): StateDraft {
  return { ...w.draft, ...(value as StateDraft | undefined), text: w.text } as StateDraft;
}

/** newName tells drafts apart: who, and when. */
function newName(): string {
  return `${identity.value?.name ?? ""} ${new Date().toISOString().slice(0, 16).replace("T", " ")}`.trim();
}

async function refused(problem: Problem, w: Workspace): Promise<void> {
  const theirs = problem.status === 412 && w.draft ? await draftOf(w.draft.id).catch(() => null) : null;
  if (theirs) update({ theirs });
  else if (problem.status === 404 || problem.status === 412) update({ draft: null, etag: "", saved: w.inForce }), saveSoon();
  else update({ problem });
}

/** takeTheirs drops one's own text for what the other has written; keepMine writes one's own over it. */
export async function takeTheirs(): Promise<void> {
  const w = workspace.value!;
  const { draft, etag } = w.theirs!;
  const shown = await call("POST /api/v1/policy/edit", { body: { text: draft.text, operations: [] } });
  update({ ...changed(w, draft.text, "theirs", Date.now()), draft, etag, saved: draft.text, theirs: undefined, shown, of: draft.text });
  keep();
}

export async function keepMine(): Promise<void> {
  const { draft, etag } = workspace.value!.theirs!;
  update({ draft: { ...draft, text: workspace.value!.text }, etag, saved: draft.text, theirs: undefined });
  await save();
}

/** describe changes the draft's name and reason. */
export async function describe(name: string, reason: string): Promise<void> {
  await save();
  const w = workspace.value!;
  if (!w.draft) return;
  const { etag } = await callTagged("PUT /api/v1/drafts/{id}", { path: { id: w.draft.id }, etag: w.etag, body: { name, reason, text: w.text } });
  update({ draft: { ...w.draft, name, reason }, etag });
}

/** discard removes the draft and shows what is in force. */
export async function discard(): Promise<void> {
  const w = workspace.value;
  clearTimeout(saving);
  if (w?.draft) await call("DELETE /api/v1/drafts/{id}", { path: { id: w.draft.id }, etag: w.etag });
  forget();
  await Promise.all([open("none"), refreshPolicy()]);
}

/** forget leaves the draft where it is; the next open() begins anew. */
export function forget(): void {
  clearTimeout(saving);
  clearTimeout(reading);
  sessionStorage.removeItem(keptKey);
  workspace.value = undefined;
}

function keep(): void {
  const w = workspace.value!;
  if (w.text === w.saved) sessionStorage.removeItem(keptKey);
  else sessionStorage.setItem(keptKey, JSON.stringify({ draft: w.draft?.id ?? null, text: w.text } satisfies Kept));
}

function unsaved(): Kept | null {
  const text = sessionStorage.getItem(keptKey);
  return text ? (JSON.parse(text) as Kept) : null;
}
