import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { common } from "../words.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

interface Question {
  title: string;
  text?: ComponentChildren;
  /** action is the word on the button that does it. */
  action: string;
  danger?: boolean;
  answer: (yes: boolean) => void;
}

const question = signal<Question | null>(null);

/** ask has somebody confirm what can't be undone. What can be undone is done at once, with toast()'s undo. */
export function ask(q: Omit<Question, "answer">): Promise<boolean> {
  return new Promise((resolve) => {
    question.value = { ...q, answer: (yes) => { question.value = null; resolve(yes); } };
  });
}

/** Asking is where questions are shown: in the frame, once. */
export function Asking() {
  const q = question.value;
  return (
    <Dialog title={q?.title ?? ""} open={q !== null} onClose={() => q?.answer(false)} footer={q && <>
      <Button onClick={() => q.answer(false)}>{common().cancel}</Button>
      <Button kind={q.danger ? "danger" : "primary"} onClick={() => q.answer(true)}>{q.action}</Button>
    </>}>
      {q?.text}
    </Dialog>
  );
}
