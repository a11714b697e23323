// The line that a query is typed into, with what could come next.
import type { TargetedEvent } from "preact";
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { call, list, type Problem } from "../../api/client.ts";
import { useData } from "../../api/data.ts";
import { may } from "../../api/session.ts";
import type { Vocabulary } from "../../api/types.ts";
import { Button } from "../../components/button.tsx";
import { Chips } from "../../components/chips.tsx";
import { country } from "../../format.ts";
import { language } from "../../i18n.ts";
import { suggest, taken, type Known, type Suggestion } from "./complete.ts";
import { terms, withoutTerm } from "./terms.ts";
import { text } from "./text.ts";

/** combobox: the types know this role only with a <datalist>. */
const combobox = { role: "combobox" } as object;

interface Props {
  query: string;
  onQuery: (query: string) => void;
  /** problem is the API's with the query that was asked last. */
  problem?: Problem | undefined;
}

/** Search takes a query, and shows its conditions so that each can be taken away. */
export function Search({ query, onQuery, problem }: Props) {
  const t = text();
  const conditions = terms(query);
  return (
    <search class="stack-s no-print">
      <Line query={query} onQuery={onQuery} problem={problem} />
      {conditions.length > 0 && (
        <Chips label={t.conditions} items={conditions.map((c, i) => ({ key: c, label: <span class="mono">{c}</span>, name: c, onRemove: () => onQuery(withoutTerm(query, i)) }))}>
          {conditions.length > 1 && <Button small kind="quiet" onClick={() => onQuery("")}>{t.clearAll}</Button>}
        </Chips>
      )}
    </search>
  );
}

function Line({ query, onQuery, problem }: Props) {
  const t = text();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const box = useSuggestions(input, query);
  const wrong = problem?.answer.position !== undefined || problem?.field === "query" ? problem : undefined;
  const submit = (event: TargetedEvent<HTMLFormElement>) => {
    event.preventDefault();
    box.close();
    onQuery(box.value.trim());
  };
  return (
    <form class="events-search" onSubmit={submit}>
      <label class="unseen" for={id}>{t.query}</label>
      <input ref={input} id={id} class="field-control mono" type="search" data-search autocomplete="off" {...combobox} spellcheck={false} placeholder={t.placeholder}
        value={box.value} aria-expanded={box.shown.length > 0} aria-controls={`${id}-list`} aria-autocomplete="list" aria-activedescendant={box.at >= 0 ? `${id}-${box.at}` : undefined}
        aria-invalid={wrong ? "true" : undefined} aria-describedby={wrong ? `${id}-wrong` : `${id}-hint`} onInput={box.onInput} onKeyDown={box.onKeyDown} onBlur={box.close} />
      <Button type="submit" kind="primary">{t.apply}</Button>
      <ul id={`${id}-list`} class="events-suggestions" role="listbox" aria-label={t.suggestions} hidden={box.shown.length === 0}>
        {box.shown.map((s, i) => (
          <li key={s.insert} id={`${id}-${i}`} role="option" aria-selected={i === box.at} class={"events-suggestion" + (i === box.at ? " events-suggestion-at" : "")} onPointerDown={(e) => { e.preventDefault(); box.take(s); }}>
            <span class="mono">{s.label}</span>{s.hint && <span class="muted">{s.hint}</span>}
          </li>
        ))}
      </ul>
      {wrong ? <p id={`${id}-wrong`} class="field-error" role="alert">{t.wrong}{wrong.answer.position ? ` (${t.at(wrong.answer.position)})` : ""}: {wrong.message}</p> : <p id={`${id}-hint`} class="field-hint events-hint">{t.queryHint}</p>}
    </form>
  );
}

/** useSuggestions holds what is typed, and the list below it. */
function useSuggestions(input: { current: HTMLInputElement | null }, query: string) {
  const [value, setValue] = useState(query);
  const [shown, setShown] = useState<Suggestion[]>([]);
  const [at, setAt] = useState(-1);
  const known = useKnown();
  useEffect(() => setValue(query), [query]);
  const close = () => { setShown([]); setAt(-1); };
  const look = (text: string, caret: number) => { setShown(suggest(text, caret, known)); setAt(-1); };
  const take = (s: Suggestion) => {
    const next = taken(value, input.current!.selectionStart ?? value.length, s);
    setValue(next.query);
    look(next.query, next.caret);
    requestAnimationFrame(() => input.current?.setSelectionRange(next.caret, next.caret));
  };
  const onInput = (e: TargetedEvent<HTMLInputElement>) => {
    setValue(e.currentTarget.value);
    look(e.currentTarget.value, e.currentTarget.selectionStart ?? 0);
  };
  const onKeyDown = (e: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (move && shown.length > 0) setAt((at + move + shown.length) % shown.length);
    else if (e.key === "ArrowDown") look(value, input.current!.selectionStart ?? 0);
    else if (e.key === "Escape" && shown.length > 0) close();
    else if ((e.key === "Enter" || e.key === "Tab") && at >= 0) take(shown[at]!);
    else return;
    e.preventDefault();
  };
  return { value, shown, at, close, take, onInput, onKeyDown };
}

/** useKnown asks once for the words that queries are made of. */
function useKnown(): Known {
  const vocabulary = useData(async (signal) => (may("policy.read") ? call("GET /api/v1/vocabulary", { signal }) : null), []);
  const rules = useData(async (signal) => (may("policy.read") ? call("GET /api/v1/rules", { signal }) : null), []);
  const lang = language.value;
  return useMemo(() => known(vocabulary.value, list(rules.value?.rules).map((r) => r.id)), [vocabulary.value, rules.value, lang]);
}

function known(v: Vocabulary | null | undefined, rules: string[]): Known {
  if (!v) return { fields: [], values: {} };
  const classes = list(v.classes).map((c) => ({ value: c.name, hint: c[language.value].name }));
  const places = list(v.jurisdictions).map((code) => ({ value: code, hint: country(code) }));
  return {
    fields: list(v.fields),
    values: {
      "event.action": ["block", "log", "allow"].map((value) => ({ value })),
      "event.kind": ["alert", "event", "pipeline_error"].map((value) => ({ value })),
      "network.direction": ["outbound", "inbound"].map((value) => ({ value })),
      "network.transport": list(v.transports).map((value) => ({ value })),
      "network.protocol": list(v.protocols).map((p) => ({ value: p.name })),
      "sekisho.findings.class": classes,
      "destination.geo.country_iso_code": places,
      "sekisho.jurisdiction.codes": places,
      "rule.id": ["default", ...rules].map((value) => ({ value })),
    },
  };
}
