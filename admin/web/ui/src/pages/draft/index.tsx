import { useState } from "preact/hooks";
import { call, callTagged, list } from "../../api/client.ts";
import { useAction, useData } from "../../api/data.ts";
import { policy, refreshPolicy } from "../../api/policy.ts";
import { identity, may } from "../../api/session.ts";
import type { DiffAnswer, StateDraft } from "../../api/types.ts";
import { Badge } from "../../components/badge.tsx";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Check, Field, Input, Select, TextArea } from "../../components/field.tsx";
import { Page, Section } from "../../components/page.tsx";
import { Loaded, Trouble } from "../../components/problem.tsx";
import { toast } from "../../components/toast.tsx";
import { Difference } from "../../policy/difference.tsx";
import { forget } from "../../policy/workspace.ts";
import { go } from "../../router.ts";
import { listed } from "../../format.ts";
import type { PageProps } from "../index.ts";
import { Simulation } from "./simulation.tsx";
import { text } from "./text.ts";
import "./draft.css";

interface Read {
  draft: StateDraft;
  etag: string;
  diff: DiffAnswer;
  inForce: number;
  second: boolean;
}

async function read(id: string, signal?: AbortSignal): Promise<Read> {
  const [{ value, etag }, diff, now, second] = await Promise.all([
    callTagged("GET /api/v1/drafts/{id}", { path: { id }, signal }), call("GET /api/v1/drafts/{id}/diff", { path: { id }, signal }), call("GET /api/v1/policy", { signal }), secondPerson(signal),
  ]);
  return { draft: value, etag, diff, inForce: now.number, second };
}

/** secondPerson tells whether a second one has to approve; who may not read settings is told by the refusal. */
async function secondPerson(signal?: AbortSignal): Promise<boolean> {
  if (!may("settings.read")) return false;
  const all = await call("GET /api/v1/settings", { signal });
  return list(all.items).some((s) => s.name === "policy.second_person" && s.value === true);
}

export default function DraftPage({ params }: PageProps) {
  const t = text();
  const id = params.id ?? "";
  const data = useData((signal) => read(id, signal), [id]);
  const gone = data.problem?.code === "not_found";
  const edit = () => { forget(); go(`/rules?draft=${id}`); };
  return (
    <Page title={t.title(data.value?.draft.name ?? "")} lead={t.steps} actions={<>
      <ButtonLink href="/drafts">{t.toDrafts}</ButtonLink>
      {data.value && may("policy.draft") && <Button onClick={edit}>{t.edit}</Button>}
    </>}>
      {gone ? <Empty title={t.noDraft} action={<span class="row"><ButtonLink href="/drafts">{t.toDrafts}</ButtonLink><ButtonLink href="/revisions">{t.toRevisions}</ButtonLink></span>}>{t.noDraftHint}</Empty> : <Loaded data={data}>{(r) => <Review read={r} reload={data.reload} />}</Loaded>}
    </Page>
  );
}

function Review({ read: r, reload }: { read: Read; reload: () => void }) {
  const t = text();
  const [tried, setTried] = useState(false);
  return (
    <div class="stack">
      <Section title={t.changes}><Difference of={r.diff} /></Section>
      {may("policy.draft") && r.diff.text !== "" && <Simulation draft={r.draft} onDone={setTried} />}
      {r.second && <Approval read={r} reload={reload} />}
      {may("policy.apply") && (r.diff.text === "" ? <p>{t.noChange}</p> : <Apply read={r} tried={tried} reload={reload} />)}
    </div>
  );
}

function Approval({ read: r, reload }: { read: Read; reload: () => void }) {
  const t = text();
  const me = identity.value?.name ?? "";
  const approvals = list(r.draft.approvals);
  const mine = list(r.draft.authors).includes(me);
  const approve = useAction(async () => {
    await call("POST /api/v1/drafts/{id}/approve", { path: { id: r.draft.id }, etag: r.etag });
    toast(t.approved);
    reload();
  });
  return (
    <Section title={t.approval}>
      <p>{approvals.length > 0 ? <Badge tone="good">{t.approvedBy(listed(approvals.map((a) => a.user)))}</Badge> : t.needsSecond}</p>
      <Trouble problem={approve.problem} />
      {may("policy.approve") && !mine && approvals.length === 0 && <p><Button kind="primary" busy={approve.busy} onClick={() => void approve.run()}>{t.approve}</Button></p>}
    </Section>
  );
}

function Apply({ read: r, tried, reload }: { read: Read; tried: boolean; reload: () => void }) {
  const t = text();
  const [reason, setReason] = useState(r.draft.reason);
  const [name, setName] = useState(r.draft.name);
  const [seconds, setSeconds] = useState("60");
  const [alone, setAlone] = useState(false);
  const overtaken = r.draft.base !== r.inForce && r.inForce > 0;
  const invalid = list(r.diff.errors).length > 0;
  const apply = useAction(async () => {
    const etag = await described(r, name.trim() || r.draft.name, reason);
    await call("POST /api/v1/drafts/{id}/apply", { path: { id: r.draft.id }, etag, body: { confirm_seconds: Number(seconds), ...(overtaken && { replaces: r.inForce }), ...(alone && { alone }) } });
    forget();
    await refreshPolicy();
    toast(t.applied);
    go("/revisions");
  });
  return (
    <Section title={t.apply}>
      <form class="card stack draft-apply" onSubmit={(e) => { e.preventDefault(); void apply.run(); }}>
        {overtaken && <p class="draft-warn" role="alert">{t.overtaken(r.inForce)}</p>}
        {invalid && <p class="field-error" role="alert">{t.invalid}</p>}
        {policy.value?.pending && <p class="field-error" role="alert">{t.pending}</p>}
        {!tried && !invalid && <p class="muted">{t.tryFirst}</p>}
        <Field label={t.reason} hint={t.reasonHint} name="reason" problem={apply.problem}><TextArea rows={2} maxLength={2000} value={reason} onValue={setReason} /></Field>
        <div class="grid">
          <Field label={t.time} hint={t.timeHint}><Select value={seconds} onValue={setSeconds} options={["30", "60", "180", "600"].map((value) => ({ value, label: t.seconds[value]! }))} /></Field>
          <Field label={t.name2} name="name" problem={apply.problem}><Input value={name} maxLength={200} onValue={setName} /></Field>
        </div>
        {r.second && list(r.draft.approvals).length === 0 && <Check label={t.alone} checked={alone} onValue={setAlone} />}
        <Trouble problem={apply.problem} except={["reason", "name"]} retry={reload} />
        <p><Button type="submit" kind="primary" busy={apply.busy} disabled={invalid || !!policy.value?.pending}>{overtaken ? t.anyway : t.apply}</Button></p>
      </form>
    </Section>
  );
}

/** described writes name and reason into the draft, where they are others now, and gives its version. */
async function described(r: Read, name: string, reason: string): Promise<string> {
  if (name === r.draft.name && reason === r.draft.reason) return r.etag;
  const { etag } = await callTagged("PUT /api/v1/drafts/{id}", { path: { id: r.draft.id }, etag: r.etag, body: { name, reason, text: r.draft.text } });
  return etag;
}
