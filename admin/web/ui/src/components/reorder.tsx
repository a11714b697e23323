import type { ComponentChildren, VNode } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { words } from "../i18n.ts";
import { announce } from "./announce.ts";

const text = words({
  en: {
    move: (what: string) => `Move ${what}: Alt+↑ or Alt+↓, or drag`, moved: (what: string, to: number, of: number) => `${what} is now ${to} of ${of}`,
    up: (what: string) => `Move ${what} up`, down: (what: string) => `Move ${what} down`,
  },
  ja: {
    move: (what: string) => `${what} を移動: Alt+↑ または Alt+↓、またはドラッグ`, moved: (what: string, to: number, of: number) => `${what} を ${of} 件中 ${to} 番目に移動しました`,
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

interface Drag {
  from: number;
  to: number;
}

/** Reorder is a list whose order matters. Items move by Alt+arrow keys anywhere in them, by buttons, and by dragging their grip. */
export function Reorder<T>({ label, items, itemKey, name, onMove, render, itemClass, disabled = false }: Props<T>) {
  const list = useRef<HTMLOListElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const moved = useRef<{ key: string; to: number } | null>(null); // what has the focus once it is drawn at its new place
  const move = (from: number, to: number) => {
    if (disabled || to < 0 || to >= items.length || to === from) return;
    moved.current = { key: itemKey(items[from]!), to };
    onMove(from, to);
    announce(text().moved(name(items[from]!), to + 1, items.length));
  };
  useLayoutEffect(() => {
    const { key, to } = moved.current ?? {};
    if (to === undefined || !items[to] || itemKey(items[to]) !== key) return; // it is not there yet: the order may come from elsewhere
    moved.current = null;
    (list.current!.children[to]?.querySelector(".reorder-grip") as HTMLElement | null)?.focus();
  });
  const pressed = (event: KeyboardEvent, at: number) => {
    const to = event.altKey ? { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: items.length - 1 }[event.key] : undefined;
    if (to === undefined) return;
    event.preventDefault();
    move(at, to);
  };
  const grip = (item: T, at: number) => (
    <Grip name={name(item)} disabled={disabled} first={at === 0} last={at === items.length - 1} onStep={(by) => move(at, at + by)}
      onDrag={(y) => setDrag({ from: at, to: y === null ? at : under(list.current!, y) })}
      onDrop={(put) => { setDrag(null); if (put && drag) move(drag.from, drag.to); }} />
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

interface GripProps {
  name: string;
  disabled: boolean;
  first: boolean;
  last: boolean;
  onStep: (by: -1 | 1) => void;
  /** onDrag gets where the pointer is on the screen; null where it has just been pressed. */
  onDrag: (y: number | null) => void;
  onDrop: (put: boolean) => void;
}

/** Grip is what an item is moved by. */
function Grip({ name, disabled, first, last, onStep, onDrag, onDrop }: GripProps) {
  const t = text();
  const held = (event: PointerEvent) => (event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId);
  return (
    <span class="reorder-handle no-print">
      <button type="button" class="reorder-grip" disabled={disabled} aria-label={t.move(name)} title={t.move(name)}
        onPointerDown={(e) => { e.currentTarget.setPointerCapture(e.pointerId); onDrag(null); }}
        onPointerMove={(e) => { if (held(e)) onDrag(e.clientY); }}
        onPointerUp={() => onDrop(true)} onPointerCancel={() => onDrop(false)}>
        <svg viewBox="0 0 12 16" aria-hidden="true"><path d="M4 3h.01M8 3h.01M4 8h.01M8 8h.01M4 13h.01M8 13h.01" /></svg>
      </button>
      <span class="reorder-steps">
        <button type="button" tabIndex={-1} disabled={disabled || first} aria-label={t.up(name)} onClick={() => onStep(-1)}>↑</button>
        <button type="button" tabIndex={-1} disabled={disabled || last} aria-label={t.down(name)} onClick={() => onStep(1)}>↓</button>
      </span>
    </span>
  );
}

function dropClass(drag: Drag | null, at: number): string {
  if (!drag) return "";
  if (at === drag.from) return "reorder-dragged";
  if (at !== drag.to) return "";
  return drag.to < drag.from ? "reorder-before" : "reorder-after";
}

/** under is the place of the item below the pointer. */
function under(list: HTMLElement, y: number): number {
  const at = [...list.children].findIndex((item) => y < item.getBoundingClientRect().bottom);
  return at < 0 ? list.children.length - 1 : at;
}
