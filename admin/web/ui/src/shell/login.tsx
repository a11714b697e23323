import { useState } from "preact/hooks";
import { call, Problem } from "../api/client.ts";
import { useAction } from "../api/data.ts";
import { identity, type Identity } from "../api/session.ts";
import { Button } from "../components/button.tsx";
import { Field, Input } from "../components/field.tsx";
import { Trouble } from "../components/problem.tsx";
import { common } from "../words.ts";
import { text } from "./text.ts";

/** LoginPage is all that somebody sees who has not logged in. */
export function LoginPage() {
  return (
    <main class="login">
      <div class="login-card">
        <h1 class="login-mark">Sekisho</h1>
        <LoginForm done={() => undefined} />
      </div>
    </main>
  );
}

/** LoginForm asks for name and password, and for the second factor where there is one. */
export function LoginForm({ name: known, done }: { name?: string | undefined; done: () => void }) {
  const [name, setName] = useState(known ?? "");
  return <ProofForm done={done} label={text().logIn} ask={(password, code) => call("POST /api/v1/session", { body: { name, password, ...(code && { code }) }, quiet: true })}>
    <Field label={common().name}><Input name="username" value={name} onValue={setName} autocomplete="username" autocapitalize="none" spellcheck={false} required autoFocus={!known} /></Field>
  </ProofForm>;
}

/** VerifyForm asks again for the password of whoever is logged in. */
export function VerifyForm({ done }: { done: () => void }) {
  return <ProofForm done={done} label={common().next} ask={(password, code) => call("POST /api/v1/session/verify", { body: { password, ...(code && { code }) }, quiet: true })} />;
}

function ProofForm({ done, label, ask, children }: { done: () => void; label: string; ask: (password: string, code: string) => Promise<Identity>; children?: preact.ComponentChildren }) {
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [second, setSecond] = useState(false);
  const submit = useAction(async () => {
    try {
      identity.value = await ask(password, code);
      done();
    } catch (error) {
      if (error instanceof Problem && error.code === "code_needed" && !second) setSecond(true);
      else throw error;
    }
  });
  return (
    <form class="stack" onSubmit={(e) => { e.preventDefault(); void submit.run(); }}>
      {children}
      <Field label={common().password}><Input type="password" value={password} onValue={setPassword} autocomplete="current-password" required /></Field>
      {second && <Field label={text().secondFactor}><Input value={code} onValue={setCode} autocomplete="one-time-code" autoFocus required /></Field>}
      <Trouble problem={submit.problem} />
      <Button kind="primary" type="submit" busy={submit.busy}>{label}</Button>
    </form>
  );
}
