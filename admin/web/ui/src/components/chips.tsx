import type { ComponentChildren } from "preact";
import { words } from "../i18n.ts";

const text = words({ en: { remove: (what: string) => `Remove ${what}` }, ja: { remove: (what: string) => `${what} を外す` } });

export interface Chip {
  key: string;
  /** label is what it says; name says the same as text, where label is none. */
  label: ComponentChildren;
  name?: string;
  onRemove?: () => void;
  onPress?: () => void;
}

/** Chips are the conditions, places or classes that are chosen; each can be taken away. */
export function Chips({ label, items, children }: { label: string; items: readonly Chip[]; children?: ComponentChildren }) {
  return (
    <ul class="chips" aria-label={label}>
      {items.map((c) => (
        <li class="chip" key={c.key}>
          {c.onPress ? <button type="button" class="chip-press" onClick={c.onPress}>{c.label}</button> : <span class="chip-text">{c.label}</span>}
          {c.onRemove && <button type="button" class="chip-remove" aria-label={text().remove(c.name ?? String(c.label))} onClick={c.onRemove}>×</button>}
        </li>
      ))}
      {children && <li class="chips-more">{children}</li>}
    </ul>
  );
}

/** Toggle is a chip that is on or off. */
export function Toggle({ on, onToggle, children }: { on: boolean; onToggle: (on: boolean) => void; children: ComponentChildren }) {
  return <button type="button" class="chip chip-toggle" aria-pressed={on} onClick={() => onToggle(!on)}>{children}</button>;
}
