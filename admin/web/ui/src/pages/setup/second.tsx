import { useState } from "preact/hooks";
import { identity } from "../../api/session.ts";
import { Button } from "../../components/button.tsx";
import { Enrol } from "../account/totp.tsx";
import type { StepProps } from "./index.tsx";
import { text } from "./text.ts";

/** Second sets up one-time codes, which may wait. */
export function Second({ next }: StepProps) {
  const t = text();
  const [had] = useState(identity.value?.second_factor ?? false); // the recovery codes have yet to be shown when it is set up here
  if (had) return <div class="stack"><p>{t.hasSecond}</p><div class="row row-end"><Button kind="primary" onClick={next}>{t.next}</Button></div></div>;
  return (
    <div class="stack">
      <p>{t.secondLead}</p>
      <Enrol done={next} />
      <div><Button kind="quiet" onClick={next}>{t.skip}</Button></div>
    </div>
  );
}
