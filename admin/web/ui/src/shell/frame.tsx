import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { identity, logOut, may } from "../api/session.ts";
import { Button } from "../components/button.tsx";
import { pages, type PageLine } from "../pages/index.ts";
import { names } from "../pages/names.ts";
import { path } from "../router.ts";
import { text } from "./text.ts";

const groups = ["watch", "policy", "data", "system"] as const;

/** Frame is around each page: navigation, who is logged in, footer. */
export function Frame({ children }: { children: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [path.value]);
  const t = text();
  return (
    <div class="frame">
      <a class="frame-skip" href="#content">{t.skip}</a>
      <header class="frame-top no-print">
        <button type="button" class="frame-menu" aria-expanded={open} aria-controls="navigation" onClick={() => setOpen(!open)}>
          <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2 4h12M2 8h12M2 12h12" /></svg>
          <span class="unseen">{t.menu}</span>
        </button>
        <a class="frame-mark" href="/">Sekisho</a>
        <div class="frame-who">
          <span class="frame-name">{identity.value?.name}</span>
          <Button kind="quiet" small onClick={() => void logOut()}>{t.logOut}</Button>
        </div>
      </header>
      <nav id="navigation" class={"frame-nav no-print" + (open ? " frame-nav-open" : "")} aria-label={t.navigation}>
        {groups.map((g) => <NavGroup key={g} group={g} />)}
      </nav>
      <main id="content" class="frame-content" tabIndex={-1}>{children}</main>
      <footer class="frame-foot">
        <a href="https://db-ip.com" rel="noreferrer" target="_blank">{t.attribution}</a> ({t.licence})
      </footer>
    </div>
  );
}

function NavGroup({ group }: { group: (typeof groups)[number] }) {
  const lines = pages.filter((p) => p.group === group && (!p.needs || may(p.needs)));
  if (lines.length === 0) return null;
  return (
    <div class="frame-group">
      <h2 class="frame-group-name" id={`nav-${group}`}>{names()[group]}</h2>
      <ul aria-labelledby={`nav-${group}`}>{lines.map((line) => <NavLink key={line.path} line={line} />)}</ul>
    </div>
  );
}

function NavLink({ line }: { line: PageLine }) {
  const here = path.value === line.path;
  const below = line.path !== "/" && path.value.startsWith(line.path + "/");
  return <li><a href={line.path} class={"frame-link" + (here || below ? " frame-link-here" : "")} aria-current={here ? "page" : below ? "true" : undefined}>{names()[line.name]}</a></li>;
}
