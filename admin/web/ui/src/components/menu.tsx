import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";

export interface MenuItem {
  label: ComponentChildren;
  /** href makes it a link, onSelect something that is done. */
  href?: string;
  onSelect?: () => void;
  danger?: boolean;
  disabled?: boolean;
  /** checked shows that it is the one chosen. */
  checked?: boolean;
  /** above draws a line above it. */
  above?: boolean;
}

/** Menu is a button with things to choose from. Arrow keys move, Escape closes. */
export function Menu({ label, name, items, small }: { label: ComponentChildren; /** name says what it is for, where label is no text. */ name?: string; items: readonly MenuItem[]; small?: boolean }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const toggled = (event: ToggleEvent) => {
    const now = event.newState === "open";
    setOpen(now);
    if (!now) return;
    place(button.current!, list.current!);
    entries(list.current!)[0]?.focus();
  };
  const close = () => {
    list.current!.hidePopover();
    button.current!.focus();
  };
  return (
    <>
      <button ref={button} type="button" class={"button" + (small ? " button-small" : "") + (name ? " button-quiet" : "")} aria-label={name} aria-haspopup="menu" aria-expanded={open} popovertarget={id}>
        {label}
        {!name && <span class="menu-mark" aria-hidden="true" />}
      </button>
      <div ref={list} id={id} popover="auto" class="menu" role="menu" aria-label={name ?? (typeof label === "string" ? label : undefined)} onToggle={toggled as never} onKeyDown={(e) => moved(e, list.current!)}>
        {items.map((item, i) => <Entry key={i} item={item} close={close} />)}
      </div>
    </>
  );
}

function Entry({ item, close }: { item: MenuItem; close: () => void }) {
  const className = "menu-item" + (item.danger ? " menu-danger" : "") + (item.checked ? " menu-checked" : "") + (item.above ? " menu-above" : "");
  const role = item.checked === undefined ? "menuitem" : "menuitemradio";
  if (item.href) return <a role="menuitem" tabIndex={-1} class={className} href={item.href} onClick={close}>{item.label}</a>;
  return <button type="button" role={role} aria-checked={item.checked} tabIndex={-1} class={className} disabled={item.disabled} onClick={() => { close(); item.onSelect?.(); }}>{item.label}</button>;
}

function entries(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>(".menu-item:not(:disabled)")];
}

/** place sets the list below its button, or above it where there is no room; never beyond the screen's edge. */
function place(button: HTMLElement, list: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = list;
  const below = at.bottom + 4;
  list.style.top = `${below + height > innerHeight && at.top > height ? at.top - 4 - height : below}px`;
  list.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
}

function moved(event: KeyboardEvent, list: HTMLElement): void {
  const all = entries(list);
  const now = all.indexOf(document.activeElement as HTMLElement);
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: all.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  all[(next + all.length) % all.length]?.focus();
}
