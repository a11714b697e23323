// What differs between two policies, as lines.

export interface DiffLine {
  kind: "same" | "old" | "new" | "gap";
  text: string;
  /** old and new are the lines' numbers, where they are in that text. */
  old?: number;
  new?: number;
}

/** parseDiff reads what diff -u writes: hunks of lines that stay, go and come. */
export function parseDiff(text: string): DiffLine[] {
  const out: DiffLine[] = [];
  let o = 0;
  let n = 0;
  for (const line of text.split("\n")) {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line);
    if (hunk) {
      if (out.length > 0) out.push({ kind: "gap", text: "" });
      o = Number(hunk[1]);
      n = Number(hunk[2]);
    } else if (o + n === 0) continue; // the names of the files
    else if (line.startsWith("-")) out.push({ kind: "old", text: line.slice(1), old: o++ });
    else if (line.startsWith("+")) out.push({ kind: "new", text: line.slice(1), new: n++ });
    else if (line.startsWith(" ")) out.push({ kind: "same", text: line.slice(1), old: o++, new: n++ });
  }
  return out;
}

/** Side is a line of the old text beside one of the new. */
export interface Side {
  old: DiffLine | null;
  new: DiffLine | null;
}

/** sides puts lines that go beside those that come in their place. */
export function sides(lines: readonly DiffLine[]): Side[] {
  const out: Side[] = [];
  let olds: DiffLine[] = [];
  let news: DiffLine[] = [];
  const flush = () => {
    for (let i = 0; i < Math.max(olds.length, news.length); i++) out.push({ old: olds[i] ?? null, new: news[i] ?? null });
    olds = [];
    news = [];
  };
  for (const l of lines) {
    if (l.kind === "old") olds.push(l);
    else if (l.kind === "new") news.push(l);
    else {
      flush();
      out.push({ old: l, new: l });
    }
  }
  flush();
  return out;
}

/** valueText writes a value of the policy in a line. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(valueText).join(", ");
  if (typeof value !== "object") return String(value);
  const v = value as Record<string, unknown>;
  if ("class" in v && "at_least" in v) return `${v["class"]} ≥ ${v["at_least"]}`;
  return Object.entries(v).map(([name, one]) => `${name}: ${valueText(one)}`).join("; ");
}
