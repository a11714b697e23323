// What is asked stands in the address, so that it can be shared: classes and counts, never values.
import type { WhatIf } from "../../api/types.ts";

export interface Asked {
  from: string;
  to: string;
  port: string;
  transport: string;
  protocol: string;
  domain: string;
  draft: string;
  data: string[];
}

export const single = ["from", "to", "port", "transport", "protocol", "domain", "draft"] as const;

export function askedOf(query: URLSearchParams): Asked {
  const one = Object.fromEntries(single.map((n) => [n, query.get(n) ?? ""])) as Omit<Asked, "data">;
  return { ...one, data: query.getAll("data") };
}

/** addressOf writes it as a query. */
export function addressOf(a: Asked): string {
  const q = new URLSearchParams();
  for (const n of single) if (a[n]) q.set(n, a[n]);
  for (const d of a.data) q.append("data", d);
  return q.toString();
}

/** whatIf is what the API is asked; null while something is missing. */
export function whatIf(a: Asked): WhatIf | null {
  if (!a.from || !a.to) return null;
  return {
    from: a.from, to: a.to, data: a.data.map(countOf),
    ...(a.port && { port: Number(a.port) }), ...(a.transport && { transport: a.transport }), ...(a.protocol && { protocol: a.protocol }), ...(a.domain && { domain: a.domain }), ...(a.draft && { draft: a.draft }),
  };
}

/** countOf reads "CLASS=N"; without N it is 1. */
export function countOf(text: string): { class: string; count: number } {
  const [name, n] = text.split("=");
  return { class: name!.trim(), count: n === undefined ? 1 : Number(n) };
}
