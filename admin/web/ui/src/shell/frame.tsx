import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { may } from "../api/session.ts";
import { Asking } from "../components/ask.tsx";
import { Toasts } from "../components/toast.tsx";
import { pages, type PageLine } from "../pages/index.ts";
import { names } from "../pages/names.ts";
import { path } from "../router.ts";
import { Mark } from "./mark.tsx";
import { Pending } from "./pending.tsx";
import { Sheet } from "./sheet.tsx";
import { text } from "./text.ts";
import { Who } from "./who.tsx";

const groups = ["watch", "policy", "data", "system"] as const;

/** Frame is around each page: navigation, who is logged in, footer. */
export function Frame({ children }: { children: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [path.value]);
  const pressed = (event: KeyboardEvent) => { if (event.key === "Escape") setOpen(false); };
  const t = text();
  return (
    <div class="frame">
      <a class="frame-skip" href="#content">{t.skip}</a>
      <header class="frame-top no-print">
        <button type="button" class="frame-menu" aria-expanded={open} aria-controls="navigation" onClick={() => setOpen(!open)}>
          <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2 4h12M2 8h12M2 12h12" /></svg>
          <span class="unseen">{t.menu}</span>
        </button>
        <a class="frame-mark" href="/"><Mark /> Sekisho</a>
        <div class="frame-who"><Who /></div>
      </header>
      <nav id="navigation" class={"frame-nav no-print" + (open ? " frame-nav-open" : "")} aria-label={t.navigation} onKeyDown={pressed}>
        {groups.map((g) => <NavGroup key={g} group={g} />)}
      </nav>
      <div class="frame-body">
        <div class="frame-banner no-print"><Pending /></div>
        <main id="content" class="frame-content" tabIndex={-1}>{children}</main>
      </div>
      <footer class="frame-foot">
        <a href="https://db-ip.com" rel="noreferrer" target="_blank">{t.attribution}</a> ({t.licence})
      </footer>
      <Toasts />
      <Asking />
      <Sheet />
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
