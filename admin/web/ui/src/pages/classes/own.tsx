import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { list } from "../../api/client.ts";
import { useAction } from "../../api/data.ts";
import { may } from "../../api/session.ts";
import type { EditCustom, PolicyProblem } from "../../api/types.ts";
import { Button } from "../../components/button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Facts } from "../../components/facts.tsx";
import { Field, Input, TextArea } from "../../components/field.tsx";
import { Form } from "../../components/form.tsx";
import { Trouble } from "../../components/problem.tsx";
import { toast } from "../../components/toast.tsx";
import { DraftBar, useWorkspace } from "../../policy/bar.tsx";
import { edit, undo, type Workspace } from "../../policy/workspace.ts";
import { common } from "../../words.ts";
import { entries, goodName, patch } from "./catalogue.ts";
import { text } from "./text.ts";

/** Own are the classes that the policy defines itself. They are edited as the rest of the policy is: in a draft. */
export function Own() {
  const { work, problem, retry } = useWorkspace();
  return (
    <div class="stack">
      <Trouble problem={problem} retry={retry} />
      {!work && !problem && <p class="loading" role="status">{common().loading}</p>}
      {work && <Classes work={work} />}
    </div>
  );
}

type Lists = Pick<EditCustom, "keywords" | "patterns" | "context">;

/** Set makes a class what it shall be, and says so. */
type Set = (name: string, to: Lists | null, done: string) => Promise<boolean>;

function Classes({ work }: { work: Workspace }) {
  const t = text();
  const [open, setOpen] = useState<EditCustom | "new" | null>(null);
  const all = list(work.shown.custom);
  const doing = useAction(async (name: string, to: Lists | null, done: string) => {
    await edit([{ op: "patch", set: patch(name, to) }], done);
    toast(done, { undo });
  });
  return (
    <>
      <DraftBar work={work} />
      <div class="row row-apart"><p class="muted classes-hint">{t.ownHint} {t.inForceOnly}</p>{may("policy.draft") && <Button kind="primary" onClick={() => setOpen("new")}>{t.add}</Button>}</div>
      {!open && <Trouble problem={doing.problem} />}
      {all.length === 0 && <Empty title={t.noOwn}>{t.noOwnHint}</Empty>}
      <div class="grid">{all.map((c) => <Class key={c.name} of={c} problems={problemsOf(work, c.name)} change={() => setOpen(c)} set={doing.run} />)}</div>
      {open && <Edit of={open === "new" ? undefined : open} taken={all.map((c) => c.name)} set={doing.run} problem={<Trouble problem={doing.problem} />} close={() => { doing.forget(); setOpen(null); }} />}
      <p><a href="/rules?yaml=1">{t.yaml}</a></p>
    </>
  );
}

/** problemsOf are those of a class: they name it in their path, or first in what they say. */
function problemsOf(work: Workspace, name: string): PolicyProblem[] {
  return list(work.shown.problems).filter((p) => [p.path ?? "", p.message].some((s) => s.startsWith(`custom.${name}.`) || s.startsWith(`custom.${name}:`) || s === `custom.${name}`));
}

function Class({ of: c, problems, change, set }: { of: EditCustom; problems: readonly PolicyProblem[]; change: () => void; set: Set }) {
  const t = text();
  const shown = (values: string[] | null) => list(values).map((v) => <code class="classes-entry" key={v}>{v}</code>);
  return (
    <section class="card stack-s">
      <header class="row row-apart">
        <h3><code>custom.{c.name}</code></h3>
        {may("policy.draft") && <span class="row">
          <Button small aria-label={t.changeOf(c.name)} onClick={change}>{t.change}</Button>
          <Button small aria-label={t.removeOf(c.name)} onClick={() => void set(c.name, null, t.removed(c.name))}>{t.remove}</Button>
        </span>}
      </header>
      {problems.map((p) => <p class="field-error" role="alert" key={p.message}>{p.message}</p>)}
      <Facts items={([[t.keywords, c.keywords], [t.patterns, c.patterns], [t.context, c.context]] as const).filter(([, v]) => list(v).length > 0).map(([name, v]) => [name, shown(v)] as const)} />
    </section>
  );
}

function Edit({ of: c, taken, set, problem, close }: { of: EditCustom | undefined; taken: readonly string[]; set: Set; problem: ComponentChildren; close: () => void }) {
  const t = text();
  const [name, setName] = useState(c?.name ?? "");
  const [keywords, setKeywords] = useState(list(c?.keywords).join("\n"));
  const [patterns, setPatterns] = useState(list(c?.patterns).join("\n"));
  const [context, setContext] = useState(list(c?.context).join("\n"));
  const [tried, setTried] = useState(false);
  const to: Lists = { keywords: entries(keywords), patterns: entries(patterns), context: entries(context) };
  const none = list(to.keywords).length + list(to.patterns).length === 0;
  const wrongName = !goodName(name) ? t.classNameHint : !c && taken.includes(name) ? t.taken : "";
  const send = async () => {
    setTried(true);
    if (!none && !wrongName && await set(name, to, c ? t.changed(name) : t.added(name))) close();
  };
  return (
    <Form title={c ? `custom.${c.name}` : t.add} action={c ? common().change : common().add} onSubmit={() => void send()} onClose={close}>
      {problem}
      {!c && <Field label={t.className} hint={t.classNameHint} error={tried && wrongName}><Input value={name} maxLength={64} spellcheck={false} autoFocus onValue={setName} /></Field>}
      <Field label={t.keywords} hint={t.keywordsHint} error={tried && none && t.needs}><TextArea value={keywords} onValue={setKeywords} spellcheck={false} /></Field>
      <Field label={t.patterns} hint={t.patternsHint} optional><TextArea mono rows={3} value={patterns} onValue={setPatterns} spellcheck={false} /></Field>
      <Field label={t.context} hint={t.contextHint} optional><TextArea rows={3} value={context} onValue={setContext} spellcheck={false} /></Field>
    </Form>
  );
}
