// Lines of the policy's text.
import type { PolicyProblem } from "../../api/types.ts";

export type Mark = "error" | "warning" | "shown" | null;

/** marks says of each line what is to be seen of it; an error comes before all else. */
export function marks(text: string, problems: readonly PolicyProblem[], shown?: { first: number; last: number }): Mark[] {
  const all: Mark[] = text.split("\n").map((_, i) => (shown && i + 1 >= shown.first && i + 1 <= shown.last ? "shown" : null));
  for (const severity of ["warning", "error"] as const) {
    for (const p of problems) if (p.severity === severity && p.line > 0 && p.line <= all.length) all[p.line - 1] = severity;
  }
  return all;
}

/** indented moves the selected lines by two blanks, or puts them in at the caret. */
export function indented(text: string, from: number, to: number, back: boolean): { text: string; from: number; to: number } {
  if (from === to && !back) return { text: text.slice(0, from) + "  " + text.slice(to), from: from + 2, to: from + 2 };
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const lines = text.slice(start, to).split("\n");
  const moved = lines.map((l) => (back ? l.replace(/^ {1,2}/, "") : "  " + l));
  const first = moved[0]!.length - lines[0]!.length;
  const all = moved.join("\n").length - lines.join("\n").length;
  return { text: text.slice(0, start) + moved.join("\n") + text.slice(to), from: Math.max(start, from + first), to: to + all };
}
