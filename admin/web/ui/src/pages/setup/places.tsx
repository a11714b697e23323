import { list } from "../../api/client.ts";
import { useData } from "../../api/data.ts";
import { Notice } from "../../components/notice.tsx";
import { PlaceChooser } from "../../components/placechooser.tsx";
import { Loaded } from "../../components/problem.tsx";
import { choices, choose } from "./choices.ts";
import { Foot } from "./foot.tsx";
import type { StepProps } from "./index.tsx";
import { readPolicy, type Known } from "./policy.ts";
import { text } from "./text.ts";

/** Places chooses the jurisdictions that the shipped rules watch. */
export function Places(props: StepProps) {
  const known = useData(readPolicy, []);
  return <Loaded data={known}>{(k) => <Chooser known={k} {...props} />}</Loaded>;
}

function Chooser({ known, next, back }: StepProps & { known: Known }) {
  const t = text();
  if (!known.group) return <OwnPolicy next={next} {...(back && { back })} />;
  const set = new Set(choices.value.places ?? known.group.entries);
  return (
    <div class="stack">
      <p>{t.placesLead}</p>
      <p class="muted">{t.placesOrigin}</p>
      <PlaceChooser label={t.placesLabel} continents={list(known.vocabulary.continents)} set={set} onSet={(s) => choose({ places: [...s] })} />
      {set.size === 0 && <p class="field-error" role="alert">{t.needPlace}</p>}
      <Foot next={next} back={back} disabled={set.size === 0} />
    </div>
  );
}

/** OwnPolicy is for a policy that is no longer the shipped one: the first run doesn't touch it. */
function OwnPolicy({ next, back }: StepProps) {
  return <div class="stack"><OwnPolicyNotice /><Foot next={next} back={back} /></div>;
}

export function OwnPolicyNotice() {
  const t = text();
  return <Notice title={t.ownPolicy} actions={<a href="/rules">{t.toRules}</a>}>{t.ownPolicyText}</Notice>;
}
