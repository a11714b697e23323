import { useState } from "preact/hooks";
import { call, list } from "../../api/client.ts";
import { useAction, useData } from "../../api/data.ts";
import { identity } from "../../api/session.ts";
import type { StateQuery } from "../../api/types.ts";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Check, Field, Input } from "../../components/field.tsx";
import { Menu, type MenuItem } from "../../components/menu.tsx";
import { Trouble } from "../../components/problem.tsx";
import { toast } from "../../components/toast.tsx";
import { common } from "../../words.ts";
import { text } from "./text.ts";

/** Saved lists searches that were kept, and keeps this one. */
export function Saved({ query, onQuery }: { query: string; onQuery: (query: string) => void }) {
  const t = text();
  const saved = useData((signal) => call("GET /api/v1/queries", { signal }), []);
  const [naming, setNaming] = useState(false);
  const all = list(saved.value?.items);
  const mine = all.find((q) => q.query === query && isMine(q));
  const remove = async (q: StateQuery) => {
    await call("DELETE /api/v1/queries/{id}", { path: { id: q.id } });
    saved.reload();
    toast(t.removed(q.name), { undo: () => void keep(q).then(saved.reload) });
  };
  const items: MenuItem[] = all.map((q) => ({ label: <span class="events-saved"><span>{q.name}</span><span class="muted">{isMine(q) ? (q.shared ? t.sharedBy : t.mine) : t.sharedBy}</span></span>, onSelect: () => onQuery(q.query), checked: q.query === query }));
  if (items.length === 0) items.push({ label: t.noSaved, disabled: true });
  if (mine) items.push({ label: t.removeSaved(mine.name), danger: true, above: true, onSelect: () => void remove(mine) });
  else items.push({ label: t.save, above: true, disabled: query === "", onSelect: () => setNaming(true) });
  return (
    <>
      <Menu label={t.saved} items={items} />
      {naming && <Naming query={query} close={() => setNaming(false)} saved={saved.reload} />}
    </>
  );
}

function isMine(q: StateQuery): boolean {
  return q.owner === identity.value?.user_id;
}

function keep(q: { name: string; query: string; shared: boolean }): Promise<StateQuery> {
  return call("POST /api/v1/queries", { body: { name: q.name, query: q.query, shared: q.shared } });
}

function Naming({ query, close, saved }: { query: string; close: () => void; saved: () => void }) {
  const t = text();
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const save = useAction(async () => {
    await keep({ name, query, shared });
    toast(t.savedDone(name));
    saved();
    close();
  });
  return (
    <Dialog title={t.save} open onClose={close} footer={<Button kind="primary" busy={save.busy} disabled={name.trim() === ""} onClick={() => void save.run()}>{common().save}</Button>}>
      <form class="stack" onSubmit={(e) => { e.preventDefault(); void save.run(); }}>
        <Trouble problem={save.problem} except={["name"]} />
        <Field label={t.saveName} name="name" problem={save.problem}><Input value={name} maxLength={200} onValue={setName} /></Field>
        <p class="mono">{query}</p>
        <Check label={t.shared} checked={shared} onValue={setShared} />
      </form>
    </Dialog>
  );
}
