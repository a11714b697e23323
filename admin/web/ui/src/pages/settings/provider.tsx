import { useState } from "preact/hooks";
import { may } from "../../api/session.ts";
import type { SettingAnswer } from "../../api/types.ts";
import { Button } from "../../components/button.tsx";
import { Field, Input, Select } from "../../components/field.tsx";
import { written } from "./authority.tsx";
import { Failed } from "./index.tsx";
import { changeSetting, settingOf, useVersion, type Version } from "./version.ts";
import { text } from "./text.ts";

interface RoleRule {
  value: string;
  role: string;
}

interface Config {
  issuer: string;
  client_id: string;
  client_secret_file?: string;
  ca_file?: string;
  redirect_url: string;
  role_claim?: string;
  roles: RoleRule[];
}

const roles = ["viewer", "operator", "auditor", "admin"];

/** Provider sets the identity provider that people may log in by. */
export function Provider({ first }: { first: Version<SettingAnswer> }) {
  const t = text();
  const { now, save } = useVersion(first, () => settingOf(first.value.name), changeSetting(first.value.name), t.saved);
  const stands = now.value.value as Config | null;
  const [c, setC] = useState<Config>(stands ?? { issuer: "", client_id: "", redirect_url: `${location.origin}/api/v1/oidc/callback`, roles: [] });
  const set = (change: Partial<Config>) => setC({ ...c, ...change });
  const line = (field: "issuer" | "client_id" | "client_secret_file" | "ca_file" | "redirect_url" | "role_claim", label: string, hint?: string) => <Field label={label} hint={hint}><Input value={c[field] ?? ""} spellcheck={false} onValue={(v) => set({ [field]: v })} /></Field>;
  return (
    <form class="stack" onSubmit={(e) => { e.preventDefault(); void save.run(written(c)); }}>
      <p class="muted">{t.providerHint}</p>
      <fieldset class="stack settings-plain" disabled={!may("settings.change")}>
        <div class="grid">
          {line("issuer", t.issuerUrl, t.issuerHint)}
          {line("client_id", t.clientID)}
          {line("client_secret_file", t.secretFile, t.secretHint)}
          {line("redirect_url", t.redirect, t.redirectHint)}
          {line("role_claim", t.roleClaim, t.roleClaimHint)}
          {line("ca_file", t.caFile)}
        </div>
        <Roles all={c.roles} onAll={(all) => set({ roles: all })} />
      </fieldset>
      <Failed problem={save.problem} />
      {may("settings.change") && <p class="row"><Button type="submit" busy={save.busy} disabled={!c.issuer || !c.client_id}>{t.use}</Button>{stands && <Button busy={save.busy} onClick={() => void save.run(null)}>{t.none}</Button>}</p>}
    </form>
  );
}

function Roles({ all, onAll }: { all: readonly RoleRule[]; onAll: (all: RoleRule[]) => void }) {
  const t = text();
  const set = (at: number, change: Partial<RoleRule>) => onAll(all.map((r, i) => (i === at ? { ...r, ...change } : r)));
  return (
    <div class="stack-s" role="group" aria-label={t.roles}>
      <span class="field-label">{t.roles}</span>
      {all.map((r, i) => (
        <div class="row" key={i}>
          <Input aria-label={t.group} value={r.value} onValue={(value) => set(i, { value })} />
          <Select aria-label={t.role} value={r.role} options={roles.map((value) => ({ value, label: value }))} onValue={(role) => set(i, { role })} />
          <button type="button" class="chip-remove" aria-label={t.removeRole(r.value)} onClick={() => onAll(all.filter((_, at) => at !== i))}>×</button>
        </div>
      ))}
      <p><Button small onClick={() => onAll([...all, { value: "", role: "viewer" }])}>{t.addRole}</Button></p>
    </div>
  );
}
