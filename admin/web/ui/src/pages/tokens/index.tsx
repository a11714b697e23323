import { useState } from "preact/hooks";
import { call, list } from "../../api/client.ts";
import { useAction, useData } from "../../api/data.ts";
import type { AuthToken } from "../../api/types.ts";
import { ask } from "../../components/ask.tsx";
import { Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Page } from "../../components/page.tsx";
import { Loaded, Trouble } from "../../components/problem.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { toast } from "../../components/toast.tsx";
import { permissionNames } from "../../roles.ts";
import { AddToken } from "./add.tsx";
import { text } from "./text.ts";
import { standing } from "./token.ts";

export default function TokensPage() {
  const t = text();
  const tokens = useData((signal) => call("GET /api/v1/tokens", { signal }), []);
  const [adding, setAdding] = useState(false);
  const remove = useAction(async (token: AuthToken) => {
    if (!(await ask({ title: t.sure(token.name), text: t.sureText, action: t.remove, danger: true }))) return;
    await call("DELETE /api/v1/tokens/{id}", { path: { id: token.id } });
    toast(t.removed(token.name));
    tokens.reload();
  });
  const add = <Button kind="primary" onClick={() => setAdding(true)}>{t.add}</Button>;
  return (
    <Page title={t.title} lead={t.lead} actions={add}>
      <Trouble problem={remove.problem} />
      <Loaded data={tokens}>{(all) => list(all.items).length === 0 ? <Empty title={t.none}>{t.noneHint}</Empty> : <List tokens={list(all.items)} remove={(one) => void remove.run(one)} />}</Loaded>
      {adding && <AddToken onClose={() => { setAdding(false); tokens.reload(); }} />}
    </Page>
  );
}

function List({ tokens, remove }: { tokens: AuthToken[]; remove: (token: AuthToken) => void }) {
  const t = text();
  return (
    <Table label={t.title} rows={tokens} rowKey={(k) => k.id} columns={[
      { key: "name", title: t.name, head: true, cell: (k) => k.name },
      { key: "scopes", title: t.scopes, cell: (k) => <ul class="tokens-scopes">{list(k.scopes).map((s) => <li key={s}>{permissionNames()[s] ?? s}</li>)}</ul> },
      { key: "networks", title: t.networks, cell: (k) => (list(k.networks).length ? <code>{list(k.networks).join(" ")}</code> : t.anywhere) },
      { key: "expires", title: t.expires, cell: (k) => <Expiry at={k.expires} /> },
      { key: "used", title: t.used, cell: (k) => (k.used ? <><Time at={k.used} relative /> {k.used_from && <span class="muted">{t.from(k.used_from)}</span>}</> : <span class="muted">{t.neverUsed}</span>) },
      { key: "actions", title: "", cell: (k) => <Button small aria-label={t.removeOf(k.name)} onClick={() => remove(k)}>{t.remove}</Button> },
    ]} />
  );
}

function Expiry({ at }: { at: string }) {
  const is = standing(at, new Date());
  return (
    <span class="row">
      <Time at={at} />
      {is === "expired" && <Badge tone="bad">{text().expired}</Badge>}
      {is === "soon" && <Badge tone="warn">{text().soon}</Badge>}
    </span>
  );
}
