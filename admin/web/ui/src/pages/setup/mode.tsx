import { list } from "../../api/client.ts";
import { useData } from "../../api/data.ts";
import { Choice } from "../../components/field.tsx";
import { Loaded } from "../../components/problem.tsx";
import { number } from "../../format.ts";
import { language } from "../../i18n.ts";
import { choices, choose } from "./choices.ts";
import { Foot } from "./foot.tsx";
import type { StepProps } from "./index.tsx";
import { OwnPolicy } from "./places.tsx";
import { readPolicy, type Known } from "./policy.ts";
import { text } from "./text.ts";

/** Mode chooses whether what is found is recorded or blocked. */
export function Mode(props: StepProps) {
  const known = useData(readPolicy, []);
  return <Loaded data={known}>{(k) => (k.group ? <Chooser known={k} {...props} /> : <OwnPolicy {...props} />)}</Loaded>;
}

function Chooser({ known, next, back }: StepProps & { known: Known }) {
  const t = text();
  return (
    <div class="stack">
      <p>{t.modeLead}</p>
      <LookedFor known={known} />
      <Choice legend={t.modeLegend} value={choices.value.watchOnly ? "record" : "block"} onValue={(v) => choose({ watchOnly: v === "record" })} options={[
        { value: "record", label: t.recordOnly, hint: t.recordOnlyHint },
        { value: "block", label: t.blockIt, hint: t.blockItHint },
      ]} />
      <Foot next={next} back={back} />
    </div>
  );
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
