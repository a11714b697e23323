import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { percent } from "../format.ts";
import { common } from "../words.ts";
import { Button } from "./button.tsx";

/** Progress is how far long work is; without done nobody knows. onCancel ends it. */
export function Progress({ label, done, of = 1, onCancel }: { label: ComponentChildren; done?: number; of?: number; onCancel?: () => void }) {
  const id = useId();
  const share = done === undefined ? undefined : of > 0 ? Math.min(1, done / of) : 0;
  return (
    <div class="progress">
      <div class="progress-head">
        <span id={id}>{label}</span>
        {share !== undefined && <span class="number">{percent(share)}</span>}
      </div>
      <div class="row">
        <progress class="progress-bar" aria-labelledby={id} {...(share !== undefined && { value: share, max: 1 })} />
        {onCancel && <Button small onClick={onCancel}>{common().cancel}</Button>}
      </div>
    </div>
  );
}
