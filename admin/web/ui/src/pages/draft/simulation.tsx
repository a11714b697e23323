import { useEffect, useState } from "preact/hooks";
import { call, list } from "../../api/client.ts";
import { useAction } from "../../api/data.ts";
import type { Simulation as Run, SimulateExample, SimulateGroup, SimulateResult, StateDraft } from "../../api/types.ts";
import { ActionBadge, Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { Select } from "../../components/field.tsx";
import { Section } from "../../components/page.tsx";
import { Trouble } from "../../components/problem.tsx";
import { Progress } from "../../components/progress.tsx";
import { Table } from "../../components/table.tsx";
import { Country, Num } from "../../components/values.tsx";
import { dateTime, number } from "../../format.ts";
import { spanOf } from "../events/span.ts";
import { endpoint } from "../../api/event.ts";
import { isMine, kinds, total } from "./result.ts";
import { text } from "./text.ts";

/** askEvery is how often a simulation is asked how far it is, in milliseconds. */
const askEvery = 400;

/** Simulation tries the draft. onDone hears whether the draft, as it stands, has been tried. */
export function Simulation({ draft, onDone }: { draft: StateDraft; onDone: (done: boolean) => void }) {
  const t = text();
  const [span, setSpan] = useState("7d");
  const [run, setRun] = useState<Run | null>(null);
  const start = useAction(async () => setRun(await call("POST /api/v1/drafts/{id}/simulation", { path: { id: draft.id }, body: spanOf(span, new Date()) })));
  const running = run?.state === "running";
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => void call("GET /api/v1/simulations/{id}", { path: { id: run.id } }).then(setRun), askEvery);
    return () => clearInterval(timer);
  }, [running, run?.id]);
  const fresh = run?.state === "finished" && run.version === draft.version;
  useEffect(() => onDone(fresh), [fresh]);
  const cancel = async () => {
    await call("DELETE /api/v1/simulations/{id}", { path: { id: run!.id } });
    setRun(null);
  };
  return (
    <Section title={t.simulation} actions={<>
      <Select aria-label={t.span} value={span} onValue={setSpan} options={(["24h", "7d", "all"] as const).map((value) => ({ value, label: t[value] }))} />
      <Button kind={fresh ? "plain" : "primary"} busy={start.busy || running} onClick={() => void start.run()}>{run ? t.again : t.simulate}</Button>
    </>}>
      <p class="muted">{t.simulateHint}</p>
      <Trouble problem={start.problem} />
      {running && <Progress label={t.reading(number(run.events))} onCancel={() => void cancel()} />}
      {run?.state === "failed" && <p class="field-error" role="alert">{t.failed} {run.trouble}</p>}
      {run?.state === "finished" && run.version !== draft.version && <p class="field-error" role="status">{t.stale}</p>}
      {run?.result && <Result of={run.result} />}
    </Section>
  );
}

function Result({ of: r }: { of: SimulateResult }) {
  const t = text();
  const cut = list(r.cut);
  const watched = list(r.newly_watched);
  return (
    <div class="stack" role="status">
      {r.flows > 0 ? <p>{t.ofFlows(number(r.flows), r.from ? dateTime(new Date(r.from)) : "", r.to ? dateTime(new Date(r.to)) : "")}</p> : <p>{t.noFlows}</p>}
      {(r.partial || !!r.unreadable) && <p class="field-error">{t.partial}</p>}
      <ul class="draft-counts">{kinds.map((k) => <li key={k} class={`draft-count draft-${k}`}><strong><Num n={r[k]} /></strong> {t.kinds[k]}</li>)}</ul>
      {r.flows > 0 && total(r) === 0 && <p>{t.nothing}</p>}
      <p class={cut.length > 0 ? "draft-cut" : "muted"}>{r.cut_total > 0 ? t.cut(r.cut_total) : t.noCut} {cut.some((e) => isMine(e)) && <strong>{t.cutYours}</strong>}</p>
      {cut.length > 0 && <Examples label={t.cut(r.cut_total)} all={cut} />}
      {watched.length > 0 && <p>{t.watched} {watched.map((c, i) => <>{i > 0 && ", "}<Country code={c} /></>)}</p>}
      {r.uncertain > 0 && <p class="muted">{t.uncertainHint} {t.why} {list(r.unknown).map((u) => `${t.unknownReasons[u.name] ?? u.name} (${number(u.uncertain)})`).join(", ")}</p>}
      {total(r) > 0 && <div class="grid">
        <Groups title={t.byRule} all={list(r.rules)} />
        <Groups title={t.byCountry} all={list(r.countries)} place />
        <Groups title={t.byHost} all={list(r.hosts)} />
      </div>}
      {list(r.examples).length > 0 && <><h3>{t.examples}</h3><Examples label={t.examples} all={list(r.examples)} /></>}
    </div>
  );
}

function Groups({ title, all, place }: { title: string; all: readonly SimulateGroup[]; place?: boolean }) {
  const touched = all.filter((g) => total(g) > 0).slice(0, 10);
  if (touched.length === 0) return null;
  const t = text();
  return <Table tight label={title} rows={touched} rowKey={(g) => g.name} columns={[
    { key: "name", title, head: true, cell: (g) => (place ? <Country code={g.name} /> : g.name) },
    { key: "changes", title: t.changes, cell: (g) => kinds.filter((k) => g[k] > 0).map((k) => <span class={`draft-change draft-${k}`} key={k}><Num n={g[k]} /> {t.kinds[k]}</span>) },
  ]} />;
}

function Examples({ label, all }: { label: string; all: readonly SimulateExample[] }) {
  const t = text();
  return <Table label={label} rows={all} rowKey={(e) => [e.kind, e.sequence, e.inside, e.outside, e.port].join(" ")} columns={[
    { key: "kind", title: t.changes, cell: (e) => <Badge tone={e.kind === "newly_blocked" ? "bad" : e.kind === "uncertain" ? "neutral" : "info"}>{t.kinds[e.kind] ?? e.kind}</Badge> },
    { key: "flow", title: t.flow, head: true, cell: (e) => <Flow of={e} /> },
    { key: "was", title: t.was, cell: (e) => <Outcome action={e.old.action} rule={e.old.rule} /> },
    { key: "becomes", title: t.becomes, cell: (e) => (e.kind === "uncertain" ? <span class="muted">{t.unknownReasons[e.unknown ?? ""] ?? e.unknown}</span> : <Outcome action={e.new.action} rule={e.new.rule} />) },
  ]} />;
}

function Flow({ of: e }: { of: SimulateExample }) {
  const to = e.domain || endpoint({ ip: e.outside, port: e.port ?? 0 });
  const name = <><span class="mono">{e.inside}</span> → {to}</>;
  return <>{e.sequence ? <a href={`/events/${e.sequence}`}>{name}</a> : name} {e.country && <span class="muted"><Country code={e.country} /></span>}</>;
}

function Outcome({ action, rule }: { action: string; rule?: string | undefined }) {
  return <span class="row"><ActionBadge action={action} /> {rule && <code class="muted">{rule}</code>}</span>;
}
