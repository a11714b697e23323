import { useEffect, useState } from "preact/hooks";
import type { StoreRow } from "../../api/types.ts";
import { bytes, country, number } from "../../format.ts";
import { go } from "../../router.ts";
import { conditionOf, eventsOf, step, withBytes } from "./names.ts";
import type { Shape } from "./projection.ts";
import { height, width } from "./plane.ts";
import { Rows } from "./top.tsx";
import { text } from "./text.ts";

/** steps are the map's tones; each is for ten times as much as the one before. */
const steps = 5;

/** Jurisdictions is where data went: a map, and the same as a table, which is what is read aloud. */
export function Jurisdictions({ rows, span }: { rows: readonly StoreRow[] | undefined; span: string }) {
  const t = text();
  const shown = rows && withBytes(rows);
  return (
    <section class="card dash-where">
      <h2>{t.map}</h2>
      <div class="dash-both">
        <World rows={shown ?? []} span={span} />
        <div class="dash-scroll" tabIndex={0} role="region" aria-label={t.map}><Rows label={t.map} name={t.country} by="jurisdictions" rows={shown} span={span} /></div>
      </div>
    </section>
  );
}

type Loaded = readonly Shape[] | "failed" | undefined;

function useShapes(): Loaded {
  const [loaded, setLoaded] = useState<Loaded>();
  useEffect(() => {
    let left = false;
    import("./atlas.ts").then((m) => m.shapes()).then((all) => !left && setLoaded(all), () => !left && setLoaded("failed"));
    return () => { left = true; };
  }, []);
  return loaded;
}

function World({ rows, span }: { rows: readonly StoreRow[]; span: string }) {
  const t = text();
  const all = useShapes();
  const most = Math.max(0, ...rows.map((r) => r.sent));
  const pressed = (event: MouseEvent) => {
    const condition = conditionOf("jurisdictions", (event.target as Element).getAttribute("data-code") ?? "");
    if (condition) go(eventsOf(span, condition));
  };
  return (
    <figure class="dash-map" aria-busy={all === undefined}>
      <svg class="dash-world" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" onClick={pressed}>{Array.isArray(all) && <Lands shapes={all} rows={rows} most={most} />}</svg>
      <figcaption class="dash-note">
        {all === "failed" ? <span role="alert">{t.mapFailed}</span> : <Legend most={most} />}
        <span>{t.mapNote} {Array.isArray(all) && <Missing shapes={all} rows={rows} />}</span>
      </figcaption>
    </figure>
  );
}

/** Lands draws what has figures last, so that neighbours don't cover its outline. */
function Lands({ shapes, rows, most }: { shapes: readonly Shape[]; rows: readonly StoreRow[]; most: number }) {
  const byCode = new Map(rows.map((r) => [r.name, r]));
  const has = (s: Shape) => s.code !== "" && byCode.has(s.code);
  return (
    <>
      <path class="dash-land" d={shapes.filter((s) => !has(s)).map((s) => s.d).join("")} />
      {shapes.filter(has).map((s, i) => <Land key={s.code + i} shape={s} row={byCode.get(s.code)!} most={most} />)}
    </>
  );
}

function Land({ shape: s, row, most }: { shape: Shape; row: StoreRow; most: number }) {
  const look = { class: `dash-has dash-tone-${step(row.sent, most, steps)}`, "data-code": s.code };
  const title = <title>{text().mapTitle(country(s.code), bytes(row.sent), number(row.alerts))}</title>;
  return s.small ? <circle {...look} cx={s.x} cy={s.y} r={4.5}>{title}</circle> : <path {...look} d={s.d}>{title}</path>;
}

function Legend({ most }: { most: number }) {
  const t = text();
  const all = Array.from({ length: steps }, (_, i) => i + 1);
  const edge = (tone: number) => most / 10 ** (steps - tone);
  return (
    <span class="dash-legend">
      {t.legendTitle}
      {all.map((tone) => <span key={tone} class={`dash-swatch dash-tone-${tone}`} title={most > 0 ? t.legend(tone === 1 ? "0" : bytes(edge(tone - 1)), bytes(edge(tone))) : undefined} />)}
      {most > 0 && t.legend(bytes(edge(1)), bytes(most))}
    </span>
  );
}

/** Missing counts the rows that no shape stands for, such as reserved codes and those without a place. */
function Missing({ shapes, rows }: { shapes: readonly Shape[]; rows: readonly StoreRow[] }) {
  const codes = new Set(shapes.map((s) => s.code));
  const missing = rows.filter((r) => !codes.has(r.name)).length;
  return missing > 0 ? <>{text().notOnMap(missing)}</> : null;
}
