import { useState } from "preact/hooks";
import { call, list } from "../../api/client.ts";
import { useAction, useData } from "../../api/data.ts";
import { keepChange } from "../../api/policy.ts";
import type { Check } from "../../api/types.ts";
import { Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { Trouble } from "../../components/problem.tsx";
import { Progress } from "../../components/progress.tsx";
import { forgetChoices } from "./choices.ts";
import { Foot } from "./foot.tsx";
import type { StepProps } from "./index.tsx";
import { putInForce, readPolicy } from "./policy.ts";
import { text } from "./text.ts";

/** How long a look waits for traffic, in seconds. */
const waitSeconds = 5;

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
      <Trouble problem={finish.problem} retry={() => { finish.forget(); setTrial(undefined); }} />
      <Foot next={() => void finish.run()} label={t.finish} busy={finish.busy} />
    </div>
  );
}

/** Checks asks the appliance whether it judges, for which it waits some seconds for traffic. */
function Checks() {
  const t = text();
  const result = useData((signal) => call("GET /api/v1/selftest", { query: { seconds: waitSeconds }, signal }), []);
  return (
    <section class="stack-s" aria-label={t.checks}>
      <h3>{t.checks}</h3>
      <Trouble problem={result.problem} />
      {result.loading ? <Progress label={t.looking} /> : <div><Button small onClick={result.reload}>{t.lookAgain}</Button></div>}
      {result.value && <div role="status"><Notice tone={result.value.judging ? "good" : "bad"} title={result.value.judging ? t.judging : t.notJudging} /></div>}
      {result.value && <ul class="setup-checks">{list(result.value.checks).map((c) => <Line key={c.name} check={c} />)}</ul>}
    </section>
  );
}

function Line({ check }: { check: Check }) {
  const t = text();
  const shown = { ok: ["good", t.good], warning: ["warn", t.warning], failed: ["bad", t.bad] } as const;
  const [tone, word] = shown[check.state];
  return (
    <li>
      <div class="row"><Badge tone={tone}>{word}</Badge>{t.what[check.name]}</div>
      {check.state !== "ok" && <p class="muted">{t.todo[check.name]}{check.name === "networks" && <span lang="en"> ({check.detail})</span>}</p>}
    </li>
  );
}
