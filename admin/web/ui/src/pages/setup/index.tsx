import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { call } from "../../api/client.ts";
import { useData } from "../../api/data.ts";
import { identity } from "../../api/session.ts";
import { ButtonLink } from "../../components/button.tsx";
import { Loaded } from "../../components/problem.tsx";
import { go, useQuery } from "../../router.ts";
import { LanguageLinks, Mark } from "../../shell/mark.tsx";
import { Account } from "./account.tsx";
import { Mode } from "./mode.tsx";
import { Networks } from "./protect.tsx";
import { Places } from "./places.tsx";
import { Second } from "./second.tsx";
import { after, before, steps, type Step } from "./steps.ts";
import { Test } from "./test.tsx";
import { text } from "./text.ts";

/** What a step gets: what to do once it is done, or put off. */
export interface StepProps {
  next: () => void;
  /** back is absent where there is none to go back to. */
  back?: () => void;
}

const parts: Record<Step, (props: StepProps) => ComponentChildren> = { account: Account, second: Second, networks: Networks, places: Places, mode: Mode, test: Test };

/** The first run. Which step it is stands in the address: it goes on where it was after a reload. */
export default function SetupPage() {
  const t = text();
  const setup = useData((signal) => call("GET /api/v1/setup", { signal }), [identity.value === null]);
  const [asked] = useQuery("step", "account");
  useEffect(() => { document.title = `${t.title} – Sekisho`; }, [t]);
  return (
    <main class="setup">
      <header class="setup-head">
        <h1><Mark /> {t.welcome}</h1>
        <LanguageLinks />
      </header>
      <Loaded data={setup}>{({ needed }) => (needed || identity.value ? <Wizard step={stepOf(asked)} /> : <Needless />)}</Loaded>
    </main>
  );
}

/** stepOf is the step that is asked for, as far as it can be taken: all but the first need the account. */
function stepOf(asked: string): Step {
  const step = steps.find((s) => s === asked) ?? "account";
  if (!identity.value) return "account";
  return step === "account" ? "second" : step;
}

function Needless() {
  const t = text();
  return <div class="setup-card"><h2>{t.needless}</h2><p>{t.needlessText}</p><div><ButtonLink kind="primary" href="/">{t.toLogin}</ButtonLink></div></div>;
}

function Wizard({ step }: { step: Step }) {
  const t = text();
  const at = steps.indexOf(step);
  const Part = parts[step];
  const back = before(step);
  const next = () => {
    const to = after(step);
    go(to ? `/setup?step=${to}` : "/");
  };
  return (
    <>
      <p class="muted">{t.lead}</p>
      <ol class="setup-steps" aria-label={t.steps}>
        {steps.map((s, i) => <li key={s} class={i < at ? "setup-done" : undefined} aria-current={s === step ? "step" : undefined}>{t[s]}</li>)}
      </ol>
      <section class="setup-card" key={step}>
        <h2><span class="muted setup-count">{t.stepOf(at + 1, steps.length)}</span> {t[step]}</h2>
        <Part next={next} {...(back && { back: () => go(`/setup?step=${back}`) })} />
      </section>
    </>
  );
}
