import type { ComponentChildren } from "preact";

/** Empty says that there is nothing, why, and what to do. */
export function Empty({ title, children, action }: { title: ComponentChildren; children?: ComponentChildren; action?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children && <div class="muted">{children}</div>}
      {action && <div class="empty-action">{action}</div>}
    </div>
  );
}
