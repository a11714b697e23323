import type { ComponentChildren, TargetedEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { list } from "../../api/client.ts";
import type { EditPlaced, PolicyProblem, Vocabulary } from "../../api/types.ts";
import { Button } from "../../components/button.tsx";
import { Check, Choice, Field, Input, TextArea } from "../../components/field.tsx";
import { Chips } from "../../components/chips.tsx";
import { country } from "../../format.ts";
import { PlaceChooser } from "./chooser.tsx";
import { Entries } from "./entries.tsx";
import { Thresholds } from "./thresholds.tsx";
import { text } from "./text.ts";

export interface FormProps {
  rule: EditPlaced;
  vocabulary: Vocabulary;
  problems: readonly PolicyProblem[];
  groups: { jurisdictions: readonly string[]; networks: readonly string[] };
  custom: readonly string[];
  readOnly: boolean;
  /** onSet is a merge patch for the rule (RFC 7396). */
  onSet: (set: Record<string, unknown>) => void;
}

/** Form edits a rule by fields. What is typed is taken over when it pauses, or when the field is left. */
export function Form(p: FormProps) {
  const t = text();
  const errors = (field: string) => p.problems.filter((x) => x.field === field);
  return (
    <fieldset class="stack rule-form" disabled={p.readOnly}>
      <Part title={t.what}>
        <Typed {...p} field="id" label={t.id} hint={t.idHint} />
        <Typed {...p} field="description" label={t.description} />
        <Typed {...p} field="comment" label={t.comment} long />
        <div class="grid rule-small">
          <Typed {...p} field="owner" label={t.owner} />
          <Typed {...p} field="ticket" label={t.ticket} />
          <Field label={t.expires} hint={t.expiresHint} error={errors("expires")[0]?.message}><Input type="date" value={p.rule.expires.slice(0, 10)} onValue={(v) => p.onSet({ expires: v || null })} /></Field>
        </div>
        <Check label={t.enabled} {...(!p.rule.enabled && { hint: t.notEnabled })} checked={p.rule.enabled} onValue={(on) => p.onSet({ enabled: on ? null : false })} />
        <Check label={t.monitor} hint={t.monitorHint} checked={p.rule.monitor} onValue={(on) => p.onSet({ monitor: on || null })} />
      </Part>
      <Part title={t.who}>
        <Entries label={t.fromNetworks} hint={t.fromHint} value={list(p.rule.from.networks)} options={p.groups.networks} errors={errors("from.networks")} disabled={p.readOnly} onValue={(v) => p.onSet({ from: { networks: v } })} />
      </Part>
      <Part title={t.where}><Where {...p} errors={errors} /></Part>
      <Part title={t.how}>
        <Entries label={t.protocols} hint={t.protocolsHint} value={list(p.rule.protocols)} options={list(p.vocabulary.protocols).map((w) => w.name)} errors={errors("protocols")} disabled={p.readOnly} onValue={(v) => p.onSet({ protocols: v })} />
      </Part>
      <Part title={t.carrying}><Thresholds {...p} errors={errors("data")} /></Part>
      <Part title={t.then}><Then {...p} /></Part>
    </fieldset>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return <section class="card stack-s rule-part"><h2>{title}</h2>{children}</section>;
}

function Where(p: FormProps & { errors: (field: string) => PolicyProblem[] }) {
  const t = text();
  const to = p.rule.to;
  const narrow = list(to.networks).length + list(to.domains).length + list(to.ports).length + list(to.asns).length > 0;
  const set = (key: string) => (v: string[]) => p.onSet({ to: { [key]: v } });
  return (
    <>
      <Places {...p} />
      <details class="rule-more" open={narrow}>
        <summary>{t.narrower}</summary>
        <div class="stack-s">
          <Entries label={t.domains} hint={t.domainsHint} value={list(to.domains)} errors={p.errors("to.domains")} disabled={p.readOnly} onValue={set("domains")} />
          <Entries label={t.networks} hint={t.networksHint} value={list(to.networks)} options={p.groups.networks} errors={p.errors("to.networks")} disabled={p.readOnly} onValue={set("networks")} />
          <Entries label={t.ports} hint={t.portsHint} value={list(to.ports)} errors={p.errors("to.ports")} disabled={p.readOnly} onValue={(v) => p.onSet({ to: { ports: v.map(asNumber) } })} />
          <Entries label={t.asns} hint={t.asnsHint} value={list(to.asns)} errors={p.errors("to.asns")} disabled={p.readOnly} onValue={(v) => p.onSet({ to: { asns: v.map((n) => asNumber(n.replace(/^AS/i, ""))) } })} />
        </div>
      </details>
    </>
  );
}

/** asNumber writes what is a number as one: YAML tells them apart. */
function asNumber(word: string): string | number {
  return /^\d+$/.test(word) ? Number(word) : word;
}

function Places(p: FormProps & { errors: (field: string) => PolicyProblem[] }) {
  const t = text();
  const [open, setOpen] = useState(false);
  const value = list(p.rule.to.jurisdictions);
  const special: Record<string, string> = { any: t.any, unknown: t.unknown, anycast: t.anycast };
  const set = (v: string[]) => p.onSet({ to: { jurisdictions: v } });
  return (
    <div class="field" role="group" aria-label={t.jurisdictions}>
      <span class="field-label">{t.jurisdictions}</span>
      <Chips label={t.jurisdictions} items={value.map((v) => ({ key: v, name: v, label: special[v] ?? (country(v) === v ? v : `${country(v)} (${v})`), ...(p.readOnly ? {} : { onRemove: () => set(value.filter((x) => x !== v)) }) }))}>
        {!p.readOnly && <Button small onClick={() => setOpen(true)}>{t.chooseJurisdictions}…</Button>}
      </Chips>
      <div class="field-hint">{t.jurisdictionsHint}</div>
      {p.errors("to.jurisdictions").map((e) => <div class="field-error" role="alert" key={e.message}>{e.message}</div>)}
      {open && <PlaceChooser value={value} vocabulary={p.vocabulary} groups={p.groups.jurisdictions} onValue={set} close={() => setOpen(false)} />}
    </div>
  );
}

function Then(p: FormProps) {
  const t = text();
  const wrong = p.problems.find((x) => x.field === "action");
  return (
    <>
      <Choice legend={t.thenLegend} value={p.rule.action} onValue={(action) => p.onSet({ action })} options={[
        { value: "block", label: t.block, hint: t.blockHint },
        { value: "log", label: t.log, hint: t.logHint },
        { value: "allow", label: t.allow, hint: list(p.rule.data).length > 0 ? t.noAllow : t.allowHint },
      ]} />
      {wrong && <div class="field-error" role="alert">{wrong.message}</div>}
    </>
  );
}

/** pause is how long typing rests before it is taken over, in milliseconds. */
const pause = 700;

function Typed({ rule, problems, onSet, field, label, hint, long }: FormProps & { field: "id" | "description" | "comment" | "owner" | "ticket"; label: string; hint?: string; long?: boolean }) {
  const stands = rule[field];
  const [typed, setTyped] = useState<string | null>(null);
  const taken = useRef<string | null>(null);
  const take = () => {
    if (typed === null || typed === stands) return;
    taken.current = typed;
    onSet({ [field]: typed || null });
  };
  useEffect(() => {
    if (typed === null || typed === stands) return;
    const timer = setTimeout(take, pause);
    return () => clearTimeout(timer);
  }, [typed]);
  // What was typed since it was taken over is newer than what came of that.
  useEffect(() => setTyped((now) => (now === taken.current || now === stands ? null : now)), [stands]);
  const control = { value: typed ?? stands, onValue: setTyped, onBlur: (_: TargetedEvent<HTMLElement>) => take() };
  return <Field label={label} hint={hint} error={problems.find((x) => x.field === field)?.message}>{long ? <TextArea rows={2} {...control} /> : <Input {...control} spellcheck={field !== "id"} />}</Field>;
}
