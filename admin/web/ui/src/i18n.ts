// Words in two languages, and how numbers and times are written in them.
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { applyLanguage, chosenLanguage, store, type Language } from "./prefs.ts";

/** language is what everything is shown in. Components that read it are drawn again when it changes. */
export const language = signal<Language>(typeof document === "undefined" ? "en" : chosenLanguage());

export function setLanguage(to: Language): void {
  store("language", to);
  applyLanguage(to);
  language.value = to;
}

/** Word is a text, or one with parts to be filled in. */
export type Word = string | ((...parts: never[]) => ComponentChildren) | { [key: string]: Word };

/** words makes of both languages' texts a function that gives those of the language chosen. */
export function words<T extends Record<string, Word>>(both: { en: T; ja: NoInfer<T> }): () => T {
  return () => both[language.value];
}

/** plural picks by the number's category in the language: in Japanese there is only "other". */
export function plural(n: number, one: string, other: string): string {
  return new Intl.PluralRules(language.value).select(n) === "one" ? one : other;
}
