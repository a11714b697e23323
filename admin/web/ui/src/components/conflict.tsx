import type { ComponentChildren } from "preact";
import { words } from "../i18n.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

const text = words({
  en: { title: "Somebody else has changed it meanwhile", theirs: "As it stands now", mine: "As you have it", takeTheirs: "Take theirs", keepMine: "Keep mine", hint: "Nothing of yours is saved yet. Keeping yours overwrites what the other changed." },
  ja: { title: "ほかのユーザーが先に変更しました", theirs: "現在の内容", mine: "編集中の内容", takeTheirs: "現在の内容を使う", keepMine: "編集中の内容を使う", hint: "編集中の内容はまだ保存されていません。編集中の内容を使うと、ほかのユーザーの変更が上書きされます。" },
});

/** Conflict shows both sides of what two people changed at once (409, 412), and lets one choose. */
export function Conflict({ open, theirs, mine, onTheirs, onMine, onClose }: { open: boolean; theirs: ComponentChildren; mine: ComponentChildren; onTheirs: () => void; onMine: () => void; onClose: () => void }) {
  const t = text();
  return (
    <Dialog title={t.title} open={open} onClose={onClose} wide footer={<>
      <Button onClick={onTheirs}>{t.takeTheirs}</Button>
      <Button kind="primary" onClick={onMine}>{t.keepMine}</Button>
    </>}>
      <p>{t.hint}</p>
      <div class="grid">
        <section class="stack-s"><h3>{t.theirs}</h3>{theirs}</section>
        <section class="stack-s"><h3>{t.mine}</h3>{mine}</section>
      </div>
    </Dialog>
  );
}
