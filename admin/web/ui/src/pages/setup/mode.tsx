import { useState } from "preact/hooks";
import { call, callTagged, list } from "../../api/client.ts";
import { useAction, useData } from "../../api/data.ts";
import type { ControlSettings } from "../../api/types.ts";
import { Choice } from "../../components/field.tsx";
import { Loaded, Trouble } from "../../components/problem.tsx";
import { number } from "../../format.ts";
import { language } from "../../i18n.ts";
import { choices, choose } from "./choices.ts";
import { Foot } from "./foot.tsx";
import type { StepProps } from "./index.tsx";
import { OwnPolicyNotice } from "./places.tsx";
import { readPolicy, type Known } from "./policy.ts";
import { text } from "./text.ts";

/** Mode chooses what happens when something is found, and when the appliance can't look. */
export function Mode({ next, back }: StepProps) {
  const known = useData(async (signal) => ({ policy: await readPolicy(signal), settings: await callTagged("GET /api/v1/appliance", { signal }) }), []);
  return <Loaded data={known}>{({ policy, settings }) => <Chooser known={policy} settings={settings.value} etag={settings.etag} next={next} {...(back && { back })} />}</Loaded>;
}

function Chooser({ known, settings, etag, next, back }: StepProps & { known: Known; settings: ControlSettings; etag: string }) {
  const t = text();
  const was = failing(settings);
  const [fail, setFail] = useState(was);
  const save = useAction(async () => {
    if (fail !== was && fail !== undefined) await call("PUT /api/v1/appliance", { body: { ...settings.set, on_failure: fail, on_overload: fail }, etag });
    next();
  });
  return (
    <div class="stack">
      {known.group ? <>
        <p>{t.modeLead}</p>
        <LookedFor known={known} />
        <Choice legend={t.modeLegend} value={choices.value.watchOnly ? "record" : "block"} onValue={(v) => choose({ watchOnly: v === "record" })} options={[
          { value: "record", label: t.recordOnly, hint: t.recordOnlyHint },
          { value: "block", label: t.blockIt, hint: t.blockItHint },
        ]} />
      </> : <OwnPolicyNotice />}
      <Choice legend={t.failLegend} value={fail} onValue={setFail} options={[
        { value: "open", label: t.failOpen, hint: t.failOpenHint },
        { value: "closed", label: t.failClosed, hint: t.failClosedHint },
      ]} />
      <Trouble problem={save.problem} />
      <Foot next={() => void save.run()} back={back} busy={save.busy} />
    </div>
  );
}

/** failing is what happens in both cases that nobody can judge in; undefined: each has its own. */
function failing(settings: ControlSettings): "open" | "closed" | undefined {
  const { on_failure, on_overload } = settings;
  return on_failure === on_overload && (on_failure === "open" || on_failure === "closed") ? on_failure : undefined;
}

/** LookedFor are the classes of data that the rules are about, with their thresholds. */
function LookedFor({ known }: { known: Known }) {
  const t = text();
  const called = (name: string) => list(known.vocabulary.classes).find((c) => c.name === name)?.[language.value].name ?? name;
  const thresholds = list(known.policy.rules).flatMap((r) => list(r.data));
  return (
    <details class="setup-classes">
      <summary>{t.classesTitle}</summary>
      <ul>{thresholds.map((d) => <li key={d.class}>{t.atLeast(number(d.at_least), called(d.class))}</li>)}</ul>
    </details>
  );
}
