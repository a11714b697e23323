import { useMemo, useState } from "preact/hooks";
import { call, list } from "../../api/client.ts";
import { useData } from "../../api/data.ts";
import { asItem, type Item } from "../../api/event.ts";
import { may } from "../../api/session.ts";
import type { FoundEvents } from "../../api/types.ts";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Toggle } from "../../components/chips.tsx";
import { Empty } from "../../components/empty.tsx";
import { Menu } from "../../components/menu.tsx";
import { Page } from "../../components/page.tsx";
import { Trouble } from "../../components/problem.tsx";
import { Table } from "../../components/table.tsx";
import { dateTime, number } from "../../format.ts";
import { store, stored } from "../../prefs.ts";
import { setQuery, useQuery } from "../../router.ts";
import { useShortcuts } from "../../shell/shortcuts.ts";
import { common } from "../../words.ts";
import { columnNames, columns, type ColumnName } from "./cells.tsx";
import { Export } from "./export.tsx";
import { Saved } from "./saved.tsx";
import { Search } from "./search.tsx";
import { spanOf } from "./span.ts";
import { SpanPicker } from "./spanpicker.tsx";
import { terms, withoutTerm, withTerm } from "./terms.ts";
import { text } from "./text.ts";
import "./events.css";

/** pageSize is what is drawn at once: more would only have to be scrolled past. */
const pageSize = 100;

export default function EventsPage() {
  const t = text();
  const [query] = useQuery("q");
  const [span] = useQuery("span", "24h");
  const [order] = useQuery("order", "newest");
  const [cursor] = useQuery("cursor");
  const [shown, setShown] = useColumns();
  const search = (q: string) => setQuery({ q, cursor: null }, { push: true });
  const since = useMemo(() => spanOf(span, new Date()), [span, query, order]);
  const page = useData((signal) => call("GET /api/v1/events", { signal, query: { query, ...since, order: order === "oldest" ? "oldest" : "newest", limit: pageSize, ...(cursor && { cursor: Number(cursor) }) } }), [query, since, order, cursor]);
  return (
    <Page title={t.title} lead={t.lead} actions={<Tools query={query} span={span} onQuery={search} shown={shown} onShown={setShown} />}>
      <div class="stack">
        <Search query={query} onQuery={search} problem={page.problem} />
        <div class="row row-apart no-print">
          <SpanPicker span={span} onSpan={(s) => setQuery({ span: s === "24h" ? null : s, cursor: null }, { push: true })} />
          <Quick query={query} onQuery={search} />
        </div>
        {page.problem?.answer.position === undefined && <Trouble problem={page.problem} retry={page.reload} except={["query"]} />}
        {page.value && !page.problem && <Found page={page.value} names={shown} query={query} span={span} loading={page.loading} />}
        {!page.value && page.loading && <p class="loading" role="status">{common().loading}</p>}
      </div>
    </Page>
  );
}

function useColumns(): [ColumnName[], (names: ColumnName[]) => void] {
  const [hidden, setHidden] = useState(() => new Set((stored("events.hidden") ?? "reason").split(",")));
  const set = (names: ColumnName[]) => {
    const without = columnNames.filter((n) => !names.includes(n));
    store("events.hidden", without.join(","));
    setHidden(new Set(without));
  };
  return [columnNames.filter((n) => !hidden.has(n)), set];
}

function Tools({ query, span, onQuery, shown, onShown }: { query: string; span: string; onQuery: (q: string) => void; shown: ColumnName[]; onShown: (names: ColumnName[]) => void }) {
  const t = text();
  const [exporting, setExporting] = useState(false);
  const [order, setOrder] = useQuery("order", "newest");
  const flip = (n: ColumnName) => onShown(shown.includes(n) ? shown.filter((s) => s !== n) : [...shown, n]);
  return (
    <>
      <Saved query={query} onQuery={onQuery} />
      <Menu label={t.columns} items={[
        ...columnNames.filter((n) => n !== "time").map((n) => ({ label: t[n], checked: shown.includes(n), onSelect: () => flip(n) })),
        { label: t.newestFirst, checked: order !== "oldest", above: true, onSelect: () => { setQuery({ cursor: null }); setOrder("newest"); } },
        { label: t.oldestFirst, checked: order === "oldest", onSelect: () => { setQuery({ cursor: null }); setOrder("oldest"); } },
      ]} />
      {may("events.export") && <Button onClick={() => setExporting(true)}>{t.export}</Button>}
      <ButtonLink href={"/live" + (query ? "?q=" + encodeURIComponent(query) : "")}>{t.live}</ButtonLink>
      {exporting && <Export query={query} span={span} close={() => setExporting(false)} />}
    </>
  );
}

/** quick are conditions that are often wanted. */
const quick = [["byDefault", "rule.id:default"], ["found", "sekisho.findings.class:*"], ["opaque", "sekisho.opaque_bytes>0"]] as const;

/** Quick narrows down by what is often asked. */
export function Quick({ query, onQuery }: { query: string; onQuery: (query: string) => void }) {
  const t = text();
  const now = terms(query);
  const set = (term: string, on: boolean) => onQuery(on ? withTerm(query, term) : withoutTerm(query, now.indexOf(term)));
  const action = (a: "block" | "log" | "allow") => <Toggle key={a} on={now.includes(`event.action:${a}`)} onToggle={(on) => set(`event.action:${a}`, on)}>{common()[a]}</Toggle>;
  return (
    <div class="row" role="group" aria-label={t.quick}>
      {(["block", "log", "allow"] as const).map(action)}
      {quick.map(([name, term]) => <Toggle key={name} on={now.includes(term)} onToggle={(on) => set(term, on)}>{t[name]}</Toggle>)}
    </div>
  );
}

function Found({ page, names, query, span, loading }: { page: FoundEvents; names: readonly ColumnName[]; query: string; span: string; loading: boolean }) {
  const items = list(page.items).map(asItem);
  return (
    <div class={"stack-s" + (loading ? " events-stale" : "")} aria-busy={loading}>
      <Gaps page={page} />
      {items.length === 0 && !page.partial ? <Nothing query={query} span={span} /> : <Rows items={items} names={names} />}
      <Pager page={page} items={items} />
    </div>
  );
}

function Rows({ items, names }: { items: readonly Item[]; names: readonly ColumnName[] }) {
  return <div class="events-table"><Table label={text().title} rows={items} rowKey={(i) => i.sequence} columns={columns(names)} rowClass={(i) => `events-row-${i.event.event.action ?? "none"}`} /></div>;
}

/** Gaps says what could not be looked at. */
function Gaps({ page }: { page: FoundEvents }) {
  const t = text();
  const missing = list(page.missing);
  return (
    <>
      {missing.length > 0 && <p class="field-error" role="alert">{t.missing(missing.join(", "))}</p>}
      {!!page.unreadable && <p class="field-error" role="alert">{t.unreadable(page.unreadable)}</p>}
      {page.partial && <p role="status">{t.partial} <Button small onClick={() => setQuery({ cursor: String(page.next) }, { push: true })}>{t.goOn}</Button></p>}
    </>
  );
}

function Nothing({ query, span }: { query: string; span: string }) {
  const t = text();
  const narrow = query !== "" || span !== "all";
  return (
    <Empty title={t.emptyTitle} action={<span class="row">
      {query && <Button onClick={() => setQuery({ q: null, cursor: null }, { push: true })}>{t.withoutQuery}</Button>}
      {span !== "all" && <Button onClick={() => setQuery({ span: "all", cursor: null }, { push: true })}>{t.longer}</Button>}
    </span>}>
      {narrow ? t.emptyQuery : t.emptyAll}
    </Empty>
  );
}

/** Pager goes on to the next page, and back to the first; the browser's own way back leads to those between. */
function Pager({ page, items }: { page: FoundEvents; items: readonly Item[] }) {
  const t = text();
  const [cursor] = useQuery("cursor");
  const on = () => { setQuery({ cursor: String(page.next) }, { push: true }); scrollTo(0, 0); };
  const first = () => { setQuery({ cursor: null }, { push: true }); scrollTo(0, 0); };
  useShortcuts([
    { key: "n", what: t.next, run: () => page.next && on() },
    { key: "p", what: t.first, run: first },
  ], [page.next]);
  if (items.length === 0 && !cursor) return null;
  return (
    <nav class="row row-apart no-print" aria-label={t.page}>
      <p class="muted" role="status">{t.count(items.length, number(items.length))}{items.length > 0 && <>, {t.shown(when(items[0]!), when(items.at(-1)!))}</>}</p>
      <span class="row">
        {cursor && <Button onClick={first}>{t.first}</Button>}
        {!!page.next && !page.partial && <Button onClick={on}>{t.next}</Button>}
      </span>
    </nav>
  );
}

function when(item: Item): string {
  return dateTime(new Date(item.event["@timestamp"]));
}
