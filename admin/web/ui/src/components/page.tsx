import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { place } from "../router.ts";

/** Page is what each page is in: its title (the browser's too), what can be done with it, and its content. */
export function Page({ title, actions, lead, children }: { title: string; actions?: ComponentChildren; lead?: ComponentChildren; children: ComponentChildren }) {
  useEffect(() => {
    document.title = `${title} – Sekisho`;
  }, [title]);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => { if (came()) heading.current!.focus({ preventScroll: true }); }, []);
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>{title}</h1>
          {lead && <p class="muted page-lead">{lead}</p>}
        </div>
        {actions && <div class="row no-print">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** came tells whether a link led here, and nothing on the new page has taken the focus: then its title has it, and is read out. */
function came(): boolean {
  const now = document.activeElement;
  return place.peek().page > 0 && (now === null || now === document.body || now.closest("nav") !== null);
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
