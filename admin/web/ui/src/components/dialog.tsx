import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { common } from "../words.ts";

interface Props {
  title: ComponentChildren;
  open: boolean;
  /** onClose is called for Escape and the closing button too. Without it the dialog can't be closed. */
  onClose?: (() => void) | undefined;
  /** footer has the buttons, the main one last. */
  footer?: ComponentChildren;
  wide?: boolean;
  children: ComponentChildren;
}

/** Dialog is over the page until it is closed; focus stays in it and goes back to where it was. */
export function Dialog({ title, open, onClose, footer, wide, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current!;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);
  if (!open) return <dialog ref={ref} hidden />;
  return (
    <dialog ref={ref} class={"dialog" + (wide ? " dialog-wide" : "")} aria-labelledby={id} onCancel={(e) => { e.preventDefault(); onClose?.(); }}>
      <header class="dialog-head">
        <h2 id={id}>{title}</h2>
        {onClose && <button type="button" class="dialog-close" aria-label={common().close} onClick={onClose}>×</button>}
      </header>
      <div class="dialog-body">{children}</div>
      {footer && <footer class="dialog-foot">{footer}</footer>}
    </dialog>
  );
}
