import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { common } from "../words.ts";
import { Button } from "./button.tsx";

interface Toast {
  id: number;
  text: string;
  tone: "good" | "bad";
  undo: (() => void) | undefined;
}

const toasts = signal<readonly Toast[]>([]);
let last = 0;

/** toast says what was done, for some seconds; undo takes it back. Failures belong beside what failed (<Trouble>), not here. */
export function toast(text: string, options: { undo?: () => void; tone?: "good" | "bad" } = {}): void {
  toasts.value = [...toasts.value.slice(-2), { id: ++last, text, tone: options.tone ?? "good", undo: options.undo }];
}

function close(id: number): void {
  toasts.value = toasts.value.filter((t) => t.id !== id);
}

/** Toasts is where they are shown: in the frame, once. */
export function Toasts() {
  return <div class="toasts no-print" role="status">{toasts.value.map((t) => <Shown key={t.id} of={t} />)}</div>;
}

/** A toast stays while it is pointed at or has the focus; one that can be undone stays longer. */
function Shown({ of }: { of: Toast }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => close(of.id), of.undo ? 15_000 : 7_000);
    return () => clearTimeout(timer);
  }, [held]);
  return (
    <div class={`toast toast-${of.tone}`} onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)} onFocusIn={() => setHeld(true)} onFocusOut={() => setHeld(false)}>
      <span>{of.text}</span>
      {of.undo && <Button small onClick={() => { close(of.id); of.undo!(); }}>{common().undo}</Button>}
      <button type="button" class="toast-close" aria-label={common().close} onClick={() => close(of.id)}>×</button>
    </div>
  );
}
