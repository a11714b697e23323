import { useState } from "preact/hooks";
import { call, list } from "../../api/client.ts";
import { useAction } from "../../api/data.ts";
import { identity, type Permission } from "../../api/session.ts";
import { Button } from "../../components/button.tsx";
import { Copy } from "../../components/code.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Check, Field, Input, Select, TextArea } from "../../components/field.tsx";
import { Form } from "../../components/form.tsx";
import { Trouble } from "../../components/problem.tsx";
import { lines } from "../../lines.ts";
import { permissionNames } from "../../roles.ts";
import { text } from "./text.ts";
import { expiryOf } from "./token.ts";

const days = ["30", "90", "180", "365"];

/** AddToken asks what the token is for, and then shows it once. */
export function AddToken({ onClose }: { onClose: () => void }) {
  const t = text();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<ReadonlySet<Permission>>(new Set());
  const [networks, setNetworks] = useState("");
  const [expires, setExpires] = useState("90");
  const [tried, setTried] = useState(false);
  const [token, setToken] = useState("");
  const add = useAction(async () => {
    const body = { name, scopes: [...scopes], expires: expiryOf(Number(expires), new Date()), ...(lines(networks).length > 0 && { networks: lines(networks) }) };
    setToken((await call("POST /api/v1/tokens", { body })).token);
  });
  const submit = () => {
    setTried(true);
    if (scopes.size > 0) void add.run();
  };
  if (token) return <Issued token={token} onClose={onClose} />;
  return (
    <Form title={t.add} action={t.add} busy={add.busy} onClose={onClose} onSubmit={submit}>
      <Field label={t.name} hint={t.nameHint} name="name" problem={add.problem}><Input value={name} onValue={setName} required maxLength={100} autoFocus /></Field>
      <Scopes chosen={scopes} onChoose={setScopes} missing={tried && scopes.size === 0} />
      <Field label={t.networks} hint={t.networksHint} name="networks" problem={add.problem} optional><TextArea mono rows={2} value={networks} onValue={setNetworks} /></Field>
      <Field label={t.expires} name="expires" problem={add.problem}><Select value={expires} onValue={setExpires} options={days.map((d) => ({ value: d, label: t.days(Number(d)) }))} /></Field>
      <Trouble problem={add.problem} except={["name", "networks", "expires"]} />
    </Form>
  );
}

function Scopes({ chosen, onChoose, missing }: { chosen: ReadonlySet<Permission>; onChoose: (scopes: ReadonlySet<Permission>) => void; missing: boolean }) {
  const t = text();
  const flip = (p: Permission, on: boolean) => {
    const next = new Set(chosen);
    on ? next.add(p) : next.delete(p);
    onChoose(next);
  };
  return (
    <fieldset class="field">
      <legend class="field-label">{t.scopes}</legend>
      <p class="field-hint">{t.scopesHint}</p>
      <div class="tokens-choice">
        {list(identity.value?.permissions).map((p) => <Check key={p} label={permissionNames()[p] ?? p} checked={chosen.has(p)} onValue={(on) => flip(p, on)} />)}
      </div>
      {missing && <p class="field-error" role="alert">{t.missing}</p>}
    </fieldset>
  );
}

function Issued({ token, onClose }: { token: string; onClose: () => void }) {
  const t = text();
  return (
    <Dialog title={t.issued} open footer={<Button kind="primary" onClick={onClose}>{t.done}</Button>}>
      <p>{t.issuedHint}</p>
      <div class="tokens-issued"><code>{token}</code><Copy text={token} /></div>
      <p class="muted">{t.howTo} <code>Authorization: Bearer …</code></p>
    </Dialog>
  );
}
