import { cloneElement, type ComponentChildren, type JSX, type VNode } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { concerns, said, type Problem } from "../api/client.ts";
import { common } from "../words.ts";

interface Props {
  label: ComponentChildren;
  /** name is that of the request's field: a problem with it is shown here. */
  name?: string;
  hint?: ComponentChildren;
  error?: ComponentChildren;
  problem?: Problem | undefined;
  optional?: boolean;
  /** children is one control: <Input>, <Select>, <TextArea> or anything that takes id and aria-describedby. */
  children: VNode<any>;
}

/** Field gives a control its label, hint and error. */
export function Field({ label, name, hint, error, problem, optional, children }: Props) {
  const id = useId();
  const wrong = error ?? (name !== undefined && concerns(problem, name) ? said(problem!) : undefined);
  const described = [hint && `${id}-hint`, wrong && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
        {optional && <span class="field-optional"> ({common().optional})</span>}
      </label>
      {cloneElement(children, { id, name: children.props.name ?? name, "aria-describedby": described || undefined, "aria-invalid": wrong ? "true" : undefined })}
      {hint && <div class="field-hint" id={`${id}-hint`}>{hint}</div>}
      {wrong && <div class="field-error" id={`${id}-error`} role="alert">{wrong}</div>}
    </div>
  );
}

/** Input is a line of text. onValue gets what is in it. autoFocus has effect whenever it comes to be, not with the page alone. */
export function Input({ onValue, ...rest }: Omit<JSX.IntrinsicElements["input"], "class"> & { onValue?: (value: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => { if (rest.autoFocus) field.current!.focus(); }, []);
  return <input ref={field} {...({ type: "text", autocomplete: "off", ...rest } as JSX.IntrinsicElements["input"])} class="field-control" onInput={(e) => onValue?.(e.currentTarget.value)} />;
}

/** TextArea is several lines of text. */
export function TextArea({ onValue, mono, ...rest }: Omit<JSX.IntrinsicElements["textarea"], "class"> & { onValue?: (value: string) => void; mono?: boolean }) {
  return <textarea rows={4} {...rest} class={"field-control field-area" + (mono ? " mono" : "")} onInput={(e) => onValue?.(e.currentTarget.value)} />;
}

/** Select is one of a few. */
export function Select({ options, onValue, ...rest }: Omit<JSX.IntrinsicElements["select"], "class"> & { options: readonly { value: string; label: string }[]; onValue?: (value: string) => void }) {
  return (
    <select {...(rest as JSX.IntrinsicElements["select"])} class="field-control" onChange={(e) => onValue?.(e.currentTarget.value)}>
      {options.map((o) => <option key={o.value} value={o.value} selected={o.value === rest.value}>{o.label}</option>)}
    </select>
  );
}

/** Check is a box to tick, with its label beside it. */
export function Check({ label, hint, onValue, ...rest }: Omit<JSX.IntrinsicElements["input"], "class" | "label"> & { label: ComponentChildren; hint?: ComponentChildren; onValue?: (value: boolean) => void }) {
  const id = useId();
  return (
    <div class="field-check">
      <input {...({ ...rest, type: "checkbox" } as JSX.IntrinsicElements["input"])} id={id} aria-describedby={hint ? `${id}-hint` : undefined} onChange={(e) => onValue?.(e.currentTarget.checked)} />
      <div>
        <label for={id}>{label}</label>
        {hint && <div class="field-hint" id={`${id}-hint`}>{hint}</div>}
      </div>
    </div>
  );
}

/** Choice is one of a few, all seen at once. */
export function Choice<T extends string>({ legend, value, options, onValue, name }: { legend: ComponentChildren; name?: string; value: T | undefined; options: readonly { value: T; label: ComponentChildren; hint?: ComponentChildren }[]; onValue: (value: T) => void }) {
  const id = useId();
  return (
    <fieldset class="field-choice">
      <legend class="field-label">{legend}</legend>
      {options.map((o, i) => (
        <div class="field-check" key={o.value}>
          <input type="radio" id={`${id}-${i}`} name={name ?? id} value={o.value} checked={o.value === value} aria-describedby={o.hint ? `${id}-${i}-hint` : undefined} onChange={() => onValue(o.value)} />
          <div>
            <label for={`${id}-${i}`}>{o.label}</label>
            {o.hint && <div class="field-hint" id={`${id}-${i}-hint`}>{o.hint}</div>}
          </div>
        </div>
      ))}
    </fieldset>
  );
}
