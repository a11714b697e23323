import { call, list } from "../../api/client.ts";
import { useData } from "../../api/data.ts";
import { endpoint } from "../../api/event.ts";
import type { ControlFlow, PolicyCount } from "../../api/types.ts";
import { Badge } from "../../components/badge.tsx";
import { Empty } from "../../components/empty.tsx";
import { Page } from "../../components/page.tsx";
import { Loaded } from "../../components/problem.tsx";
import { Table } from "../../components/table.tsx";
import { Bytes, Country, Num } from "../../components/values.tsx";
import { number } from "../../format.ts";
import { term } from "../events/terms.ts";
import { text } from "./text.ts";
import "./flows.css";

const limit = 500;
const every = 5_000;

export default function FlowsPage() {
  const t = text();
  const flows = useData((signal) => call("GET /api/v1/flows", { signal, query: { limit } }), [], { every });
  return (
    <Page title={t.title} lead={<>{t.lead} {t.updated}</>}>
      <Loaded data={flows}>{(answer) => <Shown flows={list(answer.items)} />}</Loaded>
    </Page>
  );
}

function Shown({ flows }: { flows: readonly ControlFlow[] }) {
  const t = text();
  if (flows.length === 0) return <Empty title={t.empty}>{t.emptyHint}</Empty>;
  return (
    <div class="stack-s flows-table">
      <Table label={t.title} rows={flows} rowKey={key} columns={[
        { key: "inside", title: t.inside, head: true, cell: (f) => <a class="mono" href={eventsOf(f)} title={t.events}>{endpoint({ ip: f.facts.inside, port: f.inside_port ?? 0 })}</a> },
        { key: "place", title: t.place, cell: (f) => list(f.facts.place.codes).map((c) => <span class="flows-code" key={c}><Country code={c} /></span>) },
        { key: "outside", title: t.outside, cell: (f) => <span title={f.facts.outside}>{f.facts.domain || <span class="mono">{endpoint({ ip: f.facts.outside, port: f.facts.outside_port ?? 0 })}</span>}</span> },
        { key: "protocol", title: t.protocol, cell: (f) => f.facts.protocol || f.facts.transport },
        { key: "state", title: t.state, cell: (f) => <Badge tone={f.state === "blocked" ? "bad" : f.state === "open" ? "info" : "neutral"}>{t.states[f.state] ?? f.state}</Badge> },
        { key: "rule", title: t.rule, cell: (f) => f.rule && <a href={`/rules/${encodeURIComponent(f.rule)}`}>{f.rule}</a> },
        { key: "data", title: t.data, cell: (f) => <Found data={list(f.facts.data)} /> },
        { key: "out", title: t.out, number: true, cell: (f) => <Bytes n={f.bytes_out} /> },
        { key: "in", title: t.came, number: true, cell: (f) => <Bytes n={f.bytes_in} /> },
      ]} />
      {flows.length === limit && <p class="muted">{t.most(limit)}</p>}
    </div>
  );
}

/** most is how many classes a row names. */
const most = 3;

function Found({ data }: { data: readonly PolicyCount[] }) {
  const rest = data.slice(most);
  if (data.length === 0) return null;
  return (
    <span class="flows-data">
      {data.slice(0, most).map((d) => <span key={d.class}>{d.class} ×<Num n={d.count} /></span>)}
      {rest.length > 0 && <span class="muted" title={rest.map((d) => `${d.class} ×${number(d.count)}`).join(", ")}>{text().more(rest.length)}</span>}
    </span>
  );
}

function key(f: ControlFlow): string {
  return [f.facts.transport, f.facts.inside, f.inside_port, f.facts.outside, f.facts.outside_port].join(" ");
}

function eventsOf(f: ControlFlow): string {
  return `/events?q=${encodeURIComponent(`${term("source.ip", f.facts.inside)} ${term("destination.ip", f.facts.outside)}`)}`;
}
