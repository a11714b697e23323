import { useState } from "preact/hooks";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Field, Input } from "../../components/field.tsx";
import { interval, isLength, local, spanOf, spans } from "./span.ts";
import { text } from "./text.ts";

/** SpanPicker chooses how far back to look, or from when to when. */
export function SpanPicker({ span, onSpan }: { span: string; onSpan: (span: string) => void }) {
  const t = text();
  const [open, setOpen] = useState(false);
  return (
    <div class="events-spans" role="group" aria-label={t.span}>
      {spans.map((s) => <button key={s} type="button" class="chip chip-toggle" aria-pressed={s === span} onClick={() => onSpan(s)}>{t[s]}</button>)}
      <button type="button" class="chip chip-toggle" aria-pressed={!isLength(span)} onClick={() => setOpen(true)}>{t.custom}</button>
      {open && <Custom span={span} onSpan={onSpan} close={() => setOpen(false)} />}
    </div>
  );
}

function Custom({ span, onSpan, close }: { span: string; onSpan: (span: string) => void; close: () => void }) {
  const t = text();
  const now = spanOf(span, new Date());
  const [from, setFrom] = useState(local(now.from));
  const [to, setTo] = useState(local(now.to));
  const show = () => {
    onSpan(interval(from ? new Date(from) : null, to ? new Date(to) : null));
    close();
  };
  return (
    <Dialog title={t.span} open onClose={close} footer={<Button kind="primary" onClick={show}>{t.setSpan}</Button>}>
      <div class="stack">
        <Field label={t.from}><Input type="datetime-local" value={from} max={to} onValue={setFrom} /></Field>
        <Field label={t.to}><Input type="datetime-local" value={to} min={from} onValue={setTo} /></Field>
      </div>
    </Dialog>
  );
}
