// The change on trial, on every page: how long it still stays, keep it, take it back; and what became of it.
import { useEffect, useState } from "preact/hooks";
import { awake } from "../api/awake.ts";
import { useAction } from "../api/data.ts";
import { ending, keepChange, policy, refreshPolicy, secondsLeft, takeBack, type PolicyState } from "../api/policy.ts";
import { may } from "../api/session.ts";
import { announce } from "../components/announce.ts";
import { Button } from "../components/button.tsx";
import { Dialog } from "../components/dialog.tsx";
import { Field, Input } from "../components/field.tsx";
import { Trouble } from "../components/problem.tsx";
import { toast } from "../components/toast.tsx";
import { duration } from "../format.ts";
import { common } from "../words.ts";
import { text } from "./text.ts";

/** How often the appliance is asked, in milliseconds: at rest, and while a change is on trial. */
const atRest = 15_000;
const onTrial = 3_000;

/** trialKey is where a reload finds which change was on trial; loudKey, that its end has yet to be read. */
const trialKey = "sekisho.trial";
const loudKey = "sekisho.takenBack";

/** Pending is the banner. */
export function Pending() {
  const now = policy.value;
  const [loud, setLoud] = useState(sessionStorage.getItem(loudKey) !== null);
  const forget = () => { sessionStorage.removeItem(loudKey); setLoud(false); };
  usePolicy();
  useEffect(() => {
    if (!now) return;
    const became = ending(sessionStorage.getItem(trialKey), now);
    if (now.pending) {
      sessionStorage.setItem(trialKey, now.pending.id);
      forget(); // of the one before
    } else sessionStorage.removeItem(trialKey);
    if (became === "kept") toast(text().kept);
    if (became === "taken back") {
      sessionStorage.setItem(loudKey, "");
      setLoud(true);
    }
  }, [now]);
  if (now?.pending) return <Trial key={now.pending.id} state={now} />;
  if (loud) return <TakenBack onClose={forget} />;
  return null;
}

/** usePolicy asks for the policy while somebody looks. A failure is told by what the page itself asks. */
function usePolicy(): void {
  const every = policy.value?.pending ? onTrial : atRest;
  const looked = awake.value;
  useEffect(() => {
    if (!looked) return;
    const ask = () => refreshPolicy().catch(() => undefined);
    void ask();
    const timer = setInterval(ask, every);
    return () => clearInterval(timer);
  }, [every, looked]);
}

function Trial({ state }: { state: PolicyState }) {
  const t = text();
  const left = useCountdown(state);
  const [asking, setAsking] = useState(false);
  const id = state.pending!.id;
  const keep = useAction(() => keepChange(id));
  useEffect(() => announce(`${t.trial} ${t.trialText(duration(left))}`), []);
  useEffect(() => { if (left === 30 || left === 10) announce(t.trialSoon(left)); }, [left]);
  return (
    <section class={"pending" + (left <= 15 ? " pending-soon" : "")} aria-label={t.trial}>
      <div class="pending-text">
        <strong>{state.revision.author ? t.trialBy(state.revision.author) : t.trial}</strong>{" "}
        <span>{left > 0 ? t.trialShort : t.trialLast}</span>
        {state.revision.reason && <span class="pending-reason">{state.revision.reason}</span>}
      </div>
      <span class="pending-clock" role="timer" aria-label={t.trialText(duration(left))}>{duration(left)}</span>
      {may("policy.apply") && <>
        <Button onClick={() => setAsking(true)}>{common().takeBack}</Button>
        <Button kind="primary" busy={keep.busy} onClick={() => void keep.run()}>{common().keep}</Button>
      </>}
      <Trouble problem={keep.problem} />
      <TakeBack open={asking} id={id} onClose={() => setAsking(false)} />
    </section>
  );
}

/** useCountdown gives the whole seconds that are left. */
function useCountdown(state: PolicyState): number {
  const [left, setLeft] = useState(() => Math.ceil(secondsLeft(state)));
  useEffect(() => {
    const look = () => setLeft(Math.ceil(secondsLeft(state)));
    look();
    const timer = setInterval(look, 250);
    return () => clearInterval(timer);
  }, [state]);
  return left;
}

function TakeBack({ open, id, onClose }: { open: boolean; id: string; onClose: () => void }) {
  const t = text();
  const [reason, setReason] = useState("");
  const back = useAction(async () => {
    sessionStorage.removeItem(trialKey); // its end is known here, and needs no loud word
    await takeBack(id, reason);
    toast(t.tookBack);
  });
  return (
    <Dialog title={common().takeBack} open={open} onClose={onClose} footer={<>
      <Button onClick={onClose}>{common().cancel}</Button>
      <Button kind="danger" busy={back.busy} onClick={() => void back.run()}>{common().takeBack}</Button>
    </>}>
      <Field label={t.why} hint={t.whyHint} name="reason" problem={back.problem} optional><Input value={reason} onValue={setReason} maxLength={2000} autoFocus /></Field>
      <Trouble problem={back.problem} except={["reason"]} />
    </Dialog>
  );
}

function TakenBack({ onClose }: { onClose: () => void }) {
  const t = text();
  return (
    <section class="pending pending-over" role="alert">
      <div class="pending-text"><strong>{t.tookBackLoud}</strong> <span>{t.tookBackLoudText}</span> <a href="/revisions">{t.toHistory}</a></div>
      <Button onClick={onClose}>{common().close}</Button>
    </section>
  );
}
