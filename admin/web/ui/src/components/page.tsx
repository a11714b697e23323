import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";

/** Page is what each page is in: its title (the browser's too), what can be done with it, and its content. */
export function Page({ title, actions, lead, children }: { title: string; actions?: ComponentChildren; lead?: ComponentChildren; children: ComponentChildren }) {
  useEffect(() => {
    document.title = `${title} – Sekisho`;
  }, [title]);
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <h1 tabIndex={-1} id="page-title">{title}</h1>
          {lead && <p class="muted page-lead">{lead}</p>}
        </div>
        {actions && <div class="row no-print">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** Section is a titled part of a page. */
export function Section({ title, actions, children }: { title: ComponentChildren; actions?: ComponentChildren; children: ComponentChildren }) {
  return (
    <section class="page-section">
      <header class="page-section-head">
        <h2>{title}</h2>
        {actions && <div class="row no-print">{actions}</div>}
      </header>
      {children}
    </section>
  );
}
