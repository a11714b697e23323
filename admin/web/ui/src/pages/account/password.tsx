import { useState } from "preact/hooks";
import { call } from "../../api/client.ts";
import { useAction } from "../../api/data.ts";
import { Button } from "../../components/button.tsx";
import { Field, Input } from "../../components/field.tsx";
import { Form } from "../../components/form.tsx";
import { Trouble } from "../../components/problem.tsx";
import { toast } from "../../components/toast.tsx";
import { text } from "./text.ts";

/** Password changes one's own. */
export function Password() {
  const t = text();
  const [open, setOpen] = useState(false);
  return (
    <>
      <p class="muted">{t.passwordText}</p>
      <div><Button onClick={() => setOpen(true)}>{t.changePassword}</Button></div>
      {open && <Change onClose={() => setOpen(false)} />}
    </>
  );
}

function Change({ onClose }: { onClose: () => void }) {
  const t = text();
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [tried, setTried] = useState(false);
  const change = useAction(async () => {
    await call("PUT /api/v1/account/password", { body: { password } });
    toast(t.passwordChanged);
    onClose();
  });
  const submit = () => {
    setTried(true);
    if (password === again) void change.run();
  };
  return (
    <Form title={t.changePassword} action={t.changePassword} busy={change.busy} onClose={onClose} onSubmit={submit}>
      <Field label={t.newPassword} hint={t.passwordHint} name="password" problem={change.problem}><Input type="password" value={password} onValue={setPassword} required minLength={12} autocomplete="new-password" autoFocus /></Field>
      <Field label={t.again} error={tried && password !== again ? t.differ : undefined}><Input type="password" value={again} onValue={setAgain} required autocomplete="new-password" /></Field>
      <Trouble problem={change.problem} except={["password"]} />
    </Form>
  );
}
