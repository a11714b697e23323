// How numbers, sizes, times and places are written in the language chosen.
import { language } from "./i18n.ts";
import { regions } from "./regions.ts";

const cache = new Map<string, unknown>();

/** kept makes a formatter once: they are expensive. */
function kept<T>(kind: string, make: (locale: string) => T): T {
  const key = kind + language.value;
  let made = cache.get(key) as T | undefined;
  if (made === undefined) cache.set(key, (made = make(language.value)));
  return made;
}

export function number(n: number): string {
  return kept("number", (l) => new Intl.NumberFormat(l)).format(n);
}

/** compact is short: 12K, 1.2万. */
export function compact(n: number): string {
  return kept("compact", (l) => new Intl.NumberFormat(l, { notation: "compact", maximumFractionDigits: 1 })).format(n);
}

/** percent takes a share of 1. */
export function percent(share: number): string {
  return kept("percent", (l) => new Intl.NumberFormat(l, { style: "percent", maximumFractionDigits: 1 })).format(share);
}

const sizes = ["B", "kB", "MB", "GB", "TB", "PB"];

/** bytes is in powers of 1000, as the units say (IEC 80000-13). */
export function bytes(n: number): string {
  let step = 0;
  while (n >= 999.5 && step < sizes.length - 1) {
    n /= 1000;
    step++;
  }
  const digits = kept("bytes" + (n < 10 && step > 0), (l) => new Intl.NumberFormat(l, { maximumFractionDigits: n < 10 && step > 0 ? 1 : 0 })).format(n);
  return `${digits} ${sizes[step]}`;
}

/** dateTime is in the viewer's zone, to the second: 2026-03-01 09:05:00, 2026/03/01 09:05:00. */
export function dateTime(at: Date): string {
  return `${date(at)} ${clock(at)}`;
}

/** date has the year first in both languages: no other order is read alike everywhere. */
export function date(at: Date): string {
  return [String(at.getFullYear()), two(at.getMonth() + 1), two(at.getDate())].join(language.value === "ja" ? "/" : "-");
}

/** clock is the time of day, to the second. */
export function clock(at: Date): string {
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(":");
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}

/** utc is the same in UTC, for hovering and for comparing with logs. */
export function utc(at: Date): string {
  return at.toISOString().replace("T", " ").replace(/\.\d+Z$/, " UTC");
}

const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60]];

/** ago is a time as seen from now: "3 hours ago", 「3 時間前」. */
export function ago(at: Date, now = new Date()): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const format = kept("ago", (l) => new Intl.RelativeTimeFormat(l, { numeric: "auto" }));
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit);
  }
  return format.format(Math.trunc(seconds), "second");
}

/** duration is a length of time in seconds: 1:05, 2:03:04. */
export function duration(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(s / 3600), Math.floor(s / 60) % 60, s % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((p, i) => (i === 0 ? String(p) : String(p).padStart(2, "0"))).join(":");
}

/** country is the name of an ISO 3166-1 code, or of a UN M49 region; codes without a name stay as they are. */
export function country(code: string): string {
  if (/^\d{3}$/.test(code)) return regions()[code] ?? code;
  if (!/^[A-Z]{2}$/.test(code)) return code;
  try {
    return kept("country", (l) => new Intl.DisplayNames(l, { type: "region", fallback: "code" })).of(code) ?? code;
  } catch {
    return code;
  }
}

/** listed joins names: "A, B, and C", 「A、B、C」. */
export function listed(items: readonly string[]): string {
  return kept("list", (l) => new Intl.ListFormat(l, { type: "conjunction" })).format(items);
}
