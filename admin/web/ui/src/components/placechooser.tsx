import { useState } from "preact/hooks";
import type { GeoContinent } from "../api/types.ts";
import { country } from "../format.ts";
import { words } from "../i18n.ts";
import { Chips } from "./chips.tsx";
import { Field, Input } from "./field.tsx";
import { places } from "./places.ts";
import { search } from "./tree.ts";
import { Tree } from "./treeview.tsx";

const text = words({
  en: { find: "Find a country or region", chosen: "Chosen", none: "None chosen yet", nothing: "No country or region is called so." },
  ja: { find: "国・地域を検索", chosen: "選択中", none: "まだ選択されていません", nothing: "該当する国・地域はありません。" },
});

/** PlaceChooser chooses countries by their names, or whole regions at once. */
export function PlaceChooser({ label, continents, set, onSet }: { label: string; continents: readonly GeoContinent[]; set: ReadonlySet<string>; onSet: (set: Set<string>) => void }) {
  const t = text();
  const [wanted, setWanted] = useState("");
  const found = search(places(continents, country), wanted);
  const without = (code: string) => onSet(new Set([...set].filter((c) => c !== code)));
  const chosen = [...set].sort((a, b) => country(a).localeCompare(country(b)));
  return (
    <div class="stack">
      {chosen.length > 0 ? <Chips label={t.chosen} items={chosen.map((code) => ({ key: code, label: country(code), onRemove: () => without(code) }))} /> : <p class="muted">{t.none}</p>}
      <Field label={t.find}><Input type="search" value={wanted} onValue={setWanted} /></Field>
      {found.length > 0 ? <Tree label={label} nodes={found} set={set} onSet={onSet} allOpen={wanted.trim() !== ""} beside={(n) => (n.id.length === 2 ? <span class="mono">{n.id}</span> : null)} /> : <p role="status">{t.nothing}</p>}
    </div>
  );
}
