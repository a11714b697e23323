import { useMemo, useState } from "preact/hooks";
import { list } from "../../api/client.ts";
import type { Vocabulary } from "../../api/types.ts";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Input } from "../../components/field.tsx";
import { leaves, search } from "../../components/tree.ts";
import { Tree } from "../../components/treeview.tsx";
import { country } from "../../format.ts";
import { language } from "../../i18n.ts";
import { ordered, placeTree } from "../../policy/places.ts";
import { regions } from "../../regions.ts";
import { common } from "../../words.ts";
import { text } from "./text.ts";

const nameOf = (code: string) => regions()[code] ?? code;

interface Props {
  value: readonly string[];
  vocabulary: Vocabulary;
  groups: readonly string[];
  onValue: (value: string[]) => void;
  close: () => void;
}

/** PlaceChooser chooses jurisdictions: groups, whole continents with exceptions, countries, and what has no place. */
export function PlaceChooser({ value, vocabulary, groups, onValue, close }: Props) {
  const t = text();
  const [set, setSet] = useState<ReadonlySet<string>>(() => new Set(value));
  const [wanted, setWanted] = useState("");
  const tree = useMemo(() => placeTree(vocabulary, groups, { groups: t.groups, special: t.special, any: t.any, unknown: t.unknown, anycast: t.anycast, other: t.otherPlaces, region: nameOf, country }), [vocabulary, groups, language.value]);
  const known = useMemo(() => new Set(tree.flatMap(leaves)), [tree]);
  const done = () => {
    onValue(ordered(value, new Set([...set, ...value.filter((v) => !known.has(v))])));
    close();
  };
  return (
    <Dialog title={t.chooseJurisdictions} open onClose={close} wide footer={<><span class="muted">{t.chosen(set.size)}</span><Button onClick={close}>{common().cancel}</Button><Button kind="primary" onClick={done}>{common().done}</Button></>}>
      <div class="stack-s">
        <Input type="search" aria-label={t.search} placeholder={t.search} value={wanted} onValue={setWanted} />
        <div class="rule-tree"><Tree label={t.jurisdictions} nodes={search(tree, wanted)} set={set} onSet={setSet} allOpen={wanted !== ""} beside={(n) => (n.children ? count(leaves(n), set) : "")} /></div>
      </div>
    </Dialog>
  );
}

function count(of: string[], set: ReadonlySet<string>): string {
  return `${list(of).filter((id) => set.has(id)).length} / ${of.length}`;
}
