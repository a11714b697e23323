import { useState } from "preact/hooks";
import { call, list } from "../../api/client.ts";
import { useAction } from "../../api/data.ts";
import type { StateRestored } from "../../api/types.ts";
import { ask } from "../../components/ask.tsx";
import { Button, ButtonLink } from "../../components/button.tsx";
import { download } from "../../components/download.ts";
import { Facts } from "../../components/facts.tsx";
import { Check, Field, Input } from "../../components/field.tsx";
import { Page, Section } from "../../components/page.tsx";
import { Trouble } from "../../components/problem.tsx";
import { base64 } from "./base64.ts";
import { text } from "./text.ts";

export default function BackupPage() {
  const t = text();
  return (
    <Page title={t.title} lead={t.lead}>
      <div class="grid">
        <Make />
        <Restore />
      </div>
    </Page>
  );
}

function Make() {
  const t = text();
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const [keys, setKeys] = useState(false);
  const [saved, setSaved] = useState("");
  const make = useAction(async () => {
    const answer = await call("POST /api/v1/backup", { body: { passphrase, keys } });
    const name = `sekisho-${new Date().toISOString().slice(0, 10)}.age`;
    download(await answer.blob(), name);
    setSaved(name);
    setPassphrase("");
    setAgain("");
  });
  const differ = again !== "" && again !== passphrase;
  return (
    <div class="card stack"><Section title={t.make}>
      <form class="stack" onSubmit={(e) => { e.preventDefault(); void make.run(); }}>
        <Field label={t.passphrase} hint={t.passphraseHint} name="passphrase" problem={make.problem}><Input type="password" autocomplete="new-password" value={passphrase} onValue={setPassphrase} /></Field>
        <Field label={t.again} error={differ ? t.differ : undefined}><Input type="password" autocomplete="new-password" value={again} onValue={setAgain} /></Field>
        <Check label={t.keys} checked={keys} onValue={setKeys} />
        <Trouble problem={make.problem} except={["passphrase"]} />
        <p><Button type="submit" kind="primary" busy={make.busy} disabled={passphrase === "" || again !== passphrase}>{t.download}</Button></p>
        {saved && <p role="status">{t.saved(saved)}</p>}
      </form>
    </Section></div>
  );
}

function Restore() {
  const t = text();
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState("");
  const [parts, setParts] = useState({ users: true, settings: true, keys: false });
  const [done, setDone] = useState<StateRestored | null>(null);
  const restore = useAction(async () => {
    if (!(await ask({ title: t.restore, text: t.ask, action: t.start }))) return;
    setDone(await call("POST /api/v1/restore", { body: { archive: base64(new Uint8Array(await file!.arrayBuffer())), passphrase, ...parts } }));
    setPassphrase("");
  });
  const part = (name: keyof typeof parts, label: string) => <Check label={label} checked={parts[name]} onValue={(on) => setParts({ ...parts, [name]: on })} />;
  return (
    <div class="card stack"><Section title={t.restore}>
      <form class="stack" onSubmit={(e) => { e.preventDefault(); void restore.run(); }}>
        <p class="muted">{t.restoreHint}</p>
        <Field label={t.file} name="archive" problem={restore.problem}><input class="field-control" type="file" accept=".age" onChange={(e) => setFile(e.currentTarget.files?.[0] ?? null)} /></Field>
        <Field label={t.passphrase} name="passphrase" problem={restore.problem}><Input type="password" value={passphrase} onValue={setPassphrase} /></Field>
        {part("users", t.users)}
        {part("settings", t.settings)}
        {part("keys", t.restoreKeys)}
        <Trouble problem={restore.problem} except={["archive", "passphrase"]} />
        <p><Button type="submit" kind="primary" busy={restore.busy} disabled={!file || passphrase === ""}>{t.start}</Button></p>
      </form>
      {done && <Restored of={done} />}
    </Section></div>
  );
}

function Restored({ of: r }: { of: StateRestored }) {
  const t = text();
  const draft = (r.draft as { id?: string } | null)?.id;
  const names = (["users", "settings", "destinations", "kept"] as const).map((n) => [t.list[n], list(r[n]).join(", ") || "–"] as const);
  const counts = (["queries", "revisions", "keys"] as const).map((n) => [t.list[n], String(r[n])] as const);
  return (
    <div class="stack-s" role="status">
      <h3>{t.result}</h3>
      <Facts items={[...names, ...counts]} />
      {draft && <p class="row">{t.draft} <ButtonLink kind="primary" href={`/drafts/${draft}`}>{t.review}</ButtonLink></p>}
    </div>
  );
}
