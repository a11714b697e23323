import type { EditPlaced } from "../api/types.ts";
import { country } from "../format.ts";
import { partsOf } from "./summary.ts";
import { text } from "./text.ts";
import "./policy.css";

/** Summary is a rule in a line of words. */
export function Summary({ rule }: { rule: EditPlaced }) {
  const t = text();
  const p = partsOf(rule);
  return (
    <span class="policy-summary">
      <Part word={t.from} values={p.from} fallback={t.anyInside} />
      <Part word={t.to} values={p.to.map((v) => (country(v) === v ? v : `${country(v)} (${v})`))} fallback={t.anywhere} />
      {p.over.length > 0 && <Part word={t.over} values={p.over} fallback="" />}
      <Part word={t.with} values={p.with} fallback={t.without} />
    </span>
  );
}

function Part({ word, values, fallback }: { word: string; values: readonly string[]; fallback: string }) {
  return <span class="policy-part"><span class="policy-word">{word}</span> <span>{values.length > 0 ? values.join(", ") : fallback}</span></span>;
}
