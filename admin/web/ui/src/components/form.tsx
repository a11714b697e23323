import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { common } from "../words.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

interface Props {
  title: ComponentChildren;
  /** action is the word on the button that sends it. */
  action: string;
  danger?: boolean;
  busy?: boolean;
  wide?: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children: ComponentChildren;
}

/** Form is a dialog to fill in. It is drawn while it is open. */
export function Form({ title, action, danger, busy, wide, onSubmit, onClose, children }: Props) {
  const id = useId();
  return (
    <Dialog title={title} open onClose={onClose} {...(wide && { wide })} footer={<>
      <Button onClick={onClose}>{common().cancel}</Button>
      <Button kind={danger ? "danger" : "primary"} type="submit" form={id} busy={busy ?? false}>{action}</Button>
    </>}>
      <form id={id} class="stack" onSubmit={(e) => { e.preventDefault(); onSubmit(); }}>{children}</form>
    </Dialog>
  );
}
