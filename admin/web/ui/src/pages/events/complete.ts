// What could come next where somebody types a query.

export interface Suggestion {
  /** insert replaces the word at the caret. */
  insert: string;
  label: string;
  hint?: string;
}

export interface Known {
  fields: readonly { name: string; kind: string }[];
  /** values are those of fields that have few, with what they mean. */
  values: Readonly<Record<string, readonly { value: string; hint?: string }[]>>;
}

/** wordAt is what is typed at the caret: from where, and the text. Quoted text is no word to be completed. */
export function wordAt(query: string, caret: number): { from: number; text: string } {
  const before = query.slice(0, caret);
  if ((before.match(/(?<!\\)"/g) ?? []).length % 2 === 1) return { from: caret, text: "" };
  const from = Math.max(before.lastIndexOf(" "), before.lastIndexOf("(")) + 1;
  return { from, text: before.slice(from) };
}

const most = 12;

/** suggest gives fields, and after "field:" its values. */
export function suggest(query: string, caret: number, known: Known): Suggestion[] {
  const { text } = wordAt(query, caret);
  const sign = /^([@\w.]+)(:|!=|=)(.*)$/.exec(text);
  if (sign) return values(sign[1]!, sign[2]!, sign[3]!.toLowerCase(), known);
  if (text === "") return [];
  const typed = text.toLowerCase();
  const ranked = known.fields.map((f) => ({ f, rank: rank(f.name, typed) })).filter((r) => r.rank > 0);
  ranked.sort((a, b) => b.rank - a.rank || a.f.name.localeCompare(b.f.name));
  return ranked.slice(0, most).map(({ f }) => ({ insert: f.name + ":", label: f.name, hint: f.kind }));
}

function values(field: string, sign: string, typed: string, known: Known): Suggestion[] {
  const all = known.values[field] ?? [];
  const fits = all.filter((v) => v.value.toLowerCase().includes(typed) || v.hint?.toLowerCase().includes(typed));
  return fits.slice(0, most).map((v) => ({ insert: `${field}${sign}${v.value} `, label: v.value, ...(v.hint && { hint: v.hint }) }));
}

/** rank tells how well a name fits: its beginning best, then the beginning of one of its parts, then anywhere. */
function rank(name: string, typed: string): number {
  if (name.startsWith(typed)) return 3;
  if (name.split(/[._]/).some((part) => part.startsWith(typed))) return 2;
  return name.includes(typed) ? 1 : 0;
}

/** taken gives the query with a suggestion in it, and where the caret goes. */
export function taken(query: string, caret: number, s: Suggestion): { query: string; caret: number } {
  const { from } = wordAt(query, caret);
  const rest = query.slice(caret).replace(/^[^\s()]+/, "");
  return { query: query.slice(0, from) + s.insert + rest.replace(/^ /, s.insert.endsWith(" ") ? "" : " "), caret: from + s.insert.length };
}
