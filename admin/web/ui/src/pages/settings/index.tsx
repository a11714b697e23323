import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { call, callTagged, list, type Problem } from "../../api/client.ts";
import { useData } from "../../api/data.ts";
import { may } from "../../api/session.ts";
import type { ControlOverlay, ControlSettings, Nic, SettingAnswer } from "../../api/types.ts";
import { Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { Check, Choice, Field, Input } from "../../components/field.tsx";
import { Page, Section } from "../../components/page.tsx";
import { Loaded, Trouble } from "../../components/problem.tsx";
import { common } from "../../words.ts";
import { Entries } from "../rule/entries.tsx";
import { Certificates } from "./certificate.tsx";
import { Authority } from "./authority.tsx";
import { Provider } from "./provider.tsx";
import { changeSetting, settingOf, useVersion, type Version } from "./version.ts";
import { text } from "./text.ts";
import "./settings.css";

export default function SettingsPage() {
  const t = text();
  return (
    <Page title={t.title} lead={t.lead}>
      <div class="stack">
        <Traffic />
        <Section title={t.access}><div class="card stack">
          <Setting name="web.hosts">{(v) => <Hosts first={v} />}</Setting>
          <Setting name="web.origin">{(v) => <Origin first={v} />}</Setting>
          <Setting name="web.tls_1_2">{(v) => <Flag first={v} label={t.tls12} />}</Setting>
        </div></Section>
        <Section title={t.second}><div class="card"><Setting name="policy.second_person">{(v) => <Flag first={v} label={t.secondLabel} />}</Setting></div></Section>
        <Certificates />
        <Section title={t.acme}><div class="card stack"><Setting name="web.certificate_authority">{(v) => <Authority first={v} />}</Setting></div></Section>
        <Section title={t.provider}><div class="card stack"><Setting name="web.identity_provider">{(v) => <Provider first={v} />}</Setting></div></Section>
      </div>
    </Page>
  );
}

/** Setting reads one for the form in it. */
function Setting({ name, children }: { name: string; children: (first: Version<SettingAnswer>) => ComponentChildren }) {
  const data = useData((signal) => settingOf(name, signal), [name]);
  return <Loaded data={data}>{children}</Loaded>;
}

/** Failed shows why it was not saved. */
export function Failed({ problem, except }: { problem: Problem | undefined; except?: readonly string[] }) {
  if (problem?.status === 412) return <p class="field-error" role="alert">{text().theirs}</p>;
  return <Trouble problem={problem} except={except ?? []} />;
}

function useSetting(first: Version<SettingAnswer>) {
  const name = first.value.name;
  return useVersion(first, () => settingOf(name), changeSetting(name), text().saved);
}

function Hosts({ first }: { first: Version<SettingAnswer> }) {
  const t = text();
  const { now, save } = useSetting(first);
  return (
    <>
      <Entries label={t.hosts} hint={t.hostsHint} value={(now.value.value as string[] | null) ?? []} disabled={!may("settings.change")} errors={save.problem?.field === "value" ? [{ message: save.problem.message }] : []} onValue={(v) => void save.run(v)} />
      <Failed problem={save.problem} except={["value"]} />
    </>
  );
}

function Origin({ first }: { first: Version<SettingAnswer> }) {
  const t = text();
  const { now, save } = useSetting(first);
  const [typed, setTyped] = useState(String(now.value.value ?? ""));
  return (
    <form class="stack-s" onSubmit={(e) => { e.preventDefault(); void save.run(typed); }}>
      <Field label={t.origin} hint={t.originHint} name="value" problem={save.problem}><Input type="url" value={typed} disabled={!may("settings.change")} onValue={setTyped} /></Field>
      <Failed problem={save.problem} except={["value"]} />
      {typed !== now.value.value && <p><Button type="submit" busy={save.busy}>{common().save}</Button></p>}
    </form>
  );
}

function Flag({ first, label }: { first: Version<SettingAnswer>; label: string }) {
  const t = text();
  const { now, save } = useSetting(first);
  const requested = now.value.requested;
  return (
    <div class="stack-s">
      <Check label={label} checked={now.value.value === true} disabled={!may("settings.change") || save.busy} onValue={(on) => void save.run(on)} />
      {requested && <p role="status">{t.requested(requested.by)}</p>}
      <Failed problem={save.problem} />
    </div>
  );
}

function Traffic() {
  const t = text();
  const data = useData(async (signal) => {
    const [settings, nics] = await Promise.all([callTagged("GET /api/v1/appliance", { signal }), call("GET /api/v1/interfaces", { signal })]);
    return { settings, nics: list(nics.items) };
  }, []);
  return <Section title={t.traffic}><Loaded data={data}>{(d) => <Guarded first={d.settings} nics={d.nics} />}</Loaded></Section>;
}

function Guarded({ first, nics }: { first: Version<ControlSettings>; nics: readonly Nic[] }) {
  const t = text();
  const { now, save } = useVersion(first, () => callTagged("GET /api/v1/appliance"), (etag, body: ControlOverlay) => callTagged("PUT /api/v1/appliance", { etag, body }), t.savedTraffic);
  const [mine, setMine] = useState<ControlOverlay>({});
  const shown = { ...now.value, ...mine };
  const set = (change: ControlOverlay) => setMine({ ...mine, ...change });
  const dirty = Object.keys(mine).length > 0;
  const put = async (body: ControlOverlay) => { if (await save.run(body)) setMine({}); };
  const proposed = nics.flatMap((n) => list(n.proposed).filter((p) => !list(shown.protected).includes(p) && !isHost(p)).map((p) => ({ nic: n.name, network: p })));
  const readOnly = !may("settings.change");
  const isSet = Object.keys(now.value.set).length > 0;
  const fallback = (field: "on_failure" | "on_overload", legend: string, hint: string) => (
    <div class="stack-s">
      <Choice legend={<>{legend} <From settings={now.value} field={field} /></>} name={field} value={shown[field]} onValue={(v) => set({ [field]: v as "open" | "closed" })} options={[{ value: "open", label: t.open }, { value: "closed", label: t.closed }]} />
      <p class="field-hint">{hint}</p>
    </div>
  );
  return (
    <form class="card stack" onSubmit={(e) => { e.preventDefault(); void put({ ...now.value.set, ...mine }); }}>
      {now.value.trouble && <p class="field-error" role="alert">{now.value.trouble}</p>}
      <fieldset class="stack settings-plain" disabled={readOnly}>
        <Entries label={t.protected} hint={<>{t.protectedHint} <From settings={now.value} field="protected" /></>} value={list(shown.protected)} disabled={readOnly} errors={save.problem?.field?.startsWith("protected") ? [{ message: save.problem.message }] : []} onValue={(v) => set({ protected: v })} />
        {!readOnly && proposed.length > 0 && <p class="row">{proposed.map((p) => <Button small key={p.nic + p.network} onClick={() => set({ protected: [...list(shown.protected), p.network] })}>{t.proposed(`${p.network} (${p.nic})`)} +</Button>)}</p>}
        <div class="grid">{fallback("on_failure", t.failure, t.failureHint)}{fallback("on_overload", t.overload, t.overloadHint)}</div>
      </fieldset>
      <Failed problem={save.problem} except={["protected"]} />
      {!readOnly && <p class="row">
        {dirty && <><Button type="submit" kind="primary" busy={save.busy}>{t.saveTraffic}</Button><Button onClick={() => setMine({})}>{common().cancel}</Button></>}
        {isSet && !dirty && <Button busy={save.busy} onClick={() => void put({})}>{t.toFile}</Button>}
      </p>}
    </form>
  );
}

/** isHost tells an address of its own from a network: nothing else is behind it. */
function isHost(prefix: string): boolean {
  return /\/(32|128)$/.test(prefix);
}

/** From says where a value comes from. */
function From({ settings, field }: { settings: ControlSettings; field: string }) {
  const from = settings.sources?.[field];
  return from ? <Badge>{text().source(from)}</Badge> : null;
}
