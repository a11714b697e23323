import { useState } from "preact/hooks";
import { call, callTagged, list, Problem } from "../../api/client.ts";
import { useAction, useData } from "../../api/data.ts";
import { may } from "../../api/session.ts";
import type { ControlSettings, Database, Placed } from "../../api/types.ts";
import { Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { Field, Input, TextArea } from "../../components/field.tsx";
import { Page, Section } from "../../components/page.tsx";
import { Loaded, Trouble } from "../../components/problem.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { toast } from "../../components/toast.tsx";
import { Country } from "../../components/values.tsx";
import { percent } from "../../format.ts";
import { setQuery, useQuery } from "../../router.ts";
import { text as eventText } from "../event/text.ts";
import { common } from "../../words.ts";
import { text } from "./text.ts";
import "./geo.css";

export default function GeoPage() {
  const t = text();
  const databases = useData((signal) => call("GET /api/v1/geo/databases", { signal }), []);
  return (
    <Page title={t.title} lead={t.lead}>
      <div class="stack">
        <Lookup />
        {may("settings.read") && <Overrides />}
        <Section title={t.databases}>
          <p class="muted">{t.databasesHint}</p>
          <Loaded data={databases}>{(d) => <Databases all={list(d.items)} />}</Loaded>
        </Section>
      </div>
    </Page>
  );
}

/** most is how many addresses the API takes at once. */
const most = 100;

function Lookup() {
  const t = text();
  const [asked] = useQuery("address");
  const [typed, setTyped] = useState(asked.replaceAll(" ", "\n"));
  const addresses = asked.split(" ").filter(Boolean).slice(0, most);
  const found = useData(async (signal) => (addresses.length > 0 ? call("GET /api/v1/geo/lookup", { signal, query: { address: addresses } }) : null), [asked]);
  const look = () => setQuery({ address: typed.split(/[\s,]+/).filter(Boolean).join(" ") }, { push: true });
  return (
    <Section title={t.lookup}>
      <form class="stack-s geo-lookup" onSubmit={(e) => { e.preventDefault(); look(); }}>
        <Field label={t.addresses} hint={t.addressesHint} name="address" problem={found.problem}>
          <TextArea data-search mono rows={2} spellcheck={false} value={typed} onValue={setTyped} onKeyDown={(e) => { if (e.key === "Enter" && !e.shiftKey) { e.preventDefault(); look(); } }} />
        </Field>
        <p><Button type="submit" kind="primary">{t.look}</Button></p>
      </form>
      <Trouble problem={found.problem} except={["address"]} />
      {found.value && <Places all={list(found.value.items)} />}
    </Section>
  );
}

function Places({ all }: { all: readonly Placed[] }) {
  const t = text();
  const kinds = eventText().kinds;
  return (
    <Table label={t.lookup} rows={all} rowKey={(p) => p.address} columns={[
      { key: "address", title: t.addresses, head: true, cell: (p) => <span class="mono">{p.address}</span> },
      { key: "place", title: t.place, cell: (p) => (list(p.codes).length > 0 ? list(p.codes).map((c) => <div key={c}><Country code={c} /></div>) : t.unknown) },
      { key: "evidence", title: t.evidence, cell: (p) => <ul class="geo-evidence">{list(p.evidence).map((e) => <li key={e.kind + e.code}>{e.code}: {kinds[e.kind] ?? e.kind}, {percent(e.confidence)} <span class="muted">({e.source})</span></li>)}</ul> },
      { key: "operator", title: t.operator, cell: (p) => p.asn && <>{p.organization} AS{p.asn}</> },
      { key: "notes", title: t.notes, cell: (p) => [p.anycast && t.anycast, p.anonymous && t.anonymous, p.hosting && t.hosting].filter(Boolean).join(", ") },
      { key: "test", title: <span class="unseen">{common().actions}</span>, cell: (p) => <a href={`/test?to=${encodeURIComponent(p.address)}`}>{t.test}</a> },
    ]} />
  );
}

function Databases({ all }: { all: readonly Database[] }) {
  const t = text();
  return (
    <Table label={t.databases} rows={all} rowKey={(d) => d.path} columns={[
      { key: "edition", title: t.edition, head: true, cell: (d) => d.edition },
      { key: "type", title: t.type, cell: (d) => d.type },
      { key: "built", title: t.built, cell: (d) => <Time at={d.built} /> },
      { key: "age", title: t.age, cell: (d) => <span class="row">{t.days(d.age_days)}{d.stale && <Badge tone="warn">{t.stale}</Badge>}</span> },
    ]} />
  );
}

function Overrides() {
  const t = text();
  const data = useData((signal) => callTagged("GET /api/v1/appliance", { signal }), []);
  return (
    <Section title={t.overrides}>
      <p class="muted">{t.overridesHint}</p>
      <Loaded data={data}>{(d) => <Edited first={d} />}</Loaded>
    </Section>
  );
}

interface Version {
  value: ControlSettings;
  etag: string;
}

/** Edited keeps what one has typed, whatever another changes meanwhile. */
function Edited({ first }: { first: Version }) {
  const t = text();
  const [now, setNow] = useState(first);
  const settings = now.value;
  const [rows, setRows] = useState(Object.entries(settings.overrides ?? {}));
  const [network, setNetwork] = useState("");
  const [code, setCode] = useState("");
  const changed = JSON.stringify(Object.fromEntries(rows)) !== JSON.stringify(settings.overrides ?? {});
  const isSet = settings.set.overrides !== undefined && settings.set.overrides !== null;
  const put = useAction(async (overrides: Record<string, string> | undefined) => {
    const { overrides: _, ...rest } = settings.set;
    try {
      const next = await callTagged("PUT /api/v1/appliance", { etag: now.etag, body: { ...rest, ...(overrides && { overrides }) } });
      setNow(next);
      setRows(Object.entries(next.value.overrides ?? {}));
      toast(t.saved);
    } catch (error) {
      if (error instanceof Problem && error.status === 412) setNow(await callTagged("GET /api/v1/appliance"));
      throw error;
    }
  });
  const add = () => {
    if (!network || !code) return;
    setRows([...rows.filter(([n]) => n !== network), [network, code.toUpperCase()]]);
    setNetwork("");
    setCode("");
  };
  const mine = may("settings.change");
  return (
    <div class="stack-s">
      {rows.length === 0 ? <p>{t.none}</p> : <Table tight label={t.overrides} rows={rows} rowKey={([n]) => n} columns={[
        { key: "network", title: t.network, head: true, cell: ([n]) => <span class="mono">{n}</span> },
        { key: "code", title: t.code, cell: ([, c]) => <Country code={c} /> },
        { key: "do", title: <span class="unseen">{common().actions}</span>, cell: ([n]) => mine && <button type="button" class="chip-remove" aria-label={t.remove(n)} onClick={() => setRows(rows.filter(([x]) => x !== n))}>×</button> },
      ]} />}
      <p class="muted">{isSet ? t.set : t.fromFile}</p>
      {mine && (
        <form class="geo-add" onSubmit={(e) => { e.preventDefault(); add(); }}>
          <Field label={t.network} hint={t.networkHint}><Input value={network} spellcheck={false} onValue={setNetwork} /></Field>
          <Field label={t.code} hint={t.codeHint}><Input value={code} maxLength={2} spellcheck={false} onValue={setCode} /></Field>
          <Button type="submit">{t.add}</Button>
        </form>
      )}
      {put.problem?.status === 412 ? <p class="field-error" role="alert">{t.theirs}</p> : <Trouble problem={put.problem} />}
      {mine && <p class="row">
        {changed && <><Button kind="primary" busy={put.busy} onClick={() => void put.run(Object.fromEntries(rows))}>{t.save}</Button><Badge tone="warn">{t.unsaved}</Badge></>}
        {isSet && !changed && <Button busy={put.busy} onClick={() => void put.run(undefined)}>{t.back}</Button>}
      </p>}
    </div>
  );
}
