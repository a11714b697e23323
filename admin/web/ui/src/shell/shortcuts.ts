// Single keys that do something. They can be switched off (WCAG 2.2, 2.1.4), and are none while somebody types.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { may } from "../api/session.ts";
import { pages } from "../pages/index.ts";
import { store, stored } from "../prefs.ts";
import { go } from "../router.ts";

export interface Shortcut {
  /** key is as KeyboardEvent.key has it, without Ctrl, Alt or Meta. */
  key: string;
  /** what says what it does. */
  what: string;
  run: () => void;
}

/** enabled tells whether single keys do anything. */
export const enabled = signal(typeof localStorage === "undefined" || stored("shortcuts") !== "off");

export function setEnabled(on: boolean): void {
  store("shortcuts", on ? "on" : "off");
  enabled.value = on;
}

/** sheet tells whether the list of shortcuts is open. */
export const sheet = signal(false);

/** ofPage are the shortcuts of the page that is open. */
export const ofPage = signal<readonly Shortcut[]>([]);

/** useShortcuts gives the page its own keys, while it is open. */
export function useShortcuts(shortcuts: readonly Shortcut[], deps: readonly unknown[]): void {
  useEffect(() => {
    ofPage.value = [...ofPage.peek(), ...shortcuts];
    return () => { ofPage.value = ofPage.peek().filter((s) => !shortcuts.includes(s)); };
  }, deps);
}

/** typing tells whether keys go into a field. */
export function typing(target: { tagName?: string; isContentEditable?: boolean; type?: string } | null): boolean {
  if (!target?.tagName) return false;
  if (target.isContentEditable || target.tagName === "TEXTAREA" || target.tagName === "SELECT") return true;
  return target.tagName === "INPUT" && !["checkbox", "radio", "button", "submit", "range"].includes(target.type ?? "text");
}

/** Keys tells what a key does, with those before it: g r goes to the rules. */
export class Keys {
  private before = "";
  private at = 0;

  /** press gives the keys that were pressed, "g r" or "r"; null: more is to come. */
  press(key: string, now: number): string | null {
    const second = this.before === "g" && now - this.at < 1500;
    this.before = second ? "" : key;
    this.at = now;
    if (second) return "g " + key;
    return key === "g" ? null : key;
  }
}

/** startShortcuts listens for the whole of the UI. */
export function startShortcuts(): void {
  const keys = new Keys();
  document.addEventListener("keydown", (event) => {
    if (!enabled.peek() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target as HTMLElement) || document.querySelector("dialog[open]") || event.key.length > 1) return;
    const pressed = keys.press(event.key, event.timeStamp);
    if (pressed !== null && did(pressed)) event.preventDefault();
  });
}

function did(keys: string): boolean {
  if (keys === "?") sheet.value = true;
  else if (keys === "/") return toSearch();
  else if (keys.startsWith("g ")) return toPage(keys.slice(2));
  else {
    const own = ofPage.peek().find((s) => s.key === keys);
    own?.run();
    return own !== undefined;
  }
  return true;
}

/** toSearch puts the focus into the page's field for searching: the one with data-search. */
function toSearch(): boolean {
  const field = document.querySelector<HTMLElement>("[data-search]");
  field?.focus();
  return field !== null;
}

function toPage(key: string): boolean {
  const line = pages.find((p) => p.key === key && (!p.needs || may(p.needs)));
  if (line) go(line.path);
  return line !== undefined;
}
