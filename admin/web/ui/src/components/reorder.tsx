import type { ComponentChildren, VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { words } from "../i18n.ts";
import { announce } from "./announce.ts";

const text = words({
  en: {
    move: (what: string) => `Move ${what}: Alt+↑ or Alt+↓, or drag`, moved: (what: string, to: number, of: number) => `${what} is now ${to} of ${of}`,
    up: (what: string) => `Move ${what} up`, down: (what: string) => `Move ${what} down`,
  },
  ja: {
    move: (what: string) => `${what} を移動：Alt+↑ または Alt+↓、またはドラッグ`, moved: (what: string, to: number, of: number) => `${what} を ${of} 件中 ${to} 番目に移動しました`,
    up: (what: string) => `${what} を上へ移動`, down: (what: string) => `${what} を下へ移動`,
  },
});

interface Props<T> {
  label: string;
  items: readonly T[];
  itemKey: (item: T) => string;
  /** name is what an item is called when its move is announced. */
  name: (item: T) => string;
  /** onMove takes an item to another place, both from 0. */
  onMove: (from: number, to: number) => void;
  /** render draws an item; grip is what it is moved by: put it first. */
  render: (item: T, grip: VNode, index: number) => ComponentChildren;
  itemClass?: (item: T) => string | undefined;
  disabled?: boolean;
}

/** Reorder is a list whose order matters. Items move by Alt+arrow keys anywhere in them, by buttons, and by dragging their grip. */
export function Reorder<T>({ label, items, itemKey, name, onMove, render, itemClass, disabled }: Props<T>) {
  const list = useRef<HTMLOListElement>(null);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const move = (from: number, to: number) => {
    if (to < 0 || to >= items.length || to === from) return;
    const what = name(items[from]!);
    onMove(from, to);
    announce(text().moved(what, to + 1, items.length));
    requestAnimationFrame(() => (list.current?.children[to]?.querySelector(".reorder-grip") as HTMLElement | null)?.focus());
  };
  const pressed = (event: KeyboardEvent, at: number) => {
    const to = event.altKey ? { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: items.length - 1 }[event.key] : undefined;
    if (to === undefined || disabled) return;
    event.preventDefault();
    move(at, to);
  };
  const grip = (item: T, at: number) => (
    <span class="reorder-handle no-print">
      <button type="button" class="reorder-grip" disabled={disabled} aria-label={text().move(name(item))} title={text().move(name(item))}
        onPointerDown={(e) => { e.currentTarget.setPointerCapture(e.pointerId); setDrag({ from: at, to: at }); }}
        onPointerMove={(e) => drag?.from === at && setDrag({ from: at, to: under(list.current!, e.clientY, at) })}
        onPointerUp={() => { setDrag(null); if (drag) move(drag.from, drag.to); }} onPointerCancel={() => setDrag(null)}>
        <svg viewBox="0 0 12 16" aria-hidden="true"><path d="M4 3h.01M8 3h.01M4 8h.01M8 8h.01M4 13h.01M8 13h.01" /></svg>
      </button>
      <span class="reorder-steps">
        <button type="button" tabIndex={-1} disabled={disabled || at === 0} aria-label={text().up(name(item))} onClick={() => move(at, at - 1)}>↑</button>
        <button type="button" tabIndex={-1} disabled={disabled || at === items.length - 1} aria-label={text().down(name(item))} onClick={() => move(at, at + 1)}>↓</button>
      </span>
    </span>
  );
  return (
    <ol ref={list} class="reorder" aria-label={label}>
      {items.map((item, i) => (
        <li key={itemKey(item)} class={["reorder-item", dropClass(drag, i), itemClass?.(item)].filter(Boolean).join(" ")} onKeyDown={(e) => pressed(e, i)}>
          {render(item, grip(item, i), i)}
        </li>
      ))}
    </ol>
  );
}

function dropClass(drag: { from: number; to: number } | null, at: number): string {
  if (!drag) return "";
  if (at === drag.from) return "reorder-dragged";
  if (at !== drag.to) return "";
  return drag.to < drag.from ? "reorder-before" : "reorder-after";
}

/** under is the place of the item below the pointer. */
function under(list: HTMLElement, y: number, from: number): number {
  const at = [...list.children].findIndex((item) => y < item.getBoundingClientRect().bottom);
  return at < 0 ? list.children.length - 1 : Number.isNaN(y) ? from : at;
}
