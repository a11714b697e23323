// What a row of events says, cell by cell. The live page has the same rows.
import type { ComponentChildren } from "preact";
import { endpoint, type EventFinding, type EventRecord, type Item } from "../../api/event.ts";
import { ActionBadge } from "../../components/badge.tsx";
import type { Column } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { Bytes } from "../../components/values.tsx";
import { country, number } from "../../format.ts";
import { place as here } from "../../router.ts";
import { term, withTerm } from "./terms.ts";
import { text } from "./text.ts";

/** narrowed is this page with one more condition. It peeks: rows are drawn anew with another query anyway. */
function narrowed(condition: string): string {
  const { path, query: now } = here.peek();
  const query = new URLSearchParams(now);
  query.set("q", withTerm(query.get("q") ?? "", condition));
  query.delete("cursor");
  return path + "?" + query.toString();
}

/** Pick is a value that narrows down to events that have it. */
export function Pick({ field, value, title, children }: { field: string; value: string | number; title?: string; children?: ComponentChildren }) {
  return <a class="events-pick" href={narrowed(term(field, value))} title={title}>{children ?? value}</a>;
}

export type ColumnName = "time" | "action" | "inside" | "place" | "outside" | "protocol" | "data" | "rule" | "bytes" | "reason";

/** columnNames are all there are, in their order. */
export const columnNames: readonly ColumnName[] = ["time", "action", "inside", "place", "outside", "protocol", "data", "rule", "bytes", "reason"];

const cells: Record<ColumnName, (e: EventRecord, item: Item) => ComponentChildren> = {
  time: (e, item) => <a class="events-time" href={`/events/${item.sequence}`}><Time at={e["@timestamp"]} /></a>,
  action: (e) => e.event.action && <Pick field="event.action" value={e.event.action}><ActionBadge action={e.event.action} past /></Pick>,
  inside: (e) => e.source?.ip && <span class="mono"><Pick field="source.ip" value={e.source.ip} /></span>,
  place: (e) => <Places codes={e.sekisho?.jurisdiction?.codes ?? []} />,
  outside: (e) => <Outside of={e} />,
  protocol: (e) => <Protocol of={e} />,
  data: (e) => <Found findings={e.sekisho?.findings ?? []} />,
  rule: (e) => e.rule?.id && <Pick field="rule.id" value={e.rule.id} title={e.rule.name ?? ""}>{e.rule.id === "default" ? text().default : e.rule.id}</Pick>,
  bytes: (e) => e.source?.bytes !== undefined && <Bytes n={e.source.bytes} />,
  reason: (e) => <Why reason={e.event.reason} />,
};

/** columns are those of a table of events. */
export function columns(names: readonly ColumnName[]): Column<Item>[] {
  const t = text();
  return names.map((key) => ({ key, title: t[key], head: key === "time", number: key === "bytes", cell: (item) => cells[key](item.event, item) }));
}

/** Why says a decision's reason; what the appliance reports of itself is shown as it is. */
export function Why({ reason = "" }: { reason?: string | undefined }) {
  return <span title={reason}>{text().reasons[reason] ?? reason}</span>;
}

/** Places are the jurisdictions that a flow fell under. */
export function Places({ codes }: { codes: readonly string[] }) {
  return (
    <span class="events-list">
      {codes.map((code) => <Pick key={code} field="sekisho.jurisdiction.codes" value={code} title={country(code)}><span class="value-code">{code}</span> <span class="events-country">{country(code) === code ? "" : country(code)}</span></Pick>)}
    </span>
  );
}

function Outside({ of: e }: { of: EventRecord }) {
  const end = e.destination;
  if (!end?.ip) return null;
  if (!end.domain) return <span class="mono"><Pick field="destination.ip" value={end.ip}>{endpoint(end)}</Pick></span>;
  return <Pick field="destination.domain" value={end.domain} title={endpoint(end)} />;
}

function Protocol({ of: e }: { of: EventRecord }) {
  const n = e.network;
  if (n?.protocol) return <Pick field="network.protocol" value={n.protocol} title={n.transport ?? ""} />;
  return n?.transport ? <Pick field="network.transport" value={n.transport} /> : null;
}

/** most is how many classes a row names. */
const most = 3;

function Found({ findings }: { findings: readonly EventFinding[] }) {
  if (findings.length === 0) return null;
  return (
    <span class="events-list">
      {findings.slice(0, most).map((f, i) => <span class="events-finding" key={i}><Pick field="sekisho.findings.class" value={f.class}>{f.class}</Pick> <span class="events-count">×{number(f.count)}</span></span>)}
      {findings.length > most && <span class="muted">{text().more(findings.length - most)}</span>}
    </span>
  );
}
