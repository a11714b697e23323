import { useMemo, useState } from "preact/hooks";
import type { Item } from "../../api/event.ts";
import type { LiveState } from "../../api/live.ts";
import { Badge, type Tone } from "../../components/badge.tsx";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Page } from "../../components/page.tsx";
import { Trouble } from "../../components/problem.tsx";
import { number } from "../../format.ts";
import { language } from "../../i18n.ts";
import { setQuery, useQuery } from "../../router.ts";
import { useShortcuts } from "../../shell/shortcuts.ts";
import { columns, type ColumnName } from "../events/cells.tsx";
import { Quick } from "../events/index.tsx";
import { Search } from "../events/search.tsx";
import { useStream, type Stream } from "./stream.ts";
import { text } from "./text.ts";
import "./live.css";

export default function LivePage() {
  const t = text();
  const [query] = useQuery("q");
  const [paused, setPaused] = useState(false);
  const stream = useStream(query, paused);
  const search = (q: string) => setQuery({ q }, { push: true });
  useShortcuts([{ key: " ", what: paused ? t.resume : t.pause, run: () => setPaused(!paused) }], [paused]);
  return (
    <Page title={t.title} lead={t.lead} actions={<>
      <Button kind="primary" aria-pressed={paused} onClick={() => setPaused(!paused)}>{paused ? t.resume : t.pause}</Button>
      <Button onClick={stream.clear} disabled={stream.shown.items.length === 0}>{t.clear}</Button>
      <ButtonLink href={"/events" + (query ? "?q=" + encodeURIComponent(query) : "")}>{t.search}</ButtonLink>
    </>}>
      <div class="stack">
        <Search query={query} onQuery={search} problem={stream.problem} />
        <div class="row row-apart">
          <State of={stream} paused={paused} />
          <Quick query={query} onQuery={search} />
        </div>
        {stream.problem?.answer.position === undefined && stream.state === "ended" && <Trouble problem={stream.problem} />}
        {stream.shown.items.length === 0 ? <Empty title={t.empty}>{query ? t.emptyQuery : t.emptyHint}</Empty> : <Rows items={stream.shown.items} />}
      </div>
    </Page>
  );
}

const tones: Record<LiveState, Tone> = { open: "good", connecting: "info", waiting: "warn", ended: "bad" };

function State({ of: s, paused }: { of: Stream; paused: boolean }) {
  const t = text();
  return (
    <p class="row live-state">
      <Badge tone={tones[s.state]}>{t[s.state]}</Badge>
      <span class="number">{t.rate(number(Math.round(s.rate * 10) / 10))}</span>
      <span role="status">{paused && t.paused(number(s.held))}</span>
      {s.shown.notShown > 0 && <span class="muted">{t.notShown(number(s.shown.notShown))}</span>}
    </p>
  );
}

const names: readonly ColumnName[] = ["time", "action", "inside", "place", "outside", "protocol", "data", "rule", "bytes"];

/** Rows are those of the events page; each is drawn once, and stays as it is until it falls off the end. */
function Rows({ items }: { items: readonly Item[] }) {
  const lang = language.value;
  const head = useMemo(() => columns(names), [lang]);
  return (
    <div class="table-frame events-table live-frame">
      <table class="table table-folds" aria-label={text().table}>
        <thead><tr>{head.map((c) => <th key={c.key} scope="col" class={c.number ? "number" : undefined}>{c.title}</th>)}</tr></thead>
        <tbody>{items.map((item) => <Row key={item.sequence} item={item} lang={lang} />)}</tbody>
      </table>
    </div>
  );
}

/** Row gives the same element again while nothing of it changes, which ends the comparing there. */
function Row({ item, lang }: { item: Item; lang: string }) {
  return useMemo(() => (
    <tr class={`events-row-${item.event.event.action ?? "none"}`}>
      {columns(names).map((c) => {
        const title = typeof c.title === "string" ? c.title : undefined;
        return c.head ? <th key={c.key} scope="row" data-title={title}>{c.cell(item)}</th> : <td key={c.key} class={c.number ? "number" : undefined} data-title={title}>{c.cell(item)}</td>;
      })}
    </tr>
  ), [item, lang]);
}
