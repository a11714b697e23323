// The time that is looked at: a length up to now, or from one time to another. It stands in the address.

export const spans = ["1h", "24h", "7d", "30d", "all"] as const;
export type Length = (typeof spans)[number];

const milliseconds: Record<Exclude<Length, "all">, number> = { "1h": 3600e3, "24h": 24 * 3600e3, "7d": 7 * 24 * 3600e3, "30d": 30 * 24 * 3600e3 };

export interface Span {
  from?: string;
  to?: string;
}

/** spanOf gives the times of a length, or of "TIME/TIME" with either side open (ISO 8601 interval). What it can't read counts as all. */
export function spanOf(text: string, now: Date): Span {
  if (text in milliseconds) return { from: new Date(now.getTime() - milliseconds[text as keyof typeof milliseconds]).toISOString() };
  const [from, to] = text.split("/");
  return { ...valid("from", from), ...valid("to", to) };
}

function valid(name: "from" | "to", text: string | undefined): Span {
  const at = new Date(text ?? "");
  return Number.isNaN(at.getTime()) ? {} : { [name]: at.toISOString() };
}

/** interval writes two times as they stand in the address; both empty: all. */
export function interval(from: Date | null, to: Date | null): string {
  return from || to ? `${from?.toISOString() ?? ""}/${to?.toISOString() ?? ""}` : "all";
}

/** isLength tells a length from an interval. */
export function isLength(text: string): text is Length {
  return (spans as readonly string[]).includes(text);
}

/** local writes a time as <input type="datetime-local"> wants it, in the viewer's zone. */
export function local(iso: string | undefined): string {
  if (!iso) return "";
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
