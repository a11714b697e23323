// Login, or a proof of who one is, over the page: the request that needed it waits and goes on.
import { signal as state } from "@preact/signals";
import { setGate } from "../api/client.ts";
import { identity } from "../api/session.ts";
import { Dialog } from "../components/dialog.tsx";
import { LoginForm, VerifyForm } from "./login.tsx";
import { text } from "./text.ts";

type Kind = "login" | "verify";
const asked = state<Kind | null>(null);
let waiting: ((passed: boolean) => void)[] = [];

/** whose work it is that waits. */
let whose: string | undefined;

setGate((kind, signal) => {
  asked.value = kind;
  whose ??= identity.peek()?.user_id;
  return new Promise((resolve, reject) => {
    waiting.push(resolve);
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
});

function answer(passed: boolean): void {
  if (passed && whose !== identity.peek()?.user_id) location.reload(); // somebody else: nothing of the former's goes on
  const all = waiting;
  waiting = [];
  whose = undefined;
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
        {kind === "login" && <><p>{t.loginAgainHint}</p><LoginForm over done={() => answer(true)} /></>}
      </Dialog>
      <Dialog title={t.verify} open={kind === "verify"} onClose={() => answer(false)}>
        {kind === "verify" && <><p>{t.verifyHint}</p><VerifyForm done={() => answer(true)} /></>}
      </Dialog>
    </>
  );
}
