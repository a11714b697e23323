import { call, list } from "../../api/client.ts";
import { useData } from "../../api/data.ts";
import type { Certificate, ControlStatus, GeoSource, Status } from "../../api/types.ts";
import { Badge } from "../../components/badge.tsx";
import { Facts } from "../../components/facts.tsx";
import { Page, Section } from "../../components/page.tsx";
import { Loaded } from "../../components/problem.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { Num } from "../../components/values.tsx";
import { bytes } from "../../format.ts";
import { counters, indexState, isOld } from "./health.ts";
import { text } from "./text.ts";

/** The page asks again every 10 s: that is as often as counters say something new. */
const every = 10_000;

export default function StatusPage() {
  const status = useData((signal) => call("GET /api/v1/status", { signal }), [], { every });
  return (
    <Page title={text().title} lead={text().lead}>
      <Loaded data={status}>{(s) => <Shown status={s} />}</Loaded>
    </Page>
  );
}

function Shown({ status }: { status: Status }) {
  return (
    <>
      <div class="grid">
        <Traffic status={status} />
        <div class="stack">
          <Stored index={status.index} />
          <ShownCertificate of={status.certificate} />
        </div>
      </div>
      {status.dataplane && <Databases sources={list(status.dataplane.geo)} />}
      {status.dataplane && <Counters of={status.dataplane} />}
    </>
  );
}

function Traffic({ status }: { status: Status }) {
  const t = text();
  const d = status.dataplane;
  return (
    <div class="card stack">
      <Section title={t.dataplane} actions={d ? <Badge tone="good">{t.running}</Badge> : <Badge tone="bad">{t.notRunning}</Badge>}>
        {!d && <p>{t.notRunningHint}</p>}
        {d && <Facts items={[
          [t.since, <Time at={d.since} />],
          [t.version, d.version],
          [t.rules, <a href="/rules"><Num n={d.rules} /></a>],
          [t.revision, <code>{d.revision}</code>],
          [t.registered, <Num n={d.registered} />],
          [t.eventsLost, d.events_lost > 0 ? <Badge tone="bad"><Num n={d.events_lost} /></Badge> : <Num n={0} />],
        ]} />}
      </Section>
    </div>
  );
}

function Stored({ index }: { index: Status["index"] }) {
  const t = text();
  const state = indexState(index);
  return (
    <div class="card stack">
      <Section title={t.index} actions={<>
        {state === "good" && <Badge tone="good">{t.reading}</Badge>}
        {state === "behind" && <Badge tone="warn">{t.behind(bytes(index.behind_bytes))}</Badge>}
        {state === "trouble" && <Badge tone="bad">{t.trouble}</Badge>}
      </>}>
        {index.trouble && <p>{index.trouble}</p>}
      </Section>
    </div>
  );
}

function ShownCertificate({ of }: { of: Certificate }) {
  const t = text();
  return (
    <div class="card stack">
      <Section title={t.certificate}>
        <Facts items={[
          [t.issuer, of.own ? t.ownCertificate : of.issuer],
          [t.names, list(of.names).join(", ")],
          [t.validUntil, <Time at={of.not_after} />],
          [t.fingerprint, <code class="status-fingerprint">{of.sha256}</code>],
        ]} />
      </Section>
    </div>
  );
}

function Databases({ sources }: { sources: GeoSource[] }) {
  const t = text();
  return (
    <Section title={t.geo}>
      <Table label={t.geo} rows={sources} rowKey={(s) => s.path} columns={[
        { key: "edition", title: t.edition, head: true, cell: (s) => s.edition },
        { key: "type", title: t.kind, cell: (s) => s.type },
        { key: "built", title: t.built, cell: (s) => <span class="row"><Time at={s.built} />{isOld(s.built, new Date()) && <Badge tone="warn">{t.geoOld}</Badge>}</span> },
      ]} />
    </Section>
  );
}

function Counters({ of }: { of: ControlStatus }) {
  const t = text();
  return (
    <Section title={t.counters}>
      <div class="grid">
        {([[t.judging, of.engine], [t.packets, of.queue]] as const).map(([label, values]) => (
          <Table key={label} tight label={label} rows={counters(values)} rowKey={([name]) => name} columns={[
            { key: "name", title: label, head: true, cell: ([name]) => <code>{name}</code> },
            { key: "value", title: t.value, number: true, cell: ([, value]) => <Num n={value} /> },
          ]} />
        ))}
      </div>
    </Section>
  );
}
