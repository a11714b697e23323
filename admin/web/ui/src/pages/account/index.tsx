import { identity } from "../../api/session.ts";
import { Page, Section } from "../../components/page.tsx";
import { roleName, roleNames } from "../../roles.ts";
import { Passkeys } from "./passkeys.tsx";
import { Password } from "./password.tsx";
import { SecondFactor } from "./totp.tsx";
import { text } from "./text.ts";

export default function AccountPage() {
  const t = text();
  const who = identity.value!;
  return (
    <Page title={t.title} lead={`${who.name} · ${roleName(who.role)}: ${roleNames()[who.role].what}`}>
      <div class="grid">
        <div class="card"><Section title={t.password}><Password /></Section></div>
        <div class="card"><Section title={t.second}><SecondFactor /></Section></div>
        <div class="card"><Section title={t.passkeys}><Passkeys /></Section></div>
        <div class="card"><Section title={t.sessions}><p><a href="/sessions">{t.toSessions}</a></p></Section></div>
      </div>
    </Page>
  );
}
