import { useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Button } from "../../components/button.tsx";
import { Chips } from "../../components/chips.tsx";
import { added } from "./added.ts";
import { text } from "./text.ts";

interface Props {
  label: string;
  hint?: ComponentChildren;
  value: readonly string[];
  onValue: (value: string[]) => void;
  /** options are proposed while one types. */
  options?: readonly string[];
  name?: (entry: string) => string;
  errors: readonly { entry?: number | undefined; message: string }[];
  disabled?: boolean;
}

/** Entries is a list of words, such as prefixes or ports. */
export function Entries({ label, hint, value, onValue, options, name = (e) => e, errors, disabled }: Props) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const add = () => {
    const next = added(value, typed);
    if (next.length !== value.length) onValue(next);
    setTyped("");
  };
  return (
    <div class="field">
      <label class="field-label" for={id}>{label}</label>
      {value.length > 0 && <Chips label={label} items={value.map((v, i) => ({ key: v, name: v, label: <span class={errors.some((e) => e.entry === i) ? "rule-wrong" : ""}>{name(v)}</span>, ...(disabled ? {} : { onRemove: () => onValue(value.filter((_, at) => at !== i)) }) }))} />}
      {!disabled && (
        <div class="rule-entry">
          <input id={id} class="field-control" value={typed} list={options ? `${id}-options` : undefined} aria-describedby={`${id}-hint`} aria-invalid={errors.length > 0 ? "true" : undefined} autocomplete="off" spellcheck={false}
            onInput={(e) => setTyped(e.currentTarget.value)} onBlur={add} onKeyDown={(e) => { if (e.key === "Enter") { e.preventDefault(); add(); } }} />
          <Button onClick={add}>{text().addEntry}</Button>
          {options && <datalist id={`${id}-options`}>{options.filter((o) => !value.includes(o)).map((o) => <option key={o} value={o}>{name(o)}</option>)}</datalist>}
        </div>
      )}
      <div class="field-hint" id={`${id}-hint`}>{hint}</div>
      {errors.map((e) => <div class="field-error" role="alert" key={e.message}>{e.message}</div>)}
    </div>
  );
}
