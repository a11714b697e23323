import type { ComponentChildren } from "preact";
import type { StoreRow } from "../../api/types.ts";
import { Bytes, Num } from "../../components/values.tsx";
import { country } from "../../format.ts";
import { common } from "../../words.ts";
import { bar, conditionOf, eventsOf, other, type Dimension } from "./names.ts";
import { text } from "./text.ts";

/** Top lists what most data left by. */
export function Top({ title, name, by, rows, span }: { title: string; name: string; by: Dimension; rows: readonly StoreRow[] | undefined; span: string }) {
  return (
    <section class="card dash-top">
      <h2>{title}</h2>
      <Rows label={title} name={name} by={by} rows={rows} span={span} />
    </section>
  );
}

/** Rows is a table of names with bars; each figure leads to its events. */
export function Rows({ label, name, by, rows, span }: { label: string; name: string; by: Dimension; rows: readonly StoreRow[] | undefined; span: string }) {
  const t = text();
  if (!rows) return null;
  if (rows.length === 0) return <p class="muted">{t.nobody}</p>;
  const most = Math.max(...rows.map((r) => r.sent));
  return (
    <table class="dash-table" aria-label={label}>
      <thead><tr><th scope="col">{name}</th><th scope="col" class="number">{common().dataLeaving}</th><th scope="col" class="number">{t.decisions}</th></tr></thead>
      <tbody>{rows.map((r) => <Row key={r.name} of={r} by={by} most={most} span={span} />)}</tbody>
    </table>
  );
}

function Row({ of: r, by, most, span }: { of: StoreRow; by: Dimension; most: number; span: string }) {
  const condition = conditionOf(by, r.name);
  const to = (more: string, children: ComponentChildren) => (condition === null ? children : <a class="dash-link" href={eventsOf(span, condition + more)}>{children}</a>);
  return (
    <tr>
      <th scope="row" class={by === "hosts" ? "mono" : undefined}>
        {to("", nameOf(by, r.name))}
        <span class="dash-bar" aria-hidden="true" style={{ inlineSize: `${100 * bar(r.sent, most)}%` }} />
      </th>
      <td class="number">{to("", <Bytes n={r.sent} />)}</td>
      <td class="number">{to(" (event.action:block OR event.action:log)", <Num n={r.alerts} />)}</td>
    </tr>
  );
}

/** nameOf is a row's name as people read it. */
function nameOf(by: Dimension, name: string): ComponentChildren {
  const t = text();
  if (name === other) return t.other;
  if (by === "rules" && name === "default") return t.defaultRule;
  if (by !== "jurisdictions" || country(name) === name) return name;
  return <>{country(name)} <span class="value-code">{name}</span></>;
}
