import { useState } from "preact/hooks";
import { call, callTagged, list, Problem } from "../../api/client.ts";
import { asProblem, useData } from "../../api/data.ts";
import { identity } from "../../api/session.ts";
import type { UserAnswer } from "../../api/types.ts";
import { ask } from "../../components/ask.tsx";
import { Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { Menu, type MenuItem } from "../../components/menu.tsx";
import { Notice } from "../../components/notice.tsx";
import { Page } from "../../components/page.tsx";
import { Loaded, Trouble } from "../../components/problem.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { toast } from "../../components/toast.tsx";
import { roleName } from "../../roles.ts";
import { common } from "../../words.ts";
import { byName, unguarded } from "./accounts.ts";
import { AddUser, ChangeRole, NewPassword } from "./forms.tsx";
import { text } from "./text.ts";

type Open = { form: "add" } | { form: "role" | "password"; user: UserAnswer } | null;

export default function UsersPage() {
  const t = text();
  const users = useData((signal) => call("GET /api/v1/users", { signal }), []);
  const [open, setOpen] = useState<Open>(null);
  const [problem, setProblem] = useState<Problem>();
  const done = (said: string) => { setOpen(null); toast(said); users.reload(); };
  const act = async (what: () => Promise<string | null>) => {
    setProblem(undefined);
    try {
      const said = await what();
      if (said !== null) done(said);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <Page title={t.title} lead={t.lead} actions={<Button kind="primary" onClick={() => setOpen({ form: "add" })}>{t.add}</Button>}>
      <Trouble problem={problem} />
      <Loaded data={users}>{(u) => <List users={byName(list(u.items))} open={setOpen} act={act} />}</Loaded>
      {open?.form === "add" && <AddUser onClose={() => setOpen(null)} done={done} />}
      {open?.form === "role" && <ChangeRole user={open.user} onClose={() => setOpen(null)} done={done} />}
      {open?.form === "password" && <NewPassword user={open.user} onClose={() => setOpen(null)} done={done} />}
    </Page>
  );
}

function List({ users, open, act }: { users: UserAnswer[]; open: (o: Open) => void; act: (what: () => Promise<string | null>) => Promise<void> }) {
  const t = text();
  const bare = unguarded(users).length;
  return (
    <>
      {bare > 0 && <Notice tone="warn" title={t.noSecond(bare)}>{t.noSecondWhat}</Notice>}
      <Table label={t.title} rows={users} rowKey={(u) => u.id} columns={[
        { key: "name", title: common().name, head: true, cell: (u) => <>{u.name}{u.id === identity.value?.user_id && <span class="muted"> ({t.you})</span>}</> },
        { key: "role", title: t.role, cell: (u) => roleName(u.role) },
        { key: "second", title: t.second, cell: (u) => (u.second_factor ? <Badge tone="good">{t.has}</Badge> : u.has_password ? <Badge>{t.none}</Badge> : <Badge tone="info">{t.provider}</Badge>) },
        { key: "state", title: t.state, cell: (u) => (u.disabled ? <Badge tone="bad">{t.disabled}</Badge> : t.active) },
        { key: "created", title: t.created, cell: (u) => <Time at={u.created} /> },
        { key: "actions", title: "", cell: (u) => <Menu small name={t.actionsFor(u.name)} label="⋯" items={actions(u, open, act)} /> },
      ]} />
    </>
  );
}

function actions(u: UserAnswer, open: (o: Open) => void, act: (what: () => Promise<string | null>) => Promise<void>): MenuItem[] {
  const t = text();
  const self = u.id === identity.value?.user_id;
  return [
    { label: t.change, onSelect: () => open({ form: "role", user: u }), disabled: self },
    { label: t.password, onSelect: () => open({ form: "password", user: u }), disabled: !u.has_password },
    { label: t.removeSecond, onSelect: () => void act(() => removeSecond(u)), disabled: !u.second_factor },
    { label: u.disabled ? t.enable : t.disable, onSelect: () => void act(() => setDisabled(u, !u.disabled)), disabled: self, above: true },
    { label: t.remove, danger: true, onSelect: () => void act(() => remove(u)), disabled: self },
  ];
}

async function removeSecond(u: UserAnswer): Promise<string | null> {
  const t = text();
  if (!(await ask({ title: t.sureSecond(u.name), text: t.sureSecondText, action: t.removeSecond, danger: true }))) return null;
  await call("DELETE /api/v1/users/{id}/second-factor", { path: { id: u.id } });
  return t.changed(u.name);
}

async function setDisabled(u: UserAnswer, disabled: boolean): Promise<string | null> {
  const t = text();
  if (disabled && !(await ask({ title: t.sureDisable(u.name), text: t.sureDisableText, action: t.disable, danger: true }))) return null;
  const { value, etag } = await callTagged("GET /api/v1/users/{id}", { path: { id: u.id } });
  await call("PUT /api/v1/users/{id}", { path: { id: u.id }, body: { role: value.role, disabled }, etag });
  return t.changed(u.name);
}

async function remove(u: UserAnswer): Promise<string | null> {
  const t = text();
  if (!(await ask({ title: t.sureRemove(u.name), text: t.sureRemoveText, action: t.remove, danger: true }))) return null;
  await call("DELETE /api/v1/users/{id}", { path: { id: u.id } });
  return t.removed(u.name);
}
