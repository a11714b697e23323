import { useState } from "preact/hooks";
import { call, list, Problem } from "../../api/client.ts";
import { useAction, useData } from "../../api/data.ts";
import { available, Declined, make } from "../../api/passkey.ts";
import { recall } from "../../api/session.ts";
import type { AuthPasskey } from "../../api/types.ts";
import { ask } from "../../components/ask.tsx";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Field, Input } from "../../components/field.tsx";
import { Form } from "../../components/form.tsx";
import { Loaded, Trouble } from "../../components/problem.tsx";
import { Time } from "../../components/time.tsx";
import { toast } from "../../components/toast.tsx";
import { common } from "../../words.ts";
import { text } from "./text.ts";
import { Recovery } from "./totp.tsx";

/** Passkeys lists one's passkeys, adds and removes them. */
export function Passkeys() {
  const t = text();
  const keys = useData((signal) => call("GET /api/v1/account/passkeys", { signal }), []);
  const [adding, setAdding] = useState(false);
  const remove = useAction(async (key: AuthPasskey) => {
    if (!(await ask({ title: t.surePasskey(key.name), text: t.surePasskeyText, action: common().remove, danger: true }))) return;
    await call("DELETE /api/v1/account/passkeys/{id}", { path: { id: key.id } });
    await recall();
    toast(t.removed);
    keys.reload();
  });
  return (
    <>
      <p class="muted">{t.passkeysText}</p>
      <Trouble problem={remove.problem} />
      <Loaded data={keys}>{(all) => <List keys={list(all.items)} remove={(key) => void remove.run(key)} />}</Loaded>
      {available() ? <div><Button onClick={() => setAdding(true)}>{t.addPasskey}</Button></div> : <p>{t.noName}</p>}
      {adding && <Add onClose={() => { setAdding(false); keys.reload(); }} />}
    </>
  );
}

function List({ keys, remove }: { keys: AuthPasskey[]; remove: (key: AuthPasskey) => void }) {
  const t = text();
  if (keys.length === 0) return <p>{t.noPasskeys}</p>;
  return (
    <ul class="account-keys">
      {keys.map((k) => (
        <li key={k.id} class="row row-apart">
          <span>
            <strong>{k.name}</strong> <span class="muted">{k.synced ? t.synced : t.bound}</span>
            <br />
            <span class="muted">{t.created} <Time at={k.created} /> · {t.used} <Time at={k.used} relative /></span>
          </span>
          <Button small aria-label={t.removePasskey(k.name)} onClick={() => remove(k)}>{common().remove}</Button>
        </li>
      ))}
    </ul>
  );
}

function Add({ onClose }: { onClose: () => void }) {
  const t = text();
  const [name, setName] = useState("");
  const [recovery, setRecovery] = useState<string[]>();
  const add = useAction(async () => {
    const begun = await call("POST /api/v1/account/passkeys/begin", { body: { name } });
    const added = await call("POST /api/v1/account/passkeys", { body: await made(begun) });
    await recall();
    toast(t.passkeyAdded);
    const codes = list(added.recovery_codes);
    codes.length > 0 ? setRecovery(codes) : onClose();
  });
  if (recovery) return <Dialog title={t.addPasskey} open><Recovery codes={recovery} done={onClose} /></Dialog>;
  return (
    <Form title={t.addPasskey} action={t.addPasskey} busy={add.busy} onClose={onClose} onSubmit={() => void add.run()}>
      <Field label={t.passkeyName} hint={t.passkeyNameHint} name="name" problem={add.problem}><Input value={name} onValue={setName} required maxLength={64} autoFocus /></Field>
      <Trouble problem={add.problem} except={["name"]} />
    </Form>
  );
}

async function made(begun: unknown): Promise<unknown> {
  try {
    return await make(begun);
  } catch (error) {
    if (error instanceof Declined) throw new Problem({ code: "declined", title: text().declined });
    throw error;
  }
}
