// Classes of data, as the page lists them.
import type { DataClass, EditCustom } from "../../api/types.ts";

/** Family is a parent with the classes beneath it. */
export interface Family {
  parent: DataClass;
  classes: DataClass[];
}

/** families puts classes below their parents, and keeps those that a text is found in: name, words or source, in either language. */
export function families(all: readonly DataClass[], wanted: string): Family[] {
  const found = (c: DataClass) => [c.name, c.en.name, c.en.about, c.ja.name, c.ja.about, c.basis ?? ""].some((s) => s.toLowerCase().includes(wanted.trim().toLowerCase()));
  return all.filter((c) => !c.parent).flatMap((parent) => {
    const below = all.filter((c) => c.parent === parent.name);
    const classes = found(parent) ? below : below.filter(found);
    return found(parent) || classes.length > 0 ? [{ parent, classes }] : [];
  });
}

/** entries are lines that were typed, without empty ones. Blanks and commas are part of them: patterns have both. */
export function entries(typed: string): string[] {
  return typed.split("\n").map((l) => l.trim()).filter(Boolean);
}

/** patch is the change of the policy that makes a class of one's own what it shall be; null takes it out. What it no longer has goes. */
export function patch(name: string, to: Pick<EditCustom, "keywords" | "patterns" | "context"> | null): unknown {
  const given = (list: string[] | null) => (list && list.length > 0 ? list : null);
  return { custom: { [name]: to && { keywords: given(to.keywords), patterns: given(to.patterns), context: given(to.context) } } };
}

/** goodName tells whether a class may be called so. */
export function goodName(name: string): boolean {
  return /^[a-z0-9_-]{1,64}$/.test(name);
}

/** mostBytes is the size of what can be tried, in bytes; the appliance refuses more. */
export const mostBytes = 8 << 20;
