import { list } from "../../api/client.ts";
import type { EditThreshold, PolicyProblem } from "../../api/types.ts";
import { language } from "../../i18n.ts";
import type { FormProps } from "./form.tsx";
import { text } from "./text.ts";

/** Thresholds are classes of data with how many values it takes. */
export function Thresholds({ rule, vocabulary, custom, readOnly, onSet, errors }: FormProps & { errors: readonly PolicyProblem[] }) {
  const t = text();
  const data = list(rule.data);
  const set = (next: EditThreshold[]) => onSet({ data: next });
  const classes = [...list(vocabulary.classes).map((c) => ({ name: c.name, label: c[language.value].name, about: c[language.value].about, unit: c.unit, served: c.served })), ...custom.map((c) => ({ name: `custom.${c}`, label: c, about: "", unit: "values" as const, served: true }))];
  const of = (name: string) => classes.find((c) => c.name === name);
  const free = classes.filter((c) => !data.some((d) => d.class === c.name));
  return (
    <div class="stack-s">
      {data.map((d, i) => (
        <div class="rule-threshold" key={d.class}>
          <div>
            <strong>{of(d.class)?.label ?? d.class}</strong> <code class="muted">{d.class}</code>
            {of(d.class) && !of(d.class)!.served && <span class="rule-wrong"> {t.notServed}</span>}
            <p class="muted rule-about">{of(d.class)?.about}</p>
            {errors.filter((e) => e.entry === i).map((e) => <p class="field-error" role="alert" key={e.message}>{e.message}</p>)}
          </div>
          <div class="row rule-least">
            <label>{t.atLeast} <input class="field-control rule-number" type="number" min={1} step={1} aria-label={t.threshold(d.class)} value={d.at_least} disabled={readOnly} onChange={(e) => set(data.map((x, at) => (at === i ? { ...x, at_least: e.currentTarget.valueAsNumber } : x)))} /></label>
            <span class="muted">{of(d.class)?.unit === "bytes" ? t.bytes : t.values}</span>
            {!readOnly && <button type="button" class="chip-remove" aria-label={t.removeClass(d.class)} onClick={() => set(data.filter((_, at) => at !== i))}>×</button>}
          </div>
        </div>
      ))}
      {!readOnly && (
        <select class="field-control rule-add" aria-label={t.addClass} value="" onChange={(e) => { if (e.currentTarget.value) set([...data, { class: e.currentTarget.value, at_least: 1 }]); e.currentTarget.value = ""; }}>
          <option value="">{t.addClass}…</option>
          {grouped(free).map(([parent, below]) => <optgroup key={parent} label={of(parent)?.label ?? parent}>{below.map((c) => <option key={c.name} value={c.name} title={c.about}>{c.label} ({c.name})</option>)}</optgroup>)}
        </select>
      )}
      <p class="field-hint">{t.dataHint}</p>
      {errors.filter((e) => e.entry === undefined).map((e) => <p class="field-error" role="alert" key={e.message}>{e.message}</p>)}
    </div>
  );
}

/** grouped puts classes below their parents. */
function grouped<T extends { name: string }>(classes: readonly T[]): [string, T[]][] {
  const out = new Map<string, T[]>();
  for (const c of classes) {
    const parent = c.name.split(".")[0]!;
    out.set(parent, [...(out.get(parent) ?? []), c]);
  }
  return [...out];
}
