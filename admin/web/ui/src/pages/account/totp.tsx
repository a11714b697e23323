import { useState } from "preact/hooks";
import { call, list } from "../../api/client.ts";
import { useAction, useData } from "../../api/data.ts";
import { identity, recall } from "../../api/session.ts";
import { ask } from "../../components/ask.tsx";
import { Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { Copy } from "../../components/code.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Field, Input } from "../../components/field.tsx";
import { Loaded, Trouble } from "../../components/problem.tsx";
import { QRCode } from "../../components/qrcode.tsx";
import { toast } from "../../components/toast.tsx";
import { text } from "./text.ts";

/** SecondFactor sets up codes of an authenticator app, or takes them away. */
export function SecondFactor() {
  const t = text();
  const [open, setOpen] = useState(false);
  const has = identity.value?.codes ?? false;
  const remove = useAction(async () => {
    if (!(await ask({ title: t.sureRemove, text: t.sureRemoveText, action: t.removeCodes, danger: true }))) return;
    await call("DELETE /api/v1/account/totp");
    identity.value = null;
  });
  return (
    <>
      <p class="muted">{t.secondText}</p>
      <div class="row"><span>{t.codes}</span>{has ? <Badge tone="good">{t.codesOn}</Badge> : <Badge tone="warn">{t.codesOff}</Badge>}</div>
      <Trouble problem={remove.problem} />
      <div class="row">
        <Button kind={has ? "plain" : "primary"} onClick={() => setOpen(true)}>{has ? t.replace : t.setUp}</Button>
        {has && <Button busy={remove.busy} onClick={() => void remove.run()}>{t.removeCodes}</Button>}
      </div>
      {open && <Dialog title={t.codes} open onClose={() => setOpen(false)}><Enrol done={() => { setOpen(false); toast(t.codesDone); }} /></Dialog>}
    </>
  );
}

/** Enrol sets up codes, and shows the recovery codes that come with them. */
export function Enrol({ done }: { done: () => void }) {
  const t = text();
  const begun = useData((signal) => call("POST /api/v1/account/totp", { signal }), []);
  const [code, setCode] = useState("");
  const [recovery, setRecovery] = useState<string[]>();
  const confirm = useAction(async () => {
    const answer = await call("PUT /api/v1/account/totp", { body: { secret: begun.value!.secret, code } });
    await recall();
    setRecovery(list(answer.recovery_codes));
  });
  if (recovery) return <Recovery codes={recovery} done={done} />;
  return (
    <Loaded data={begun}>{({ secret, uri }) => (
      <form class="stack" onSubmit={(e) => { e.preventDefault(); void confirm.run(); }}>
        <div class="account-enrol">
          <QRCode text={uri} label={t.qrLabel} />
          <div class="stack-s">
            <p>{t.scan}</p>
            <p class="muted">{t.cantScan}</p>
            <code class="account-secret">{secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
            <div><Copy text={secret} /></div>
          </div>
        </div>
        <Field label={t.code} hint={t.then} name="code" problem={confirm.problem}>
          <Input value={code} onValue={(v) => setCode(v.replace(/\D/g, ""))} inputMode="numeric" autocomplete="one-time-code" pattern="[0-9]{6}" minLength={6} maxLength={6} required />
        </Field>
        <Trouble problem={confirm.problem} except={["code"]} />
        <div class="row row-end"><Button kind="primary" type="submit" busy={confirm.busy}>{t.confirm}</Button></div>
      </form>
    )}</Loaded>
  );
}

/** Recovery shows recovery codes, once. */
export function Recovery({ codes, done }: { codes: readonly string[]; done: () => void }) {
  const t = text();
  const file = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`Sekisho, ${location.host}, ${identity.value?.name ?? ""}\n\n${codes.join("\n")}\n`], { type: "text/plain" }));
    link.download = "sekisho-recovery-codes.txt";
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div class="stack">
      <h3>{t.recovery}</h3>
      <p>{t.recoveryText}</p>
      <ul class="account-codes">{codes.map((c) => <li key={c}><code>{c}</code></li>)}</ul>
      <div class="row row-end">
        <Copy text={codes.join("\n")} />
        <Button small onClick={file}>{t.download}</Button>
        <Button kind="primary" onClick={done}>{t.recoveryDone}</Button>
      </div>
    </div>
  );
}
