import type { ComponentChildren } from "preact";

/** Notice is something to know beside the content: what is the matter, and what to do. */
export function Notice({ tone = "info", title, children, actions }: { tone?: "info" | "warn" | "bad" | "good"; title: ComponentChildren; children?: ComponentChildren; actions?: ComponentChildren }) {
  return (
    <div class={`notice notice-${tone}`} role={tone === "bad" ? "alert" : "note"}>
      <div class="notice-text">
        <strong>{title}</strong>
        {children && <div>{children}</div>}
      </div>
      {actions && <div class="row no-print">{actions}</div>}
    </div>
  );
}
