import { useState } from "preact/hooks";
import { call, callTagged, list, type Problem } from "../../api/client.ts";
import { useAction, useData } from "../../api/data.ts";
import { may } from "../../api/session.ts";
import type { ConfigsDestination, ConfigsRotation, ConfigsTLSFiles, ShippedTo } from "../../api/types.ts";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Check, Field, Input, Select } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Page, Section } from "../../components/page.tsx";
import { Loaded, Trouble } from "../../components/problem.tsx";
import { toast } from "../../components/toast.tsx";
import { go } from "../../router.ts";
import type { PageProps } from "../index.ts";
import { Entries } from "../rule/entries.tsx";
import { addable, configOf, has, isPlain, written, type Type } from "./destination.ts";
import { text } from "./text.ts";

export default function DestinationPage({ params }: PageProps) {
  const t = text();
  const name = params.name ?? "";
  const fresh = name === "new";
  const data = useData(async (signal) => (fresh ? null : callTagged("GET /api/v1/destinations/{name}", { signal, path: { name } })), [name]);
  const fields = useData(async (signal) => (may("policy.read") ? list((await call("GET /api/v1/vocabulary", { signal })).fields).map((f) => f.name) : []), []);
  return (
    <Page title={fresh ? t.add : t.title(name)} lead={t.lead} actions={<ButtonLink href="/shipping">{t.all}</ButtonLink>}>
      {data.problem?.code === "not_found" ? <Empty title={t.notFound} action={<ButtonLink href="/shipping">{t.all}</ButtonLink>} /> : <Loaded data={data}>{(d) => <Form stands={d?.value} etag={d?.etag ?? ""} fields={fields.value ?? []} />}</Loaded>}
    </Page>
  );
}

/** shown are the fields whose problems stand beside them. */
const shown = ["name", "type", "address", "brokers", "topic", "index", "user", "mechanism", "format", "sample_allow", "start", "lag_alert", "filter", "omit", "pseudonymise", "secret", "proxy"];

interface Ask {
  d: ConfigsDestination;
  set: (change: Partial<ConfigsDestination>) => void;
  problem: Problem | undefined;
  fields: readonly string[];
}

function Form({ stands, etag, fields }: { stands: ShippedTo | undefined; etag: string; fields: readonly string[] }) {
  const t = text();
  const [d, setD] = useState<ConfigsDestination>(stands ? configOf(stands) : { name: "", type: "syslog" });
  const [secret, setSecret] = useState("");
  const [without, setWithout] = useState(false);
  const save = useAction(async () => {
    const body = { destination: written(d), ...(without ? { secret: "" } : secret && { secret }) };
    if (stands) await call("PUT /api/v1/destinations/{name}", { path: { name: stands.name }, etag, body });
    else await call("POST /api/v1/destinations", { body });
    toast(stands ? t.saved(d.name) : t.added(d.name));
    go("/shipping");
  });
  const ask: Ask = { d, set: (change) => setD({ ...d, ...change }), problem: named(save.problem), fields };
  const readOnly = !may("shipping.manage") || stands?.fixed === true;
  return (
    <form class="stack" onSubmit={(e) => { e.preventDefault(); void save.run(); }}>
      {stands?.fixed && <p role="status">{t.fixed}</p>}
      <fieldset class="stack" disabled={readOnly}>
        <div class="card stack">
          <div class="grid">
            <Field label={t.name} hint={t.nameHint} name="name" problem={ask.problem}><Input value={d.name} disabled={stands !== undefined} maxLength={40} spellcheck={false} onValue={(name) => ask.set({ name })} /></Field>
            <Field label={t.type} name="type" problem={ask.problem}><Select value={d.type} onValue={(type) => ask.set({ type: type as Type })} options={Object.entries(t.types).filter(([value]) => addable(value as Type) || value === d.type).map(([value, label]) => ({ value, label }))} /></Field>
          </div>
          <Receiver {...ask} />
          {has(d.type, "secret") && <div class="grid">
            <Field label={t.secret} hint={stands?.secret_set ? t.secretKept : t.secretHint} name="secret" problem={ask.problem}><Input type="password" autocomplete="new-password" value={secret} disabled={without} onValue={setSecret} /></Field>
            {stands?.fixed && <Line {...ask} field="token_file" label={t.tokenFile} />}
            {stands?.secret_set && !stands.fixed && <Check label={t.secretRemove} checked={without} onValue={setWithout} />}
          </div>}
          {isPlain(d) && (d.address || d.brokers) && <Notice tone="warn" title={t.plain} />}
        </div>
        <Section title={t.what}><What {...ask} fresh={stands === undefined} /></Section>
        {d.type !== "file" ? <Section title={t.security}><Security {...ask} /></Section> : <Section title={t.rotate}><Rotation {...ask} /></Section>}
      </fieldset>
      <Trouble problem={ask.problem} except={shown} />
      {!readOnly && <p><Button type="submit" kind="primary" busy={save.busy}>{stands ? t.save : t.add}</Button></p>}
    </form>
  );
}

/** named takes what leads to a destination's key off a problem's field: "destination.address". */
function named(problem: Problem | undefined): Problem | undefined {
  if (!problem?.field?.startsWith("destination.")) return problem;
  return Object.assign(Object.create(Object.getPrototypeOf(problem)) as Problem, problem, { field: problem.field.slice("destination.".length), message: problem.message.replace(/^destination\./, "") });
}

function Line({ d, set, problem, field, label, hint }: Ask & { field: "topic" | "index" | "user" | "token_file" | "proxy" | "lag_alert" | "filter"; label: string; hint?: string }) {
  return <Field label={label} hint={hint} name={field} problem={problem} optional={field !== "topic"}><Input value={d[field] ?? ""} spellcheck={false} onValue={(v) => set({ [field]: v })} /></Field>;
}

function Receiver(p: Ask) {
  const t = text();
  const { d, set, problem } = p;
  return (
    <>
      {has(d.type, "address") && <Field label={t.address} hint={t.addressHints[d.type]} name="address" problem={problem}><Input type="url" value={d.address ?? ""} spellcheck={false} onValue={(address) => set({ address })} /></Field>}
      {has(d.type, "brokers") && <Entries label={t.brokers} hint={t.brokersHint} value={list(d.brokers)} errors={problem?.field === "brokers" ? [{ message: problem.message }] : []} onValue={(brokers) => set({ brokers })} />}
      <div class="grid">
        {has(d.type, "topic") && <Line {...p} field="topic" label={t.topic} />}
        {has(d.type, "index") && <Line {...p} field="index" label={t.index} />}
        {has(d.type, "user") && <Line {...p} field="user" label={t.user} />}
        {has(d.type, "mechanism") && <Field label={t.mechanism} name="mechanism" problem={problem}><Select value={d.mechanism ?? ""} onValue={(m) => set({ mechanism: (m || undefined) as ConfigsDestination["mechanism"] & string })} options={[{ value: "", label: t.none }, ...["plain", "scram-sha-256", "scram-sha-512"].map((value) => ({ value, label: value }))]} /></Field>}
      </div>
    </>
  );
}

function What(p: Ask & { fresh: boolean }) {
  const t = text();
  const { d, set, problem } = p;
  const errors = (field: string) => (problem?.field === field ? [{ message: problem.message }] : []);
  return (
    <div class="card stack">
      <div class="grid">
        <Field label={t.format} name="format" problem={problem}><Select value={d.format ?? ""} onValue={(f) => set({ format: (f || undefined) as ConfigsDestination["format"] & string })} options={[{ value: "", label: t.fits }, ...Object.entries(t.formats).map(([value, label]) => ({ value, label }))]} /></Field>
        <Field label={t.sample} hint={t.sampleHint} name="sample_allow" problem={problem} optional><Input type="number" min={0} max={1} step={0.01} value={d.sample_allow ?? ""} onValue={(v) => set({ sample_allow: v === "" ? NaN : Number(v) })} /></Field>
        {p.fresh && <Field label={t.start} name="start" problem={problem}><Select value={d.start ?? "now"} onValue={(v) => set({ start: v as "now" | "beginning" })} options={[{ value: "now", label: t.now }, { value: "beginning", label: t.beginning }]} /></Field>}
        <Line {...p} field="lag_alert" label={t.lag} hint={t.lagHint} />
      </div>
      <Line {...p} field="filter" label={t.filter} hint={t.filterHint} />
      <Entries label={t.omit} value={list(d.omit)} options={p.fields} errors={errors("omit")} onValue={(omit) => set({ omit })} />
      <Entries label={t.pseudonymise} hint={t.pseudonymiseHint} value={list(d.pseudonymise)} options={p.fields} errors={errors("pseudonymise")} onValue={(pseudonymise) => set({ pseudonymise })} />
    </div>
  );
}

function Security(p: Ask) {
  const t = text();
  const { d, set } = p;
  const tls = d.tls ?? {};
  const file = (field: "ca" | "certificate" | "key" | "server_name", label: string, hint?: string) => <Field label={label} hint={hint} name={`tls.${field}`} problem={p.problem} optional><Input value={tls[field] ?? ""} spellcheck={false} onValue={(v) => set({ tls: { ...tls, [field]: v } as ConfigsTLSFiles })} /></Field>;
  return (
    <div class="card stack">
      <div class="grid">
        {file("ca", t.ca, t.caHint)}
        {file("server_name", t.serverName, t.serverHint)}
        {file("certificate", t.certificate)}
        {file("key", t.key)}
        {has(d.type, "proxy") && <Line {...p} field="proxy" label={t.proxy} />}
      </div>
      {d.type === "kafka" && <Check label={t.tls} checked={tls.enabled ?? false} onValue={(enabled) => set({ tls: { ...tls, enabled } })} />}
      {has(d.type, "compress") && <Check label={t.compress} checked={d.compress ?? false} onValue={(compress) => set({ compress })} />}
    </div>
  );
}

function Rotation({ d, set, problem }: Ask) {
  const t = text();
  const r = d.rotate ?? {};
  const put = (change: ConfigsRotation) => set({ rotate: { ...r, ...change } });
  return (
    <div class="card grid">
      <Field label={t.size} name="rotate" problem={problem} optional><Input value={r.size ?? ""} placeholder="64MiB" onValue={(size) => put({ size })} /></Field>
      <Field label={t.age} optional><Input value={r.age ?? ""} placeholder="24h" onValue={(age) => put({ age })} /></Field>
      <Field label={t.keep} optional><Input type="number" min={0} value={r.keep ?? ""} onValue={(keep) => put({ keep: Number(keep) })} /></Field>
    </div>
  );
}
