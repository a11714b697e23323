import { useState } from "preact/hooks";
import { call } from "../../api/client.ts";
import { useAction, useData } from "../../api/data.ts";
import { keepChange } from "../../api/policy.ts";
import { Badge } from "../../components/badge.tsx";
import { Loaded, Trouble } from "../../components/problem.tsx";
import { checks } from "./checks.ts";
import { forgetChoices } from "./choices.ts";
import { Foot } from "./foot.tsx";
import type { StepProps } from "./index.tsx";
import { putInForce, readPolicy } from "./policy.ts";
import { text } from "./text.ts";

/** Test puts what was chosen in force on trial, shows whether the appliance works with it, and keeps it. */
export function Test({ next, back }: StepProps) {
  const t = text();
  const [trial, setTrial] = useState<string | null>();
  const apply = useAction(async () => setTrial(await putInForce(await readPolicy(new AbortController().signal), t.reason)));
  const finish = useAction(async () => {
    if (trial) await keepChange(trial);
    forgetChoices();
    next();
  });
  if (trial === undefined) {
    return (
      <div class="stack">
        <p>{t.testLead}</p>
        <Trouble problem={apply.problem} />
        <Foot next={() => void apply.run()} back={back} label={t.apply} busy={apply.busy} />
      </div>
    );
  }
  return (
    <div class="stack">
      <p>{trial === null ? t.nothingToApply : t.trialText}</p>
      <Checks />
      <p class="muted">{t.whatNext}</p>
      <Trouble problem={finish.problem} />
      <Foot next={() => void finish.run()} label={t.finish} busy={finish.busy} />
    </div>
  );
}

/** Checks looks every few seconds whether all works that judging needs. */
function Checks() {
  const t = text();
  const status = useData((signal) => call("GET /api/v1/status", { signal }), [], { every: 3000 });
  return (
    <section class="stack-s" aria-label={t.checks}>
      <h3>{t.checks}</h3>
      <Loaded data={status}>{(s) => (
        <ul class="setup-checks">
          {checks(s).map((c) => <li key={c.what} class="row"><Badge tone={c.good ? "good" : "bad"}>{c.good ? t.good : t.bad}</Badge>{t.what[c.what]}</li>)}
        </ul>
      )}</Loaded>
    </section>
  );
}
