import { call, list } from "../../api/client.ts";
import { useData } from "../../api/data.ts";
import { policy } from "../../api/policy.ts";
import type { StateChange, StateRevision } from "../../api/types.ts";
import { Button } from "../../components/button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Page, Section } from "../../components/page.tsx";
import { Loaded } from "../../components/problem.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { listed } from "../../format.ts";
import { setQuery, useQuery } from "../../router.ts";
import { Became } from "./state.tsx";
import { text } from "./text.ts";
import "./revisions.css";

const limit = 50;

export default function RevisionsPage() {
  const t = text();
  const [before] = useQuery("before");
  const inForce = policy.value?.number ?? 0;
  const waits = policy.value?.pending?.id ?? "";
  const data = useData((signal) => call("GET /api/v1/revisions", { signal, query: { limit, ...(before && { before: Number(before) }) } }), [before, inForce, waits]);
  const history = useData((signal) => call("GET /api/v1/policy/history", { signal, query: { limit: 20 } }), [inForce, waits]);
  return (
    <Page title={t.title} lead={t.lead}>
      <Loaded data={data}>{(d) => {
        const all = list(d.items);
        if (all.length === 0) return <Empty title={t.empty}>{t.emptyHint}</Empty>;
        return <div class="stack-s"><Revisions all={all} inForce={inForce} /><Pager all={all} before={before} /></div>;
      }}</Loaded>
      <Section title={t.history}><Loaded data={history}>{(h) => <History all={list(h.items)} />}</Loaded></Section>
    </Page>
  );
}

function Revisions({ all, inForce }: { all: readonly StateRevision[]; inForce: number }) {
  const t = text();
  return (
    <Table label={t.title} rows={all} rowKey={(r) => r.number} columns={[
      { key: "number", title: t.number, head: true, cell: (r) => <a href={`/revisions/${r.number}`}>{r.number}</a> },
      { key: "when", title: t.when, cell: (r) => <Time at={r.created} /> },
      { key: "who", title: t.who, cell: (r) => <>{r.author} {r.token && <span class="muted">{t.token(r.token)}</span>} {list(r.approved_by).length > 0 && <span class="muted">{t.approved(listed(list(r.approved_by)))}</span>}</> },
      { key: "reason", title: t.reason, cell: (r) => r.reason },
      { key: "state", title: t.became, cell: (r) => <Became state={r.state} inForce={r.number === inForce} /> },
    ]} />
  );
}

function Pager({ all, before }: { all: readonly StateRevision[]; before: string }) {
  const t = text();
  return (
    <p class="row row-end no-print">
      {before && <Button onClick={() => setQuery({ before: null }, { push: true })}>{t.newest}</Button>}
      {all.length === limit && <Button onClick={() => setQuery({ before: String(all.at(-1)!.number) }, { push: true })}>{t.older}</Button>}
    </p>
  );
}

/** History are the steps one by one: who put in force, kept or took back, and what the dataplane took back by itself. */
export function History({ all }: { all: readonly StateChange[] }) {
  const t = text();
  return (
    <ol class="revisions-history">
      {all.map((c) => (
        <li key={c.number}>
          <Time at={c.at} /> <strong>{t.entry(c.revision, t.actions[c.action] ?? c.action)}</strong> {c.actor.name && <span>({c.actor.name})</span>} <span class="muted">{c.reason} {c.action === "reverted" && t.now(c.in_force)}</span>
        </li>
      ))}
    </ol>
  );
}
