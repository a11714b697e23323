import { Fragment } from "preact";
import { useState } from "preact/hooks";
import { call, list } from "../../api/client.ts";
import { useAction, useData } from "../../api/data.ts";
import { may } from "../../api/session.ts";
import type { EditGroup, EditOperation, Vocabulary } from "../../api/types.ts";
import { Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Empty } from "../../components/empty.tsx";
import { Field, Input } from "../../components/field.tsx";
import { Menu } from "../../components/menu.tsx";
import { Page, Section } from "../../components/page.tsx";
import { Loaded, Trouble } from "../../components/problem.tsx";
import { toast } from "../../components/toast.tsx";
import { country } from "../../format.ts";
import { DraftBar, useWorkspace } from "../../policy/bar.tsx";
import { edit, undo, type Workspace } from "../../policy/workspace.ts";
import { common } from "../../words.ts";
import { PlaceChooser } from "../rule/chooser.tsx";
import { Entries } from "../rule/entries.tsx";
import { text } from "./text.ts";
import "./groups.css";

type Kind = "jurisdictions" | "networks";
type Do = (operations: EditOperation[], what: string) => Promise<boolean>;

export default function GroupsPage() {
  const t = text();
  const { work, problem, retry } = useWorkspace();
  const vocabulary = useData((signal) => call("GET /api/v1/vocabulary", { signal }), []);
  return (
    <Page title={t.title} lead={t.lead}>
      <Trouble problem={problem} retry={retry} />
      {!work && !problem && <p class="loading" role="status">{common().loading}</p>}
      {work && <Loaded data={vocabulary}>{(v) => <Shown work={work} vocabulary={v} />}</Loaded>}
    </Page>
  );
}

function Shown({ work, vocabulary }: { work: Workspace; vocabulary: Vocabulary }) {
  const doing = useAction(async (operations: EditOperation[], what: string) => {
    await edit(operations, what);
    toast(what, { undo });
  });
  return (
    <div class="stack">
      <DraftBar work={work} />
      <Trouble problem={doing.problem} />
      <Groups kind="jurisdictions" work={work} vocabulary={vocabulary} run={doing.run} />
      <Shipped work={work} vocabulary={vocabulary} run={doing.run} />
      <Groups kind="networks" work={work} vocabulary={vocabulary} run={doing.run} />
    </div>
  );
}

/** groupsOf are those of a kind, in the order of the policy. */
function groupsOf(work: Workspace, kind: Kind): EditGroup[] {
  return list(kind === "jurisdictions" ? work.shown.jurisdictions : work.shown.networks);
}

/** setting is a patch that gives a group its entries; null takes it out. */
function setting(kind: Kind, name: string, entries: readonly string[] | null): EditOperation[] {
  return [{ op: "patch", set: { groups: { [kind]: { [name]: entries } } } }];
}

function Groups({ kind, work, vocabulary, run }: { kind: Kind; work: Workspace; vocabulary: Vocabulary; run: Do }) {
  const t = text();
  const [naming, setNaming] = useState(false);
  const groups = groupsOf(work, kind);
  const rules = list(work.shown.rules).map((r) => r.id);
  return (
    <Section title={t[kind]} actions={may("policy.draft") && <Button onClick={() => setNaming(true)}>{t.add}</Button>}>
      {groups.length === 0 && <Empty title={t.empty}>{t.emptyHint}</Empty>}
      <div class="grid">{groups.map((g) => <Group key={g.name} kind={kind} group={g} rules={rules} vocabulary={vocabulary} run={run} />)}</div>
      {naming && <New kind={kind} vocabulary={vocabulary} run={run} close={() => setNaming(false)} />}
    </Section>
  );
}

function Group({ kind, group: g, rules, vocabulary, run }: { kind: Kind; group: EditGroup; rules: readonly string[]; vocabulary: Vocabulary; run: Do }) {
  const t = text();
  const [open, setOpen] = useState<"edit" | "rename" | null>(null);
  const entries = list(g.entries);
  const set = (v: readonly string[]) => void run(setting(kind, g.name, v), t.changed(g.name));
  return (
    <section class="card stack-s">
      <header class="row row-apart">
        <h3><code>{g.name}</code></h3>
        {may("policy.draft") && <span class="row">
          {kind === "jurisdictions" && <Button small onClick={() => setOpen("edit")}>{t.choose}</Button>}
          <Menu small label="⋯" name={t.moreFor(g.name)} items={[{ label: t.rename, onSelect: () => setOpen("rename") }, { label: t.remove, danger: true, above: true, onSelect: () => void run(setting(kind, g.name, null), t.removed(g.name)) }]} />
        </span>}
      </header>
      {kind === "networks" ? <Entries label={t.prefixes} hint={t.prefixesHint} value={entries} errors={[]} disabled={!may("policy.draft")} onValue={set} /> : <Places codes={entries} />}
      <p class="muted">{t.usedBy}: {list(g.used_by).length === 0 ? t.unused : list(g.used_by).map((i, n) => <span key={i}>{n > 0 && ", "}<a href={`/rules/${encodeURIComponent(rules[i] ?? "")}`}>{rules[i]}</a></span>)}</p>
      {open === "edit" && <PlaceChooser value={entries} vocabulary={vocabulary} groups={[]} onValue={set} close={() => setOpen(null)} />}
      {open === "rename" && <Rename name={g.name} close={() => setOpen(null)} rename={(name) => run([{ op: "rename", kind, from: g.name, name }], t.renamed)} />}
    </section>
  );
}

/** most is how many names a card shows. */
const most = 24;

function Places({ codes }: { codes: readonly string[] }) {
  return <p>{codes.slice(0, most).map((c, i) => <Fragment key={c}>{i > 0 && ", "}<span class="groups-place">{country(c)} <span class="muted">{c}</span></span></Fragment>)} {codes.length > most && text().more(codes.length - most)}</p>;
}

/** Shipped proposes the groups that come with the appliance. */
function Shipped({ work, vocabulary, run }: { work: Workspace; vocabulary: Vocabulary; run: Do }) {
  const t = text();
  const have = new Set(groupsOf(work, "jurisdictions").map((g) => g.name));
  const all = list(vocabulary.groups);
  if (all.length === 0) return null;
  return (
    <Section title={t.shipped}>
      <p class="muted">{t.shippedHint}</p>
      <div class="grid">{all.map((g) => (
        <section class="card stack-s" key={g.name}>
          <header class="row row-apart"><h3><code>{g.name}</code></h3>{have.has(g.name) ? <Badge>{t.have}</Badge> : may("policy.draft") && <Button small onClick={() => void run(setting("jurisdictions", g.name, list(g.entries)), t.added(g.name))}>{t.take}</Button>}</header>
          <Places codes={list(g.entries)} />
        </section>
      ))}</div>
    </Section>
  );
}

function Rename({ name, rename, close }: { name: string; rename: (name: string) => Promise<boolean>; close: () => void }) {
  const t = text();
  const [value, setValue] = useState(name);
  const done = async () => { if (value === name || await rename(value)) close(); };
  return (
    <Dialog title={t.rename} open onClose={close} footer={<Button kind="primary" onClick={() => void done()}>{common().save}</Button>}>
      <form onSubmit={(e) => { e.preventDefault(); void done(); }}><Field label={t.name} hint={t.nameHint}><Input value={value} maxLength={64} onValue={setValue} /></Field></form>
    </Dialog>
  );
}

function New({ kind, vocabulary, run, close }: { kind: Kind; vocabulary: Vocabulary; run: Do; close: () => void }) {
  const t = text();
  const [name, setName] = useState("");
  const [entries, setEntries] = useState<string[]>([]);
  const [choosing, setChoosing] = useState(false);
  const add = async () => { if (await run(setting(kind, name, entries), t.added(name))) close(); };
  return (
    <Dialog title={t.add} open onClose={close} footer={<Button kind="primary" disabled={name === "" || entries.length === 0} onClick={() => void add()}>{common().add}</Button>}>
      <div class="stack">
        <Field label={t.name} hint={t.nameHint}><Input value={name} maxLength={64} spellcheck={false} onValue={setName} /></Field>
        {kind === "networks" ? <Entries label={t.prefixes} hint={t.prefixesHint} value={entries} errors={[]} onValue={setEntries} /> : <div class="stack-s"><Places codes={entries} /><Button onClick={() => setChoosing(true)}>{t.choose}</Button></div>}
        {choosing && <PlaceChooser value={entries} vocabulary={vocabulary} groups={[]} onValue={setEntries} close={() => setChoosing(false)} />}
      </div>
    </Dialog>
  );
}
