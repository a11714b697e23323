import { may } from "../api/session.ts";
import { Dialog } from "../components/dialog.tsx";
import { Check } from "../components/field.tsx";
import { names } from "../pages/names.ts";
import { pages } from "../pages/index.ts";
import { enabled, ofPage, setEnabled, sheet } from "./shortcuts.ts";
import { text } from "./text.ts";

/** Sheet lists the shortcuts, and switches them off. */
export function Sheet() {
  const t = text();
  const open = sheet.value;
  const places = pages.filter((p) => p.key && (!p.needs || may(p.needs)));
  return (
    <Dialog title={t.shortcuts} open={open} onClose={() => { sheet.value = false; }}>
      {ofPage.value.length > 0 && <Keyed title={t.thisPage} lines={ofPage.value.map((s) => [s.key, s.what])} />}
      <Keyed title={t.everywhere} lines={[["?", t.help], ["/", t.searchKey], ...places.map((p) => [`g ${p.key}`, t.goTo(names()[p.name])] as const)]} />
      <Check label={t.shortcutsOn} hint={t.shortcutsHint} checked={enabled.value} onValue={setEnabled} />
    </Dialog>
  );
}

function Keyed({ title, lines }: { title: string; lines: readonly (readonly [keys: string, what: string])[] }) {
  return (
    <section class="stack-s">
      <h3>{title}</h3>
      <dl class="sheet">
        {lines.map(([keys, what]) => <div key={keys} class="sheet-line"><dt>{keys.split(" ").map((k) => <kbd key={k}>{k}</kbd>)}</dt><dd>{what}</dd></div>)}
      </dl>
    </section>
  );
}
