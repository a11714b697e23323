import { Button } from "../../components/button.tsx";
import { text } from "./text.ts";

/** Foot goes on, or back. */
export function Foot({ next, back, label, disabled, busy }: { next: () => void; back?: (() => void) | undefined; label?: string; disabled?: boolean; busy?: boolean }) {
  return (
    <div class="row row-apart">
      {back ? <Button onClick={back}>{text().back}</Button> : <span />}
      <Button kind="primary" onClick={next} disabled={disabled ?? false} busy={busy ?? false}>{label ?? text().next}</Button>
    </div>
  );
}
