import { list } from "../api/client.ts";
import type { CompareField, CompareRuleChange, DiffAnswer } from "../api/types.ts";
import { Badge, type Tone } from "../components/badge.tsx";
import { Tabs } from "../components/tabs.tsx";
import { useQuery } from "../router.ts";
import { parseDiff, sides, valueText, type DiffLine } from "./diff.ts";
import { text } from "./difftext.ts";
import "./difference.css";

/** Difference shows what differs between two policies: by rules, as people discuss it, and by lines. */
export function Difference({ of }: { of: DiffAnswer }) {
  const t = text();
  const [view, setView] = useQuery("diff", "rules");
  if (of.text === "") return <p>{t.same}</p>;
  return (
    <Tabs label={`${t.byRule}, ${t.byLine}`} value={view === "lines" ? "lines" : "rules"} onValue={setView} tabs={[
      { value: "rules", label: t.byRule, content: () => <ByRule of={of} /> },
      { value: "lines", label: t.byLine, content: () => <ByLine text={of.text} /> },
    ]} />
  );
}

const tones: Record<string, Tone> = { added: "good", removed: "bad", changed: "warn", moved: "neutral", affected: "info" };

function ByRule({ of }: { of: DiffAnswer }) {
  const t = text();
  const rules = list(of.by_rule?.rules);
  const other = list(of.by_rule?.other);
  return (
    <div class="stack-s">
      {list(of.errors).length > 0 && <div class="field-error">{t.errors} {list(of.errors).map((e) => `${e.line}: ${e.message}`).join("; ")}</div>}
      {of.by_rule && rules.length + other.length === 0 && <p>{t.same}</p>}
      {rules.map((r) => <Rule key={r.id} of={r} />)}
      {other.length > 0 && <section class="card stack-s"><h3>{t.other}</h3><Fields all={other} /></section>}
    </div>
  );
}

function Rule({ of: r }: { of: CompareRuleChange }) {
  const t = text();
  const moved = r.kind === "moved" || r.moved;
  return (
    <section class="card stack-s">
      <h3 class="row"><Badge tone={tones[r.kind] ?? "neutral"}>{t.kinds[r.kind] ?? r.kind}</Badge> <code>{r.id}</code> {moved && <span class="muted">{t.place(r.from, r.to)}</span>}</h3>
      {list(r.groups).length > 0 && <p>{t.groups} {list(r.groups).join(", ")}</p>}
      <Fields all={list(r.fields)} />
    </section>
  );
}

function Fields({ all }: { all: readonly CompareField[] }) {
  const t = text();
  if (all.length === 0) return null;
  return (
    <table class="diff-fields">
      <thead><tr><th scope="col">{t.field}</th><th scope="col">{t.was}</th><th scope="col">{t.is}</th></tr></thead>
      <tbody>{all.map((f) => (
        <tr key={f.name}>
          <th scope="row"><code>{f.name}</code></th>
          <td data-title={t.was}>{f.old === null ? <span class="muted">{t.nothing}</span> : <del>{valueText(f.old)}</del>}</td>
          <td data-title={t.is}>{f.new === null ? <span class="muted">{t.nothing}</span> : <ins>{valueText(f.new)}</ins>}</td>
        </tr>
      ))}</tbody>
    </table>
  );
}

/** ByLine has both texts side by side where there is room, else below each other. */
function ByLine({ text: diff }: { text: string }) {
  const t = text();
  const lines = parseDiff(diff);
  return (
    <div class="diff" tabIndex={0} role="region" aria-label={t.byLine}>
      <div class="diff-wide" role="table" aria-label={t.byLine}>
        {sides(lines).map((s, i) => <div class="diff-row" role="row" key={i}><Line of={s.old} side="old" /><Line of={s.new} side="new" /></div>)}
      </div>
      <div class="diff-narrow" role="table" aria-label={t.byLine}>{lines.map((l, i) => <div class="diff-row" role="row" key={i}><Line of={l} side={l.kind === "new" ? "new" : "old"} /></div>)}</div>
    </div>
  );
}

function Line({ of: l, side }: { of: DiffLine | null; side: "old" | "new" }) {
  const marked = l?.kind === side;
  return (
    <div class={"diff-line" + (l === null ? " diff-none" : l.kind === "gap" ? " diff-gap" : marked ? ` diff-${side}` : "")} role="cell">
      <span class="diff-number" aria-hidden="true">{side === "old" ? l?.old : l?.new}</span>
      <span class="diff-sign">{marked ? (side === "old" ? "−" : "+") : ""}</span>
      <span class="diff-text">{l?.text}</span>
    </div>
  );
}
