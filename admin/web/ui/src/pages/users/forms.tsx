import { useState } from "preact/hooks";
import { call, callTagged } from "../../api/client.ts";
import { useAction, useData } from "../../api/data.ts";
import type { UserAnswer } from "../../api/types.ts";
import { Choice, Field, Input } from "../../components/field.tsx";
import { Form } from "../../components/form.tsx";
import { Loaded, Trouble } from "../../components/problem.tsx";
import { roleNames, roles, type Role } from "../../roles.ts";
import { common } from "../../words.ts";
import { text } from "./text.ts";

interface Props {
  onClose: () => void;
  done: (said: string) => void;
}

export function AddUser({ onClose, done }: Props) {
  const t = text();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const add = useAction(async () => {
    await call("POST /api/v1/users", { body: { name, password, role } });
    done(t.added(name));
  });
  return (
    <Form title={t.addTitle} action={t.add} busy={add.busy} onClose={onClose} onSubmit={() => void add.run()}>
      <Field label={t.userName} hint={t.nameHint} name="name" problem={add.problem}><Input value={name} onValue={setName} required minLength={2} maxLength={64} autocapitalize="none" spellcheck={false} autoFocus /></Field>
      <Field label={common().password} hint={t.passwordHint} name="password" problem={add.problem}><Input type="password" value={password} onValue={setPassword} required minLength={12} autocomplete="new-password" /></Field>
      <Roles value={role} onValue={setRole} />
      <Trouble problem={add.problem} except={["name", "password"]} />
    </Form>
  );
}

/** Roles chooses a role, with what each may do. */
function Roles({ value, onValue }: { value: Role | undefined; onValue: (role: Role) => void }) {
  return <Choice legend={text().role} value={value} onValue={onValue} options={roles.map((r) => ({ value: r, label: roleNames()[r].name, hint: roleNames()[r].what }))} />;
}

export function ChangeRole({ user, onClose, done }: Props & { user: UserAnswer }) {
  const t = text();
  const read = useData((signal) => callTagged("GET /api/v1/users/{id}", { path: { id: user.id }, signal }), [user.id]);
  const [role, setRole] = useState<Role>();
  const change = useAction(async () => {
    const { value, etag } = read.value!;
    await call("PUT /api/v1/users/{id}", { path: { id: user.id }, body: { role: role ?? value.role, disabled: value.disabled }, etag });
    done(t.changed(user.name));
  });
  const again = () => { change.forget(); setRole(undefined); read.reload(); };
  return (
    <Form title={t.changeTitle(user.name)} action={common().save} busy={change.busy} onClose={onClose} onSubmit={() => void change.run()}>
      <Loaded data={read}>{({ value }) => <Roles value={role ?? (value.role === "none" ? undefined : value.role)} onValue={setRole} />}</Loaded>
      <Trouble problem={change.problem} {...(change.problem?.code === "changed" && { retry: again })} />
    </Form>
  );
}

export function NewPassword({ user, onClose, done }: Props & { user: UserAnswer }) {
  const t = text();
  const [password, setPassword] = useState("");
  const set = useAction(async () => {
    await call("PUT /api/v1/users/{id}/password", { path: { id: user.id }, body: { password } });
    done(t.passwordSet(user.name));
  });
  return (
    <Form title={t.passwordTitle(user.name)} action={common().save} busy={set.busy} onClose={onClose} onSubmit={() => void set.run()}>
      <p>{t.passwordTell}</p>
      <Field label={t.newPassword} hint={t.passwordHint} name="password" problem={set.problem}><Input type="password" value={password} onValue={setPassword} required minLength={12} autocomplete="new-password" autoFocus /></Field>
      <Trouble problem={set.problem} except={["password"]} />
    </Form>
  );
}
