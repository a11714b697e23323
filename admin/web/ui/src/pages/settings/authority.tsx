import { useState } from "preact/hooks";
import { may } from "../../api/session.ts";
import type { SettingAnswer } from "../../api/types.ts";
import { Button } from "../../components/button.tsx";
import { Check, Field, Input } from "../../components/field.tsx";
import { Entries } from "../rule/entries.tsx";
import { Failed } from "./index.tsx";
import { changeSetting, settingOf, useVersion, type Version } from "./version.ts";
import { text } from "./text.ts";

interface Config {
  names: string[];
  directory?: string;
  email?: string;
  terms_agreed: boolean;
  ca_file?: string;
  http_port?: number;
}

/** Authority says where certificates come from by themselves. */
export function Authority({ first }: { first: Version<SettingAnswer> }) {
  const t = text();
  const { now, save } = useVersion(first, () => settingOf(first.value.name), changeSetting(first.value.name), t.saved);
  const stands = now.value.value as Config | null;
  const [c, setC] = useState<Config>(stands ?? { names: [], terms_agreed: false });
  const set = (change: Partial<Config>) => setC({ ...c, ...change });
  const line = (field: "directory" | "email" | "ca_file", label: string, hint?: string) => <Field label={label} hint={hint} optional><Input value={c[field] ?? ""} spellcheck={false} onValue={(v) => set({ [field]: v })} /></Field>;
  return (
    <form class="stack" onSubmit={(e) => { e.preventDefault(); void save.run(written(c)); }}>
      <p class="muted">{t.acmeHint}</p>
      <fieldset class="stack settings-plain" disabled={!may("settings.change")}>
        <Entries label={t.names} hint={t.namesHint} value={c.names} errors={[]} disabled={!may("settings.change")} onValue={(names) => set({ names })} />
        <div class="grid">
          {line("email", t.email)}
          {line("directory", t.directory, t.directoryHint)}
          {line("ca_file", t.caFile)}
          <Field label={t.httpPort} optional><Input type="number" min={1} max={65535} value={c.http_port ?? ""} onValue={(v) => set({ http_port: Number(v) })} /></Field>
        </div>
        <Check label={t.terms} checked={c.terms_agreed} onValue={(terms_agreed) => set({ terms_agreed })} />
      </fieldset>
      <Failed problem={save.problem} />
      {may("settings.change") && <p class="row"><Button type="submit" busy={save.busy} disabled={c.names.length === 0 || !c.terms_agreed}>{t.use}</Button>{stands && <Button busy={save.busy} onClick={() => void save.run(null)}>{t.off}</Button>}</p>}
    </form>
  );
}

/** written leaves out what is empty. */
export function written<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== "" && v !== 0 && !Number.isNaN(v))) as T;
}
