import { useEffect, useRef, useState } from "preact/hooks";
import type { Overview } from "../../api/types.ts";
import { Toggle } from "../../components/chips.tsx";
import { Time } from "../../components/time.tsx";
import { bytes, dateTime, number } from "../../format.ts";
import { language } from "../../i18n.ts";
import { useQuery } from "../../router.ts";
import { common } from "../../words.ts";
import { interval } from "../events/span.ts";
import type { Chart } from "./chart.ts";
import { eventsOf } from "./names.ts";
import { actions, lines, points, type Measure, type Points } from "./points.ts";
import { text } from "./text.ts";

/** OverTime is how much there was when: a chart, and its figures as a table. */
export function OverTime({ of: o }: { of: Overview | undefined }) {
  const t = text();
  const [wanted, setWanted] = useQuery("measure", "sent");
  const measure: Measure = wanted === "flows" ? "flows" : "sent";
  const p = o && points(o.series, measure, o.from ? Date.parse(o.from) / 1000 : null, Date.parse(o.to) / 1000);
  return (
    <section class="card dash-series">
      <header class="row row-apart">
        <h2>{t.series}</h2>
        <div class="row no-print" role="group" aria-label={t.measure}>
          <Toggle on={measure === "sent"} onToggle={() => setWanted("sent")}>{t.sent}</Toggle>
          <Toggle on={measure === "flows"} onToggle={() => setWanted("flows")}>{t.seriesFlows}</Toggle>
        </div>
      </header>
      <Drawn of={p} measure={measure} />
      <ul class="dash-keys">{actions.map((a) => <li key={a} class={`dash-key dash-key-${a}`}>{common()[`${a === "block" ? "blocked" : a === "log" ? "logged" : "allowed"}`]}</li>)}</ul>
      {p && <Figures of={p} measure={measure} />}
    </section>
  );
}

/** written writes a figure of the measure. */
function written(measure: Measure, n: number): string {
  return measure === "sent" ? bytes(n) : number(n);
}

/** stepEvents are the events of one step. */
function stepEvents(at: number, step: number): string {
  return eventsOf(interval(new Date(at * 1000), new Date((at + step) * 1000)));
}

function Drawn({ of: p, measure }: { of: Points | undefined; measure: Measure }) {
  const t = text();
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart | null>(null);
  const [state, setState] = useState<"loading" | "there" | "failed">("loading");
  const lang = language.value;
  useEffect(() => {
    let left = false;
    import("./chart.ts").then((m) => {
      if (left) return;
      chart.current = new m.Chart(host.current!, { write: (n) => written(measure, n), link: stepEvents });
      setState("there");
    }, () => !left && setState("failed"));
    return () => { left = true; chart.current?.remove(); chart.current = null; };
  }, [measure, lang]);
  useEffect(() => { if (p) chart.current?.show(p); }, [p, state, measure, lang]);
  const [first, last] = [p?.at[0], p?.at.at(-1)];
  const label = first !== undefined && last !== undefined ? t.chart(dateTime(new Date(first * 1000)), dateTime(new Date(last * 1000))) : t.series;
  return (
    <>
      <div ref={host} class="dash-chart" role="img" aria-label={label} />
      {state === "failed" && <p role="alert">{t.chartFailed}</p>}
    </>
  );
}

/** Figures are the chart's, for who reads rather than looks; only steps in which there was something. */
function Figures({ of: p, measure }: { of: Points; measure: Measure }) {
  const t = text();
  const [open, setOpen] = useState(false);
  return (
    <details class="dash-figuretable" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{t.asTable}</summary>
      {open && <Lines of={p} measure={measure} />}
    </details>
  );
}

function Lines({ of: p, measure }: { of: Points; measure: Measure }) {
  const t = text();
  const c = common();
  const all = lines(p);
  if (all.length === 0) return <p>{t.noSeries}</p>;
  return (
    <div class="dash-scroll" tabIndex={0} role="region" aria-label={t.series}>
      <table class="dash-table" aria-label={t.series}>
        <thead><tr><th scope="col">{t.stepFrom}</th><th scope="col" class="number">{c.blocked}</th><th scope="col" class="number">{c.logged}</th><th scope="col" class="number">{c.allowed}</th></tr></thead>
        <tbody>{all.map((l) => (
          <tr key={l.at}>
            <th scope="row"><a class="dash-link" href={stepEvents(l.at, p.step)}><Time at={new Date(l.at * 1000)} /></a></th>
            {actions.map((a) => <td key={a} class="number">{written(measure, l[a])}</td>)}
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}
