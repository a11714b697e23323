import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call, Problem } from "../api/client.ts";
import { useAction, useData } from "../api/data.ts";
import { available, Declined, prove } from "../api/passkey.ts";
import { identity, recall, type Identity } from "../api/session.ts";
import { Button } from "../components/button.tsx";
import { Field, Input } from "../components/field.tsx";
import { Trouble } from "../components/problem.tsx";
import { place, setQuery } from "../router.ts";
import { common } from "../words.ts";
import { LanguageLinks, Mark } from "./mark.tsx";
import { text } from "./text.ts";

/** LoginPage is all that somebody sees who has not logged in. */
export function LoginPage() {
  const t = text();
  useEffect(() => { document.title = `${t.logIn} – Sekisho`; }, [t]);
  return (
    <main class="login">
      <div class="login-card">
        <h1 class="login-mark"><Mark /> Sekisho</h1>
        <ReturnedProblem />
        <LoginForm done={() => undefined} />
      </div>
      <div class="login-foot"><LanguageLinks /></div>
    </main>
  );
}

/** What the identity provider's answer came to, where it was no: the API hands its code on in the address. */
function ReturnedProblem() {
  const code = place.value.query.get("login_error");
  if (!code) return null;
  const t = text();
  const told: Record<string, string> = { no_role: t.noRole, account_disabled: t.accountDisabled };
  return <Trouble problem={new Problem({ code: "provider", title: told[code] ?? t.providerFailed })} retry={() => setQuery({ login_error: null })} />;
}

/** LoginForm asks for name and password, and for the second factor where there is one. over: it stands over a page, which must stay. */
export function LoginForm({ done, over }: { done: () => void; over?: boolean }) {
  const known = over ? identity.value?.name : undefined;
  const [name, setName] = useState(known ?? "");
  const ask = (password: string, code: string) => call("POST /api/v1/session", { body: { name, password, ...(code && { code }) }, quiet: true });
  return (
    <ProofForm done={done} label={text().logIn} ask={ask} name={name} over={over} fresh={false}>
      <Field label={text().userName}><Input name="username" value={name} onValue={setName} autocomplete="username" autocapitalize="none" spellcheck={false} readOnly={known !== undefined} required autoFocus={known === undefined} /></Field>
    </ProofForm>
  );
}

/** VerifyForm asks again for the password of whoever is logged in. */
export function VerifyForm({ done }: { done: () => void }) {
  const ask = (password: string, code: string) => call("POST /api/v1/session/verify", { body: { password, ...(code && { code }) }, quiet: true });
  return <ProofForm done={done} label={text().goOn} ask={ask} name={identity.value?.name ?? ""} over fresh />;
}

interface ProofProps {
  done: () => void;
  label: string;
  name: string;
  ask: (password: string, code: string) => Promise<Identity>;
  over?: boolean | undefined;
  /** fresh: an identity provider is to ask again too. */
  fresh: boolean;
  children?: ComponentChildren;
}

/** ProofForm is the password, the second factor where the account has one, and the other ways to say who one is. */
function ProofForm({ done, label, name, ask, over, fresh, children }: ProofProps) {
  const t = text();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [methods, setMethods] = useState<readonly string[]>();
  const enter = (who: Identity) => {
    identity.value = who;
    done();
  };
  const submit = useAction(async () => {
    try {
      enter(await ask(password, code));
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "code_needed" || methods) throw error;
      setMethods(error.answer.methods ?? ["code"]);
    }
  });
  const passkey = useAction(async (withPassword: boolean) => enter(await byPasskey(withPassword ? { name, password } : {})));
  const provider = useAction(() => byProvider(over ?? false, fresh, done));
  const configured = useData((signal) => call("GET /api/v1/oidc", { signal, quiet: true }), []);
  return (
    <div class="stack">
      <form class="stack" onSubmit={(e) => { e.preventDefault(); void submit.run(); }}>
        {children}
        <Field label={common().password}><Input type="password" name="password" value={password} onValue={setPassword} autocomplete="current-password" required autoFocus={over} /></Field>
        {methods && (methods.includes("code") || methods.includes("recovery")) && (
          <Field label={methods.includes("code") ? t.secondFactor : t.recoveryOnly}>
            <Input name="code" value={code} onValue={setCode} autocomplete="one-time-code" autoFocus required spellcheck={false} />
          </Field>
        )}
        <Trouble problem={submit.problem} />
        <Button kind="primary" type="submit" busy={submit.busy}>{label}</Button>
        {methods?.includes("passkey") && available() && <Button busy={passkey.busy} onClick={() => void passkey.run(true)}>{t.passkeySecond}</Button>}
      </form>
      {(available() || configured.value?.configured) && (
        <div class="login-others stack-s">
          {available() && <Button busy={passkey.busy} onClick={() => void passkey.run(false)}>{t.byPasskey}</Button>}
          {configured.value?.configured && <Button busy={provider.busy} onClick={() => void provider.run()}>{t.byProvider}</Button>}
          <Trouble problem={passkey.problem ?? provider.problem} />
        </div>
      )}
    </div>
  );
}

/** byPasskey logs in by a passkey, as the only proof or, after the password, as the second. */
async function byPasskey(first: { name?: string; password?: string }): Promise<Identity> {
  const begun = await call("POST /api/v1/session/passkey/begin", { body: first, quiet: true });
  try {
    return await call("POST /api/v1/session/passkey", { body: await prove(begun), quiet: true });
  } catch (error) {
    if (error instanceof Declined) throw new Problem({ code: "declined", title: text().declined });
    throw error;
  }
}

/** byProvider goes to the identity provider. Over a page it does so in another window, so that nothing on the page is lost. */
async function byProvider(over: boolean, fresh: boolean, done: () => void): Promise<void> {
  const since = identity.peek()?.session?.id;
  const { address } = await call("POST /api/v1/oidc/begin", { body: { fresh }, quiet: true });
  if (!over) return location.assign(address);
  open(address, "_blank", "noopener");
  for (let i = 0; i < 300; i++) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await recall();
    if (identity.peek()?.session && identity.peek()!.session!.id !== since) return done();
  }
  throw new Problem({ code: "declined", title: text().declined });
}
