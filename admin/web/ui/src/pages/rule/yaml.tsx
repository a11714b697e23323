// The policy as text: a field with numbered lines, where what is wrong is marked.
import { useEffect, useRef } from "preact/hooks";
import { list } from "../../api/client.ts";
import { may } from "../../api/session.ts";
import type { PolicyProblem } from "../../api/types.ts";
import { type as typeText, type Workspace } from "../../policy/workspace.ts";
import { indented, marks, type Mark } from "./lines.ts";
import { text } from "./text.ts";
import "./yaml.css";

interface Props {
  work: Workspace;
  /** show are the lines to be seen, such as those of the rule that is edited in the form. */
  show?: { first: number; last: number } | undefined;
}

/** YAML edits the policy's text. Tab indents; Escape then Tab leaves the field (WCAG 2.2, 2.1.2). */
export function YAML({ work, show }: Props) {
  const t = text();
  const area = useRef<HTMLTextAreaElement>(null);
  const free = useRef(false);
  const problems = list(work.shown.problems);
  const all = marks(work.text, problems, show);
  useEffect(() => { if (show && document.activeElement !== area.current) toLine(area.current!, show.first); }, [show?.first]);
  const pressed = (e: KeyboardEvent) => {
    if (e.key === "Escape") free.current = true;
    else if (e.key === "Tab" && !free.current && !e.ctrlKey && !e.altKey) {
      e.preventDefault();
      const a = area.current!;
      const next = indented(a.value, a.selectionStart, a.selectionEnd, e.shiftKey);
      typeText(next.text);
      requestAnimationFrame(() => a.setSelectionRange(next.from, next.to));
    } else if (e.key !== "Shift") free.current = false;
  };
  return (
    <div class="yaml">
      <div class="yaml-frame">
        <div class="yaml-lines" aria-hidden="true">{all.map((m, i) => <Number key={i} n={i + 1} mark={m} />)}</div>
        <textarea ref={area} class="yaml-text" aria-label={t.yaml} aria-describedby="yaml-hint yaml-problems" spellcheck={false} autocapitalize="off" wrap="off" rows={Math.max(12, all.length + 1)}
          readOnly={!may("policy.draft")} value={work.text} onInput={(e) => typeText(e.currentTarget.value)} onKeyDown={pressed} />
      </div>
      <p class="muted" id="yaml-hint">{t.yamlHint}</p>
      <ul class="yaml-problems" id="yaml-problems" aria-live="polite">{problems.map((p) => <Problem key={p.line + p.message} of={p} go={() => toLine(area.current!, p.line, true)} />)}</ul>
    </div>
  );
}

function Number({ n, mark }: { n: number; mark: Mark }) {
  return <span class={"yaml-number" + (mark ? ` yaml-${mark}` : "")} data-number={n} />;
}

function Problem({ of: p, go }: { of: PolicyProblem; go: () => void }) {
  return (
    <li class={`yaml-problem-${p.severity}`}>
      {p.line > 0 && <button type="button" class="yaml-goto" onClick={go}>{text().line(p.line)}</button>} {p.path && <code>{p.path}</code>} {p.message}
    </li>
  );
}

/** toLine scrolls the text so that a line is seen, and with focus puts the caret there. */
function toLine(area: HTMLTextAreaElement, line: number, focus = false): void {
  const at = area.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  const height = area.scrollHeight / Math.max(1, area.rows);
  area.closest(".yaml-frame")?.scrollTo({ top: Math.max(0, (line - 4) * height) });
  if (!focus) return;
  area.focus();
  area.setSelectionRange(at, at);
}
