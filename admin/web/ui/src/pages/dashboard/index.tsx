import { useEffect, useState } from "preact/hooks";
import { call, list } from "../../api/client.ts";
import { useData } from "../../api/data.ts";
import type { Overview, Status } from "../../api/types.ts";
import { may } from "../../api/session.ts";
import { Button } from "../../components/button.tsx";
import { Toggle } from "../../components/chips.tsx";
import { Page } from "../../components/page.tsx";
import { Trouble } from "../../components/problem.tsx";
import { Time } from "../../components/time.tsx";
import { useQuery } from "../../router.ts";
import { useShortcuts } from "../../shell/shortcuts.ts";
import { common } from "../../words.ts";
import { spanOf, spans } from "../events/span.ts";
import { Coverage, Health } from "./appliance.tsx";
import { Concerns } from "./concerns.tsx";
import { Figures } from "./figures.tsx";
import { Jurisdictions } from "./map.tsx";
import { OverTime } from "./series.tsx";
import { Top } from "./top.tsx";
import { text } from "./text.ts";
import "./dashboard.css";

/** every is how often figures are asked for, in milliseconds: counts are of minutes at least. */
const every = 15_000;

/** lengths are the time spans to choose from. */
const lengths = spans.filter((s) => s !== "all");

export default function DashboardPage() {
  const t = text();
  const [wanted] = useQuery("span", "24h");
  const span = lengths.find((s) => s === wanted) ?? "24h";
  const [paused, setPaused] = useState(false);
  const options = paused ? {} : { every };
  const overview = useData((signal) => call("GET /api/v1/overview", { signal, query: { ...spanOf(span, new Date()), limit: 8 } }), [span], options);
  const status = useData((signal) => (may("status.read") ? call("GET /api/v1/status", { signal }) : Promise.resolve(null)), [], options);
  useShortcuts([{ key: " ", what: t.pauseKey, run: () => setPaused((p) => !p) }], []);
  return (
    <Page title={t.title} lead={t.lead} actions={<Tools span={span} at={overview.value?.to} paused={paused} onPause={() => setPaused(!paused)} />}>
      <Trouble problem={overview.problem ?? status.problem} retry={() => { overview.reload(); status.reload(); }} />
      {status.value && <Concerns of={status.value} />}
      <Shown of={useLatest(overview.value, span)} status={status.value ?? undefined} span={span} />
    </Page>
  );
}

/** useLatest keeps what is shown with the span that it is of: another span's figures would be taken for this one's. */
function useLatest(value: Overview | undefined, span: string): Overview | undefined {
  const [kept, keep] = useState<{ value: Overview | undefined; span: string }>({ value, span });
  useEffect(() => keep({ value, span }), [value]);
  return kept.span === span ? kept.value : undefined;
}

function Tools({ span, at, paused, onPause }: { span: string; at: string | undefined; paused: boolean; onPause: () => void }) {
  const t = text();
  const [, setSpan] = useQuery("span", "24h");
  return (
    <>
      <div class="dash-spans" role="group" aria-label={t.span}>{lengths.map((s) => <Toggle key={s} on={s === span} onToggle={() => setSpan(s)}>{t[s]}</Toggle>)}</div>
      <Button aria-pressed={paused} onClick={onPause}>{paused ? common().resume : common().pause}</Button>
      <span class="dash-at muted">{paused ? t.paused : t.updated} {at && <Time at={at} />}</span>
    </>
  );
}

/** Shown has its whole room from the beginning: figures come into it without moving anything. */
function Shown({ of: o, status, span }: { of: Overview | undefined; status: Status | undefined; span: string }) {
  const t = text();
  const c = common();
  return (
    <div class="stack" aria-busy={o === undefined}>
      <Figures of={o} span={span} />
      <Jurisdictions rows={o && list(o.jurisdictions)} span={span} />
      <OverTime of={o} />
      <div class="dash-lists">
        <Top title={t.hosts} name={c.insideHost} by="hosts" rows={o && list(o.hosts)} span={span} />
        <Top title={t.organisations} name={c.organisation} by="organisations" rows={o && list(o.organisations)} span={span} />
        <Top title={t.classes} name={c.dataClass} by="classes" rows={o && list(o.classes)} span={span} />
        <Top title={t.rules} name={c.rule} by="rules" rows={o && list(o.rules)} span={span} />
      </div>
      <div class="dash-lists">
        <Coverage of={o} span={span} />
        <Health of={status} />
      </div>
    </div>
  );
}
