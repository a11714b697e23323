import { useState } from "preact/hooks";
import { call } from "../../api/client.ts";
import { useAction } from "../../api/data.ts";
import { identity } from "../../api/session.ts";
import { Button } from "../../components/button.tsx";
import { Field, Input } from "../../components/field.tsx";
import { Trouble } from "../../components/problem.tsx";
import { common } from "../../words.ts";
import type { StepProps } from "./index.tsx";
import { text } from "./text.ts";

/** Account makes the first administrator. */
export function Account({ next }: StepProps) {
  const t = text();
  const [token, setToken] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [tried, setTried] = useState(false);
  const make = useAction(async () => {
    identity.value = await call("POST /api/v1/setup", { body: { token: token.trim(), name, password }, quiet: true });
    next();
  });
  const submit = (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (password === again) void make.run();
  };
  return (
    <form class="stack" onSubmit={submit}>
      <p>{t.accountLead}</p>
      <Field label={t.setupToken} hint={t.setupTokenHint} name="token" problem={make.problem}><Input value={token} onValue={setToken} required spellcheck={false} autoFocus /></Field>
      <Field label={common().name} hint={t.nameHint} name="name" problem={make.problem}><Input value={name} onValue={setName} required minLength={2} maxLength={64} autocomplete="username" autocapitalize="none" spellcheck={false} /></Field>
      <Field label={common().password} hint={t.passwordHint} name="password" problem={make.problem}><Input type="password" value={password} onValue={setPassword} required minLength={12} autocomplete="new-password" /></Field>
      <Field label={t.again} error={tried && password !== again ? t.differ : undefined}><Input type="password" name="again" value={again} onValue={setAgain} required autocomplete="new-password" /></Field>
      <Trouble problem={make.problem} except={["token", "name", "password"]} />
      <div class="row row-end"><Button kind="primary" type="submit" busy={make.busy}>{t.make}</Button></div>
    </form>
  );
}
