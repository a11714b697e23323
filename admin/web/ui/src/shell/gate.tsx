// Login, or a proof of who one is, over the page: the request that needed it waits and goes on.
import { signal } from "@preact/signals";
import { setGate } from "../api/client.ts";
import { identity } from "../api/session.ts";
import { Dialog } from "../components/dialog.tsx";
import { LoginForm, VerifyForm } from "./login.tsx";
import { text } from "./text.ts";

type Kind = "login" | "verify";
const asked = signal<Kind | null>(null);
let waiting: ((passed: boolean) => void)[] = [];

setGate((kind) => {
  asked.value = kind;
  return new Promise((resolve) => waiting.push(resolve));
});

function answer(passed: boolean): void {
  const all = waiting;
  waiting = [];
  asked.value = null;
  for (const resolve of all) resolve(passed);
}

/** Gate asks for what requests wait for. */
export function Gate() {
  const t = text();
  const kind = asked.value;
  return (
    <>
      <Dialog title={t.loginAgain} open={kind === "login"}>
        {kind === "login" && <><p>{t.loginAgainHint}</p><LoginForm name={identity.value?.name} done={() => answer(true)} /></>}
      </Dialog>
      <Dialog title={t.verify} open={kind === "verify"} onClose={() => answer(false)}>
        {kind === "verify" && <><p>{t.verifyHint}</p><VerifyForm done={() => answer(true)} /></>}
      </Dialog>
    </>
  );
}
