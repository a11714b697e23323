import { useState } from "preact/hooks";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Field, Input } from "../../components/field.tsx";
import { Menu } from "../../components/menu.tsx";
import { common } from "../../words.ts";
import { moving, step, type Line } from "./choose.ts";
import type { Do } from "./index.tsx";
import { text } from "./text.ts";

interface Props {
  shown: readonly Line[];
  picked: readonly Line[];
  /** count is of all rules. */
  count: number;
  select: (lines: readonly Line[]) => void;
  run: Do;
}

/** Bulk changes all selected rules at once: only what is touched, nothing else of them. */
export function Bulk({ shown, picked, count, select, run }: Props) {
  const t = text();
  const places = picked.map((l) => l.place);
  const [setting, setSetting] = useState<"expires" | "owner" | null>(null);
  const change = (set: Record<string, unknown>, what: string) => void run([{ op: "change", rules: places, set }], t.done(places.length, what));
  const move = (operation: ReturnType<typeof moving>) => void run([operation], t.moved);
  return (
    <div class="rules-bulk row no-print" role="group" aria-label={t.bulk}>
      <span class="row"><input type="checkbox" id="rules-all" checked={picked.length > 0 && picked.length === shown.length} onChange={(e) => select(e.currentTarget.checked ? shown : [])} /><label for="rules-all">{picked.length > 0 ? t.selected(picked.length) : t.selectAll}</label></span>
      {picked.length > 0 && <>
        <Button small onClick={() => change({ enabled: null }, t.enable)}>{t.enable}</Button>
        <Button small onClick={() => change({ enabled: false }, t.disable)}>{t.disable}</Button>
        <Menu small label={t.setAction} items={(["block", "log", "allow"] as const).map((a) => ({ label: common()[a], onSelect: () => change({ action: a }, common()[a]) }))} />
        <Menu small label={common().moreActions} items={[
          { label: t.monitorOn, onSelect: () => change({ monitor: true }, t.monitorOn) },
          { label: t.monitorOff, onSelect: () => change({ monitor: null }, t.monitorOff) },
          { label: t.setExpiry, onSelect: () => setSetting("expires") },
          { label: t.setOwner, onSelect: () => setSetting("owner") },
        ]} />
        <Menu small label={t.move} items={[
          { label: t.toTop, onSelect: () => move(moving(places, 0)) },
          { label: t.upOne, onSelect: () => move(step(places, count, false)) },
          { label: t.downOne, onSelect: () => move(step(places, count, true)) },
          { label: t.toEnd, onSelect: () => move(moving(places, count - places.length)) },
        ]} />
        <Button small kind="danger" onClick={() => void run([{ op: "remove", rules: places }], t.removed(places.length)).then((ok) => ok && select([]))}>{t.remove}</Button>
        <Button small kind="quiet" onClick={() => select([])}>{t.clear}</Button>
      </>}
      {setting && <Setting of={setting} close={() => setSetting(null)} set={(value) => change({ [setting]: value || null }, setting === "expires" ? t.setExpiry : t.setOwner)} />}
    </div>
  );
}

function Setting({ of, set, close }: { of: "expires" | "owner"; set: (value: string) => void; close: () => void }) {
  const t = text();
  const [value, setValue] = useState("");
  const label = of === "expires" ? t.setExpiry : t.setOwner;
  const done = () => { set(value); close(); };
  return (
    <Dialog title={label} open onClose={close} footer={<Button kind="primary" onClick={done}>{t.apply}</Button>}>
      <form onSubmit={(e) => { e.preventDefault(); done(); }}>
        <Field label={label} hint={of === "expires" ? t.expiryHint : undefined}><Input type={of === "expires" ? "date" : "text"} value={value} onValue={setValue} /></Field>
      </form>
    </Dialog>
  );
}
