import { useEffect, useRef, useState } from "preact/hooks";
import { call, list, type Problem } from "../../api/client.ts";
import { asProblem, useAction, useData } from "../../api/data.ts";
import { may } from "../../api/session.ts";
import type { EditOperation, EditPlaced, Vocabulary } from "../../api/types.ts";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Menu } from "../../components/menu.tsx";
import { Page } from "../../components/page.tsx";
import { Loaded, Trouble } from "../../components/problem.tsx";
import { toast } from "../../components/toast.tsx";
import { DraftBar, useWorkspace } from "../../policy/bar.tsx";
import { asKeys, freeID } from "../../policy/summary.ts";
import { edit, undo, type Workspace } from "../../policy/workspace.ts";
import { go, useQuery } from "../../router.ts";
import { common } from "../../words.ts";
import type { PageProps } from "../index.ts";
import { term } from "../events/terms.ts";
import { Form } from "./form.tsx";
import { patched, type Patch } from "./patch.ts";
import { text } from "./text.ts";
import { YAML } from "./yaml.tsx";
import "./rule.css";

export default function RulePage({ params }: PageProps) {
  const t = text();
  const { work, problem, retry } = useWorkspace();
  const vocabulary = useData((signal) => call("GET /api/v1/vocabulary", { signal }), []);
  const asked = params.id ?? "";
  return (
    <Page title={asked === "new" ? t.newRule : t.title(asked)} lead={t.lead} actions={<ButtonLink href="/rules">{t.toRules}</ButtonLink>}>
      <Trouble problem={problem} retry={retry} />
      {!work && !problem && <p class="loading" role="status">{common().loading}</p>}
      {work && <Loaded data={vocabulary}>{(v) => (asked === "new" ? <New work={work} /> : <Editor work={work} vocabulary={v} asked={asked} />)}</Loaded>}
    </Page>
  );
}

/** New adds a rule to the draft, and goes on to edit it: an empty one, switched off so that it is whole before it counts, or what an event proposes. */
function New({ work }: { work: Workspace }) {
  const [event] = useQuery("event");
  const taken = list(work.shown.rules).map((r) => r.id);
  const add = useAction(async () => {
    const operation = event ? (await call("POST /api/v1/events/{sequence}/rule", { path: { sequence: Number(event) }, body: {} })).operation : { op: "add" as const, to: 0, set: empty(work) };
    const set = operation.set as Record<string, unknown>;
    const id = freeID(String(set["id"]), taken);
    await edit([{ ...operation, set: { ...set, id, enabled: false } }], text().newRule);
    go(`/rules/${encodeURIComponent(id)}${event ? `?event=${event}` : ""}`, { replace: true });
  });
  const once = useRef(false);
  useEffect(() => {
    if (!once.current) void add.run();
    once.current = true;
  }, []);
  return add.problem ? <Trouble problem={add.problem} retry={() => void add.run()} /> : <p class="loading" role="status">{common().loading}</p>;
}

/** empty is a rule to begin with: it logs what goes to the first group there is. */
function empty(work: Workspace): Record<string, unknown> {
  return { id: "new-rule", to: { jurisdictions: list(work.shown.jurisdictions).slice(0, 1).map((g) => g.name) }, action: "log" };
}

/** find takes a rule by its ID, or by its place where it has none. */
function find(rules: readonly EditPlaced[], asked: string): number {
  const byID = rules.findIndex((r) => r.id === asked);
  return byID >= 0 || !/^\d+$/.test(asked) ? byID : Number(asked) < rules.length ? Number(asked) : -1;
}

function Editor({ work, vocabulary, asked }: { work: Workspace; vocabulary: Vocabulary; asked: string }) {
  const t = text();
  const [event] = useQuery("event");
  const rules = list(work.shown.rules);
  const at = usePlace(rules, asked);
  const { set, flying, problem, retry } = useChanges(at, rules[at]?.id ?? "");
  const stands = rules[at];
  const rule = stands && patched(stands, flying);
  if (!rule) return <Empty title={t.noRule} action={<ButtonLink href="/rules">{t.toRules}</ButtonLink>}>{t.noRuleHint}</Empty>;
  return (
    <div class="stack">
      <DraftBar work={work} />
      {event && <p role="status">{t.from(event)} <a href={`/events/${event}`}>{common().event}</a></p>}
      <div class="row row-apart no-print">
        <Place rules={rules} at={at} />
        <More rules={rules} at={at} />
      </div>
      <Trouble problem={problem} retry={retry} />
      <div class="rule-both">
        <Form rule={rule} vocabulary={vocabulary} problems={list(work.shown.problems).filter((p) => p.rule === at)} readOnly={!may("policy.draft")}
          groups={{ jurisdictions: list(work.shown.jurisdictions).map((g) => g.name), networks: list(work.shown.networks).map((g) => g.name) }} custom={list(work.shown.custom).map((c) => c.name)} onSet={set} />
        <aside class="rule-yaml"><h2>{t.yaml}</h2><YAML work={work} show={{ first: rule.line, last: rule.last_line }} /></aside>
      </div>
    </div>
  );
}

interface Changes {
  set: (change: Patch) => void;
  /** flying are those that wait for their answer, or for another try. */
  flying: readonly Patch[];
  problem: Problem | undefined;
  retry: () => void;
}

/** useChanges makes changes of the rule at a place, as many as are asked for, in their order. One that gets no answer is tried again with the next. */
function useChanges(at: number, id: string): Changes {
  const [flying, setFlying] = useState<readonly Patch[]>([]);
  const [problem, setProblem] = useState<Problem>();
  const unanswered = useRef<Patch[]>([]);
  const make = async (...changes: Patch[]) => {
    const batch = [...unanswered.current, ...changes];
    unanswered.current = [];
    setFlying((all) => [...all, ...changes]);
    const failed = await tried(batch.map((set) => ({ op: "change", rules: [at], set })), text().title(id));
    setProblem(failed);
    if (failed && (failed.status === 0 || failed.status >= 500)) return void unanswered.current.unshift(...batch);
    setFlying((all) => all.filter((c) => !batch.includes(c)));
    const renamed = batch.findLast((c) => typeof c["id"] === "string");
    if (renamed && !failed) go(`/rules/${encodeURIComponent(String(renamed["id"]))}`, { replace: true, renamed: true });
  };
  return { set: (change) => void make(change), flying, problem, retry: () => void make() };
}

async function tried(operations: EditOperation[], what: string): Promise<Problem | undefined> {
  try {
    await edit(operations, what);
    return undefined;
  } catch (error) {
    return asProblem(error);
  }
}

/** usePlace keeps to the rule's place while its ID is typed in the text, where it is another at every letter. */
function usePlace(rules: readonly EditPlaced[], asked: string): number {
  const [kept, keep] = useState(-1);
  const found = find(rules, asked);
  useEffect(() => { if (found >= 0) keep(found); }, [found]);
  return found >= 0 ? found : kept < rules.length ? kept : -1;
}

function Place({ rules, at }: { rules: readonly EditPlaced[]; at: number }) {
  const t = text();
  const others = rules.filter((_, i) => i !== at);
  const move = (to: string) => void edit([{ op: "move", rules: [at], to: Number(to) }], t.place);
  return (
    <label class="row">{t.place}
      <select class="field-control rule-place" disabled={!may("policy.draft")} onChange={(e) => move(e.currentTarget.value)}>
        <option value="0" selected={at === 0}>{t.first}</option>
        {others.map((r, i) => <option key={r.id || i} value={i + 1} selected={at === i + 1}>{i === others.length - 1 ? `${t.last} (${t.after(r.id)})` : t.after(r.id)}</option>)}
      </select>
    </label>
  );
}

function More({ rules, at }: { rules: readonly EditPlaced[]; at: number }) {
  const t = text();
  const rule = rules[at]!;
  const remove = async () => {
    await edit([{ op: "remove", rules: [at] }], t.removed);
    go("/rules");
    toast(t.removed, { undo });
  };
  const copy = async () => {
    const id = freeID(rule.id, rules.map((r) => r.id));
    await edit([{ op: "add", to: at + 1, set: { ...asKeys(rule), id, enabled: false } }], t.duplicate);
    go(`/rules/${encodeURIComponent(id)}`);
  };
  return (
    <span class="row">
      {!rule.enabled && may("policy.draft") && <Button kind="primary" onClick={() => void edit([{ op: "change", rules: [at], set: { enabled: null } }], t.enabled)}>{t.enable}</Button>}
      <Menu label={common().moreActions} items={[
        { label: t.toEvents, href: `/events?span=30d&q=${encodeURIComponent(term("rule.id", rule.id))}` },
        { label: t.testIt, href: "/test" },
        ...(may("policy.draft") ? [{ label: t.duplicate, onSelect: () => void copy() }, { label: t.remove, danger: true, above: true, onSelect: () => void remove() }] : []),
      ]} />
    </span>
  );
}
