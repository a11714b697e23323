import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";

export interface Tab<T extends string> {
  value: T;
  label: ComponentChildren;
  /** content is drawn only while it is the one shown. */
  content: () => ComponentChildren;
}

/** Tabs shows one of several contents. Which one belongs in the address: useQuery(). Arrow keys move. */
export function Tabs<T extends string>({ label, value, onValue, tabs }: { label: string; value: T; onValue: (value: T) => void; tabs: readonly Tab<T>[] }) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const shown = tabs.find((t) => t.value === value) ?? tabs[0]!;
  const moved = (event: KeyboardEvent) => {
    const now = tabs.indexOf(shown);
    const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const at = (next + tabs.length) % tabs.length;
    onValue(tabs[at]!.value);
    (list.current!.children[at] as HTMLElement).focus();
  };
  return (
    <div class="tabs">
      <div ref={list} class="tabs-list no-print" role="tablist" aria-label={label} onKeyDown={moved}>
        {tabs.map((t) => (
          <button key={t.value} type="button" role="tab" class="tabs-tab" id={`${id}-${t.value}`} aria-selected={t === shown} aria-controls={`${id}-panel`} tabIndex={t === shown ? 0 : -1} onClick={() => onValue(t.value)}>{t.label}</button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${shown.value}`} tabIndex={0} class="tabs-panel">{shown.content()}</div>
    </div>
  );
}
