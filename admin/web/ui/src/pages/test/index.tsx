import { useEffect, useState } from "preact/hooks";
import { call, list } from "../../api/client.ts";
import { useData } from "../../api/data.ts";
import { may } from "../../api/session.ts";
import type { Explanation, PolicyStep, Vocabulary } from "../../api/types.ts";
import { ActionBadge, Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Field, Input, Select } from "../../components/field.tsx";
import { Page, Section } from "../../components/page.tsx";
import { Loaded } from "../../components/problem.tsx";
import { Table } from "../../components/table.tsx";
import { Country } from "../../components/values.tsx";
import { percent } from "../../format.ts";
import { go, place } from "../../router.ts";
import { Entries } from "../rule/entries.tsx";
import { text as eventText } from "../event/text.ts";
import { addressOf, askedOf, whatIf, type Asked } from "./asked.ts";
import { common } from "../../words.ts";
import { text } from "./text.ts";
import "./test.css";

export default function TestPage() {
  const t = text();
  const query = place.value.query;
  const asked = askedOf(query);
  const words = useData(async (signal) => {
    const [vocabulary, drafts] = await Promise.all([call("GET /api/v1/vocabulary", { signal }), call("GET /api/v1/drafts", { signal })]);
    return { vocabulary, drafts: list(drafts.items) };
  }, []);
  const answer = useData(async (signal) => {
    const body = whatIf(asked);
    return body ? call("POST /api/v1/policy/explain", { signal, body }) : null;
  }, [query.toString()]);
  return (
    <Page title={t.title} lead={t.lead}>
      <div class="stack">
        <Loaded data={words}>{(w) => <Form asked={asked} vocabulary={w.vocabulary} drafts={w.drafts} problem={answer.problem} />}</Loaded>
        <Loaded data={answer}>{(a) => (a ? <Answer of={a} draft={asked.draft} /> : <Empty title={t.ask} />)}</Loaded>
      </div>
    </Page>
  );
}

function Form({ asked, vocabulary, drafts, problem }: { asked: Asked; vocabulary: Vocabulary; drafts: readonly { id: string; name: string }[]; problem: ReturnType<typeof useData>["problem"] }) {
  const t = text();
  const [form, setForm] = useState(asked);
  const address = addressOf(asked);
  useEffect(() => setForm(asked), [address]);
  const set = (name: keyof Asked) => (value: string) => setForm((f) => ({ ...f, [name]: value }));
  const field = (name: "from" | "to" | "domain", hint?: string) => <Field label={t[name]} name={name} hint={hint} problem={problem}><Input value={form[name]} spellcheck={false} onValue={set(name)} /></Field>;
  return (
    <form class="card stack-s" onSubmit={(e) => { e.preventDefault(); go(`/test?${addressOf(form)}`); }}>
      <div class="test-fields">
        {field("from")}
        {field("to")}
        <Field label={t.port} name="port" problem={problem}><Input type="number" min={0} max={65535} value={form.port} onValue={set("port")} /></Field>
        <Field label={t.transport} name="transport" problem={problem}><Select value={form.transport || "tcp"} onValue={set("transport")} options={list(vocabulary.transports).map((v) => ({ value: v, label: v }))} /></Field>
        <Field label={t.protocol} name="protocol" problem={problem}><Select value={form.protocol} onValue={set("protocol")} options={[{ value: "", label: t.notKnown }, ...list(vocabulary.protocols).map((p) => ({ value: p.name, label: p.name }))]} /></Field>
        {field("domain", t.domainHint)}
        <Field label={t.policy}><Select value={form.draft} onValue={set("draft")} options={[{ value: "", label: t.inForce }, ...drafts.map((d) => ({ value: d.id, label: t.draft(d.name) }))]} /></Field>
      </div>
      <Entries label={t.data} hint={t.dataHint} value={form.data} options={list(vocabulary.classes).map((c) => `${c.name}=1`)} errors={[]} onValue={(data) => setForm((f) => ({ ...f, data }))} />
      <p><Button type="submit" kind="primary">{t.test}</Button></p>
    </form>
  );
}

function Answer({ of: a, draft }: { of: Explanation; draft: string }) {
  const t = text();
  return (
    <div class="stack" role="status">
      <Section title={t.decision}>
        <p class="test-decision row">
          {a.decision === "undecided" ? <Badge tone="warn">{t.undecided}</Badge> : <ActionBadge action={a.decision} />}
          {a.rule && (a.rule === "default" ? <span>{t.byDefault}</span> : <span>{t.byRule} <RuleLink id={a.rule} draft={draft} /></span>)}
          <span class="muted">{a.reason} {a.open && t.open}</span>
        </p>
        <Place of={a} />
      </Section>
      <Section title={t.rules}><Steps all={list(a.steps)} draft={draft} /></Section>
    </div>
  );
}

function RuleLink({ id, draft }: { id: string; draft: string }) {
  return <a href={`/rules/${encodeURIComponent(id)}${draft ? `?draft=${draft}` : ""}`}>{id}</a>;
}

function Place({ of: a }: { of: Explanation }) {
  const t = text();
  const kinds = eventText().kinds;
  const evidence = list(a.jurisdiction.evidence);
  if (evidence.length === 0) return <p class="muted">{t.unknownPlace}</p>;
  return <ul class="test-evidence" aria-label={t.place}>{evidence.map((e) => <li key={e.kind + e.code}><strong><Country code={e.code} /></strong> – {kinds[e.kind] ?? e.kind}, {percent(e.confidence)} <span class="muted">({e.source})</span></li>)}</ul>;
}

function Steps({ all, draft }: { all: readonly PolicyStep[]; draft: string }) {
  const t = text();
  return (
    <Table label={t.rules} rows={all} rowKey={(s) => s.id} rowClass={(s) => (s.winner ? "test-winner" : undefined)} columns={[
      { key: "rule", title: t.rule, head: true, cell: (s) => <span class="row">{s.id === "default" ? t.byDefault : may("policy.draft") ? <RuleLink id={s.id} draft={draft} /> : s.id}{s.winner && <Badge tone="info">{t.winner}</Badge>}</span> },
      { key: "action", title: common().action, cell: (s) => <ActionBadge action={s.action} /> },
      { key: "match", title: t.match, cell: (s) => <Badge tone={s.match === "yes" ? "good" : s.match === "later" ? "warn" : "neutral"}>{t.matches[s.match]}</Badge> },
      { key: "why", title: t.why, cell: (s) => (list(s.conditions).length > 0 ? <ul class="test-conditions" aria-label={t.conditions}>{list(s.conditions).map((c) => <li key={c.field}><code>{c.field}</code> <span class={`test-${c.match}`}>{t.matches[c.match]}</span> <span class="muted">{c.why}</span></li>)}</ul> : s.why) },
    ]} />
  );
}
