import { useState } from "preact/hooks";
import { identity, logOut } from "../api/session.ts";
import { Menu } from "../components/menu.tsx";
import { language, setLanguage } from "../i18n.ts";
import { applyTheme, chosenTheme, store, type Theme } from "../prefs.ts";
import { pages } from "../pages/index.ts";
import { sheet } from "./shortcuts.ts";
import { text } from "./text.ts";

/** Who is who is logged in, with what is theirs: account, theme, language. */
export function Who() {
  const t = text();
  const [theme, setTheme] = useState(chosenTheme());
  const name = identity.value?.name ?? "";
  const choose = (to: Theme) => { store("theme", to); applyTheme(to); setTheme(to); };
  const account = pages.some((p) => p.path === "/account") ? [{ label: t.account, href: "/account" }] : [];
  return (
    <Menu name={t.accountOf(name)} small label={<span class="who">{name}<span class="menu-mark" aria-hidden="true" /></span>} items={[
      ...account,
      ...(["system", "light", "dark"] as const).map((to) => ({ label: `${t.theme}: ${t[to]}`, checked: theme === to, above: to === "system" && account.length > 0, onSelect: () => choose(to) })),
      ...([["en", "English"], ["ja", "日本語"]] as const).map(([code, label]) => ({ label, checked: language.value === code, above: code === "en", onSelect: () => setLanguage(code) })),
      { label: t.shortcuts, above: true, onSelect: () => { sheet.value = true; } },
      { label: t.logOut, onSelect: () => void logOut() },
    ]} />
  );
}
