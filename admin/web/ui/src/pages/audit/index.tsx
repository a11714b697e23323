import { useState } from "preact/hooks";
import { call, list } from "../../api/client.ts";
import { useAction, useData } from "../../api/data.ts";
import type { StateVerification } from "../../api/types.ts";
import { Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Field, Input } from "../../components/field.tsx";
import { Page } from "../../components/page.tsx";
import { Loaded, Trouble } from "../../components/problem.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { number } from "../../format.ts";
import { place, setQuery } from "../../router.ts";
import { local } from "../events/span.ts";
import { detailText, type Entry } from "./entry.ts";
import { text } from "./text.ts";
import "./audit.css";

const limit = 100;

export default function AuditPage() {
  const t = text();
  const q = place.value.query;
  const one = (name: string) => q.get(name) ?? "";
  const query = { limit, actor: one("actor"), action: one("action"), from: one("from"), to: one("to"), ...(one("before") && { before: Number(one("before")) }) };
  const entries = useData((signal) => call("GET /api/v1/audit", { signal, query }), [q.toString()]);
  return (
    <Page title={t.title} lead={t.lead} actions={<Button onClick={() => print()}>{t.print}</Button>}>
      <div class="stack">
        <Verify />
        <Filter key={q.toString()} of={query} problem={entries.problem} />
        <Loaded data={entries}>{(e) => <Entries all={list(e.items) as unknown as Entry[]} before={one("before")} />}</Loaded>
      </div>
    </Page>
  );
}

function Verify() {
  const t = text();
  const [found, setFound] = useState<StateVerification | null>(null);
  const run = useAction(async () => setFound(await call("GET /api/v1/audit/verification")));
  const problems = list(found?.problems);
  return (
    <section class="card stack-s">
      <p class="row row-apart"><span class="muted">{t.verifyHint}</span><Button busy={run.busy} onClick={() => void run.run()}>{t.verify}</Button></p>
      <Trouble problem={run.problem} />
      {found && <div role="status" class="stack-s">
        {problems.length === 0 ? <p><Badge tone="good">{t.sound(number(found.entries), number(found.signed))}</Badge></p> : <><p class="field-error">{t.broken}</p><ul>{problems.map((p) => <li key={p}>{p}</li>)}</ul></>}
        <p class="muted">{t.signedAt}: <Time at={found.signed_at} />. {t.key}: <code>{found.key}</code></p>
      </div>}
    </section>
  );
}

function Filter({ of, problem }: { of: { actor: string; action: string; from: string; to: string }; problem: ReturnType<typeof useData>["problem"] }) {
  const t = text();
  const [f, setF] = useState({ actor: of.actor, action: of.action, from: local(of.from), to: local(of.to) });
  const set = (name: keyof typeof f) => (value: string) => setF((old) => ({ ...old, [name]: value }));
  const utc = (at: string) => (at ? new Date(at).toISOString() : null);
  const search = () => setQuery({ actor: f.actor, action: f.action, from: utc(f.from), to: utc(f.to), before: null }, { push: true });
  return (
    <form class="audit-filter no-print" role="search" aria-label={t.filter} onSubmit={(e) => { e.preventDefault(); search(); }}>
      <Field label={t.who} name="actor" problem={problem}><Input data-search value={f.actor} onValue={set("actor")} /></Field>
      <Field label={t.action} hint={t.actionHint} name="action" problem={problem}><Input value={f.action} spellcheck={false} onValue={set("action")} /></Field>
      <Field label={t.since} name="from" problem={problem}><Input type="datetime-local" value={f.from} onValue={set("from")} /></Field>
      <Field label={t.until} name="to" problem={problem}><Input type="datetime-local" value={f.to} onValue={set("to")} /></Field>
      <Button type="submit" kind="primary">{t.search}</Button>
    </form>
  );
}

function Entries({ all, before }: { all: readonly Entry[]; before: string }) {
  const t = text();
  if (all.length === 0) return <Empty title={t.empty} action={<Button onClick={() => setQuery({ actor: null, action: null, from: null, to: null, before: null }, { push: true })}>{t.clear}</Button>}>{t.emptyHint}</Empty>;
  return (
    <div class="stack-s audit-list">
      <Table label={t.title} rows={all} rowKey={(e) => e.sequence} columns={[
        { key: "when", title: t.when, head: true, cell: (e) => <Time at={e.at} /> },
        { key: "who", title: t.who, cell: (e) => <>{e.actor.name}{e.actor.token && <span class="muted"> {t.token} {e.actor.token}</span>}</> },
        { key: "from", title: t.from, cell: (e) => e.actor.address && <span class="mono">{e.actor.address}</span> },
        { key: "action", title: t.action, cell: (e) => <code>{e.action}</code> },
        { key: "object", title: t.object, cell: (e) => e.object },
        { key: "detail", title: t.detail, cell: (e) => <Detail of={e} /> },
      ]} />
      <p class="row row-end no-print">
        {before && <Button onClick={() => setQuery({ before: null }, { push: true })}>{t.newest}</Button>}
        {all.length === limit && <Button onClick={() => setQuery({ before: String(all.at(-1)!.sequence) }, { push: true })}>{t.older}</Button>}
      </p>
    </div>
  );
}

function Detail({ of: e }: { of: Entry }) {
  const t = text();
  return (
    <>
      {detailText(e.detail)}
      {(e.before || e.after) && <details class="audit-prints"><summary>{t.fingerprints}</summary><code>{t.before}: {e.before || "–"}</code><br /><code>{t.after}: {e.after || "–"}</code></details>}
    </>
  );
}
