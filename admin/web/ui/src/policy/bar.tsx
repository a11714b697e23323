// What is being worked on, on every page that changes the policy.
import { useEffect, useState } from "preact/hooks";
import { list } from "../api/client.ts";
import { asProblem, useAction } from "../api/data.ts";
import type { Problem } from "../api/client.ts";
import { may } from "../api/session.ts";
import { ask } from "../components/ask.tsx";
import { Badge } from "../components/badge.tsx";
import { Button } from "../components/button.tsx";
import { Code } from "../components/code.tsx";
import { Conflict } from "../components/conflict.tsx";
import { Menu } from "../components/menu.tsx";
import { Trouble } from "../components/problem.tsx";
import { toast } from "../components/toast.tsx";
import { go, useQuery } from "../router.ts";
import { text } from "./text.ts";
import { discard, forget, keepMine, open, redo, save, takeTheirs, undo, workspace, type Workspace } from "./workspace.ts";
import "./policy.css";

/** useWorkspace opens the draft that the address names, or one's own. It gives the problem that keeps it from opening. */
export function useWorkspace(): { work: Workspace | undefined; problem: Problem | undefined; retry: () => void } {
  const [id] = useQuery("draft");
  const [turn, setTurn] = useState(0);
  const [problem, setProblem] = useState<Problem | undefined>();
  useEffect(() => {
    const abort = new AbortController();
    setProblem(undefined);
    open(id || null, abort.signal).catch((error: unknown) => !abort.signal.aborted && setProblem(asProblem(error)));
    return () => abort.abort();
  }, [id, turn]);
  return { work: workspace.value, problem, retry: () => setTurn((n) => n + 1) };
}

/** DraftBar says what is on the screen, how it is kept, and leads on to putting it in force. */
export function DraftBar({ work: w }: { work: Workspace }) {
  const t = text();
  const isDraft = w.draft !== null || w.text !== w.inForce;
  return (
    <section class={"policy-bar no-print" + (isDraft ? " policy-bar-draft" : "")} aria-label={isDraft ? t.draft(w.draft?.name ?? "") : t.inForce}>
      <div class="row row-apart">
        {isDraft ? <Named work={w} /> : <p class="muted">{t.inForce}</p>}
        {isDraft && <Buttons work={w} />}
      </div>
      <Trouble problem={w.problem} retry={() => void save()}>{t.keptHere}</Trouble>
      {w.theirs && <Conflict open theirs={<Code text={w.theirs.draft.text} label={t.theirs} />} mine={<Code text={w.text} label={t.mine} />} onTheirs={() => void takeTheirs()} onMine={() => void keepMine()} onClose={() => void takeTheirs()} />}
    </section>
  );
}

function Named({ work: w }: { work: Workspace }) {
  const t = text();
  const problems = list(w.shown.problems);
  const errors = problems.filter((p) => p.severity === "error").length;
  return (
    <p class="row">
      <strong>{t.draft(w.draft?.name ?? "…")}</strong>
      <span class="muted" role="status">{w.saving ? t.saving : w.text === w.saved ? t.saved : t.notSaved}</span>
      {errors > 0 && <Badge tone="bad">{t.errors(errors)}</Badge>}
      {problems.length > errors && <Badge tone="warn">{t.warnings(problems.length - errors)}</Badge>}
    </p>
  );
}

function Buttons({ work: w }: { work: Workspace }) {
  const t = text();
  const review = useAction(async () => { if (await save()) go(`/drafts/${workspace.value!.draft!.id}`); });
  const remove = async () => {
    if (!(await ask({ title: t.discard, text: t.discardAsk, action: t.discard, danger: true }))) return;
    await discard();
    toast(t.discarded);
  };
  const errors = list(w.shown.problems).some((p) => p.severity === "error");
  return (
    <div class="row">
      <Button small disabled={w.past.length === 0} title={w.past.at(-1)?.what ?? ""} onClick={undo}>{t.undo}</Button>
      <Button small disabled={w.future.length === 0} onClick={redo}>{t.redo}</Button>
      <Menu small label={t.others} items={[
        { label: t.others, href: "/drafts" },
        { label: t.seeInForce, onSelect: () => { forget(); go("/rules?draft=none"); } },
        ...(may("policy.draft") ? [{ label: t.discard, danger: true, above: true, onSelect: () => void remove() }] : []),
      ]} />
      <Button kind="primary" busy={review.busy} disabled={errors} onClick={() => void review.run()}>{t.review}</Button>
    </div>
  );
}
