import type { ComponentChildren } from "preact";
import { call } from "../../api/client.ts";
import { useData } from "../../api/data.ts";
import { asItem, endpoint, fieldsBeside, type EventEvidence, type EventFinding, type EventRecord, type Item } from "../../api/event.ts";
import { may } from "../../api/session.ts";
import { ActionBadge } from "../../components/badge.tsx";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Code } from "../../components/code.tsx";
import { Empty } from "../../components/empty.tsx";
import { Facts } from "../../components/facts.tsx";
import { Page, Section } from "../../components/page.tsx";
import { Loaded } from "../../components/problem.tsx";
import { Table } from "../../components/table.tsx";
import { Why } from "../events/cells.tsx";
import { Time } from "../../components/time.tsx";
import { Bytes, Country, Num } from "../../components/values.tsx";
import { percent } from "../../format.ts";
import { go } from "../../router.ts";
import { useShortcuts } from "../../shell/shortcuts.ts";
import { common } from "../../words.ts";
import type { PageProps } from "../index.ts";
import { term } from "../events/terms.ts";
import { opaqueShare, similar, tryIt } from "./links.ts";
import { text } from "./text.ts";
import "./event.css";

export default function EventPage({ params }: PageProps) {
  const t = text();
  const sequence = Number(params.sequence);
  const event = useData(async (signal) => asItem(await call("GET /api/v1/events/{sequence}", { signal, path: { sequence } })), [sequence]);
  const to = (n: number) => go(`/events/${n}`);
  useShortcuts([
    { key: "n", what: t.newer, run: () => to(sequence + 1) },
    { key: "p", what: t.older, run: () => to(sequence - 1) },
  ], [sequence]);
  return (
    <Page title={t.title(params.sequence ?? "")} actions={<Tools sequence={sequence} event={event.value?.event} />}>
      {event.problem?.code === "not_found" ? <Empty title={t.notFound} action={<ButtonLink href="/events">{common().events}</ButtonLink>}>{t.notFoundHint}</Empty> : <Loaded data={event}>{(item) => <Shown item={item} />}</Loaded>}
    </Page>
  );
}

function Tools({ sequence, event }: { sequence: number; event: EventRecord | undefined }) {
  const t = text();
  return (
    <>
      {sequence > 1 && <ButtonLink href={`/events/${sequence - 1}`} rel="prev">{t.older}</ButtonLink>}
      <ButtonLink href={`/events/${sequence + 1}`} rel="next">{t.newer}</ButtonLink>
      {event && <ButtonLink href={similar(event)}>{t.similar}</ButtonLink>}
      <Button onClick={() => print()}>{t.print}</Button>
      {event?.destination?.ip && may("policy.draft") && <ButtonLink kind="primary" href={`/rules/new?event=${sequence}`}>{t.makeRule}</ButtonLink>}
    </>
  );
}

function Shown({ item: { event } }: { item: Item }) {
  return (
    <div class="stack event">
      <div class="grid">
        <Verdict of={event} />
        {event.source && <Connection of={event} />}
      </div>
      {event.source && <Found of={event} />}
      {event.source && <Place of={event} />}
      <Beside of={event} />
      <Raw of={event} />
    </div>
  );
}

/** Only is a value with a link to all events that have it. */
function Only({ field, value, children }: { field: string; value: string | number; children?: ComponentChildren }) {
  return <a class="event-only" href={`/events?span=all&q=${encodeURIComponent(term(field, value))}`} title={text().only}>{children ?? value}</a>;
}

function Verdict({ of: e }: { of: EventRecord }) {
  const t = text();
  const facts: [ComponentChildren, ComponentChildren][] = [[t.when, <Time at={e["@timestamp"]} />], [t.reason, e.event.reason ? <Why reason={e.event.reason} /> : "–"]];
  if (e.rule?.id) facts.push([t.rule, <WhichRule of={e} />]);
  if (e.rule?.version) facts.push([t.revision, <>{t.version(e.rule.version)} (<a href="/revisions">{t.toRevisions}</a>)</>]);
  if (e.sekisho?.data_direction) facts.push([t.dataIn, e.sekisho.data_direction === "response" ? t.response : t.request]);
  for (const m of e.sekisho?.monitor ?? []) facts.push([t.monitored, <><a href={`/rules/${encodeURIComponent(m.rule.id ?? "")}`}>{m.rule.name || m.rule.id}</a> – {t.wouldHave} <ActionBadge action={m.action} past /></>]);
  return (
    <div class="card stack">
      <Section title={t.verdict} actions={e.event.action && <ActionBadge action={e.event.action} past />}>
        <Facts items={facts} />
        {e.source && may("policy.read") && <p class="no-print"><a href={tryIt(e)}>{t.explain}</a></p>}
      </Section>
    </div>
  );
}

function WhichRule({ of: e }: { of: EventRecord }) {
  if (e.rule?.id === "default") return <>{text().noRule}</>;
  return <><a href={`/rules/${encodeURIComponent(e.rule?.id ?? "")}`}>{e.rule?.name || e.rule?.id}</a> <code class="muted">{e.rule?.id}</code></>;
}

function Connection({ of: e }: { of: EventRecord }) {
  const t = text();
  const { source, destination, network } = e;
  const facts: [ComponentChildren, ComponentChildren][] = [[t.inside, <Only field="source.ip" value={source?.ip ?? ""}><span class="mono">{endpoint(source)}</span></Only>]];
  if (source?.mac) facts.push([t.mac, <span class="mono">{source.mac}</span>]);
  if (destination?.ip) facts.push([t.outside, <Only field="destination.ip" value={destination.ip}><span class="mono">{endpoint(destination)}</span></Only>]);
  if (destination?.domain) facts.push([t.domain, <Only field="destination.domain" value={destination.domain} />]);
  if (destination?.as?.number) facts.push([t.organisation, <Only field="destination.as.number" value={destination.as.number}>{destination.as.organization?.name ?? ""} AS{destination.as.number}</Only>]);
  facts.push([t.protocol, [network?.protocol, network?.transport].filter(Boolean).join(" / ")]);
  if (network?.direction) facts.push([t.opened, network.direction === "inbound" ? t.inbound : t.outbound]);
  if (source?.bytes !== undefined) facts.push([t.left, <Bytes n={source.bytes} />]);
  if (destination?.bytes !== undefined) facts.push([t.came, <Bytes n={destination.bytes} />]);
  if (network?.community_id) facts.push([t.community, <Only field="network.community_id" value={network.community_id}><span class="mono">{network.community_id}</span></Only>]);
  return <div class="card stack"><Section title={t.flow}><Facts items={facts} /></Section></div>;
}

function Found({ of: e }: { of: EventRecord }) {
  const t = text();
  const s = e.sekisho;
  const findings = s?.findings ?? [];
  const share = opaqueShare(e);
  return (
    <Section title={t.data}>
      {findings.length > 0 ? <Findings all={findings} /> : <p>{s?.inspected_bytes ? t.noData : t.nothingRead}</p>}
      <p class="muted">{t.inspected}: <Bytes n={s?.inspected_bytes ?? 0} />. {t.opaque}: <Bytes n={s?.opaque_bytes ?? 0} />. {share > 0 && t.share(percent(share))}</p>
    </Section>
  );
}

function Findings({ all }: { all: readonly EventFinding[] }) {
  const t = text();
  return (
    <Table label={t.data} rows={all} rowKey={(f) => f.class + (f.where ?? "") + (f.reference ?? "")} columns={[
      { key: "class", title: t.class, head: true, cell: (f) => <Only field="sekisho.findings.class" value={f.class} /> },
      { key: "count", title: t.count, number: true, cell: (f) => <Num n={f.count} /> },
      { key: "confidence", title: t.confidence, number: true, cell: (f) => percent(f.confidence) },
      { key: "sample", title: t.sample, cell: (f) => (f.reference ? <>{t.reference} <Only field="sekisho.findings.reference" value={f.reference} />{f.containment ? `, ${t.containment(percent(f.containment))}` : ""}</> : <code>{f.sample}</code>) },
      { key: "where", title: t.where, cell: (f) => <span class="mono">{f.where}</span> },
    ]} />
  );
}

function Place({ of: e }: { of: EventRecord }) {
  const t = text();
  const evidence: readonly EventEvidence[] = e.sekisho?.jurisdiction?.evidence ?? [];
  return (
    <Section title={<>{t.place}: {(e.sekisho?.jurisdiction?.codes ?? []).map((c) => <span class="event-code" key={c}><Only field="sekisho.jurisdiction.codes" value={c}><Country code={c} /></Only></span>)}</>}>
      {evidence.length === 0 ? <p>{t.noEvidence}</p> : (
        <Table label={t.evidence} rows={evidence} rowKey={(v) => v.kind + v.code} columns={[
          { key: "code", title: t.place, head: true, cell: (v) => <Country code={v.code} /> },
          { key: "kind", title: t.kind, cell: (v) => t.kinds[v.kind] ?? v.kind },
          { key: "confidence", title: t.confidence, number: true, cell: (v) => percent(v.confidence) },
          { key: "source", title: t.source, cell: (v) => v.source },
        ]} />
      )}
    </Section>
  );
}

function Beside({ of: e }: { of: EventRecord }) {
  const t = text();
  const fields = fieldsBeside(e);
  if (fields.length === 0) return null;
  return (
    <Section title={t.more}>
      <Facts items={fields.map(([name, value]) => [<code>{name}</code>, <span class="mono">{value}</span>])} />
    </Section>
  );
}

function Raw({ of: e }: { of: EventRecord }) {
  const json = JSON.stringify(e, null, 2);
  return (
    <details class="event-raw">
      <summary>{text().raw}</summary>
      <Code text={json} label={text().raw} copy />
    </details>
  );
}
