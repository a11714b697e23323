import { call, list } from "../../api/client.ts";
import { useAction, useData } from "../../api/data.ts";
import { policy } from "../../api/policy.ts";
import { may } from "../../api/session.ts";
import type { StateRevision } from "../../api/types.ts";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Code } from "../../components/code.tsx";
import { Empty } from "../../components/empty.tsx";
import { Facts } from "../../components/facts.tsx";
import { Field, Select } from "../../components/field.tsx";
import { Page, Section } from "../../components/page.tsx";
import { Loaded, Trouble } from "../../components/problem.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { Difference } from "../../policy/difference.tsx";
import { forget } from "../../policy/workspace.ts";
import { go, useQuery } from "../../router.ts";
import type { PageProps } from "../index.ts";
import { History } from "../revisions/index.tsx";
import { Became } from "../revisions/state.tsx";
import { common } from "../../words.ts";
import { text } from "./text.ts";

export default function RevisionPage({ params }: PageProps) {
  const t = text();
  const number = Number(params.number);
  const data = useData((signal) => call("GET /api/v1/revisions/{number}", { signal, path: { number } }), [number]);
  const back = useAction(async () => {
    const draft = await call("POST /api/v1/revisions/{number}/rollback", { path: { number } });
    forget();
    go(`/drafts/${draft.id}`);
  });
  return (
    <Page title={t.title(params.number ?? "")} lead={data.value?.reason} actions={<>
      <ButtonLink href="/revisions">{t.all}</ButtonLink>
      <Button onClick={() => print()}>{t.print}</Button>
      {data.value && may("policy.draft") && number !== policy.value?.number && <Button kind="primary" busy={back.busy} title={t.rollBackHint} onClick={() => void back.run()}>{t.rollBack}</Button>}
    </>}>
      <Trouble problem={back.problem} />
      {data.problem?.code === "not_found" ? <Empty title={t.notFound} action={<ButtonLink href="/revisions">{t.all}</ButtonLink>} /> : <Loaded data={data}>{(r) => <Shown revision={r} />}</Loaded>}
    </Page>
  );
}

function Shown({ revision: r }: { revision: StateRevision }) {
  const t = text();
  const history = useData((signal) => call("GET /api/v1/policy/history", { signal, query: { revision: r.number } }), [r.number, policy.value?.number]);
  return (
    <div class="stack">
      <Section title={t.facts}>
        <Facts items={[
          [t.who, r.author], [t.when, <Time at={r.created} />], [t.reason, r.reason],
          [t.history, <Became state={r.state} inForce={r.number === policy.value?.number} />],
          [t.version, <a href={`/events?span=all&q=rule.version:${r.version}`}><code>{r.version}</code></a>],
        ]} />
        <Loaded data={history}>{(h) => <History all={list(h.items)} />}</Loaded>
      </Section>
      <Changed revision={r} />
      <Blame revision={r} />
      <details><summary>{t.policy}</summary><Code text={r.text ?? ""} label={t.policy} numbers copy /></details>
    </div>
  );
}

function Changed({ revision: r }: { revision: StateRevision }) {
  const t = text();
  const [against, setAgainst] = useQuery("against");
  const others = useData((signal) => call("GET /api/v1/revisions", { signal, query: { limit: 200 } }), []);
  const diff = useData(async (signal) => (r.parent === 0 && !against ? null : call("GET /api/v1/revisions/{number}/diff", { signal, path: { number: r.number }, query: against ? { against: Number(against) } : {} })), [r.number, against]);
  const options = list(others.value?.items).filter((o) => o.number !== r.number && o.number !== r.parent).map((o) => ({ value: String(o.number), label: t.other(o.number) }));
  return (
    <Section title={t.differs}>
      {(r.parent > 0 || options.length > 0) && <div class="no-print"><Field label={t.against}><Select value={against} onValue={setAgainst} options={[{ value: "", label: r.parent > 0 ? t.parent(r.parent) : "–" }, ...options]} /></Field></div>}
      <Loaded data={diff}>{(d) => (d ? <Difference of={d} /> : <p>{t.first}</p>)}</Loaded>
    </Section>
  );
}

function Blame({ revision: r }: { revision: StateRevision }) {
  const t = text();
  const blame = useData((signal) => call("GET /api/v1/revisions/{number}/blame", { signal, path: { number: r.number } }), [r.number]);
  return (
    <Section title={t.blame}>
      <Loaded data={blame}>{(b) => <Table label={t.blame} rows={list(b.items)} rowKey={(x) => x.rule} columns={[
        { key: "rule", title: t.rule, head: true, cell: (x) => <code>{x.rule}</code> },
        { key: "who", title: t.who, cell: (x) => x.author },
        { key: "when", title: t.when, cell: (x) => <Time at={x.at} /> },
        { key: "revision", title: common().revision, cell: (x) => <a href={`/revisions/${x.revision}`}>{t.title(x.revision)}</a> },
        { key: "reason", title: t.reason, cell: (x) => x.reason },
      ]} />}</Loaded>
    </Section>
  );
}
