import { useState } from "preact/hooks";
import { call, list } from "../../api/client.ts";
import { useAction, useData } from "../../api/data.ts";
import { may } from "../../api/session.ts";
import type { EditOperation } from "../../api/types.ts";
import { ActionBadge } from "../../components/badge.tsx";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Toggle } from "../../components/chips.tsx";
import { Empty } from "../../components/empty.tsx";
import { Input, Select } from "../../components/field.tsx";
import { Menu } from "../../components/menu.tsx";
import { Page, Section } from "../../components/page.tsx";
import { Trouble } from "../../components/problem.tsx";
import { Reorder } from "../../components/reorder.tsx";
import { toast } from "../../components/toast.tsx";
import { DraftBar, useWorkspace } from "../../policy/bar.tsx";
import { edit, undo, type Workspace } from "../../policy/workspace.ts";
import { useQuery } from "../../router.ts";
import { common } from "../../words.ts";
import { YAML } from "../rule/yaml.tsx";
import { Bulk } from "./bulk.tsx";
import { chosen, grouped, groupings, kinds, linesOf, moving, type Grouping, type Kind, type Line } from "./choose.ts";
import { RuleLine } from "./line.tsx";
import { text } from "./text.ts";
import "./rules.css";

/** Do changes the policy and says so, with a way back. */
export type Do = (operations: EditOperation[], what: string) => Promise<boolean>;

export default function RulesPage() {
  const t = text();
  const { work, problem, retry } = useWorkspace();
  const [yaml, setYAML] = useQuery("yaml");
  return (
    <Page title={t.title} lead={t.lead} actions={<>
      <Toggle on={yaml !== ""} onToggle={(on) => setYAML(on ? "1" : "")}>{t.yaml}</Toggle>
      {may("policy.draft") && <ButtonLink kind="primary" href="/rules/new">{t.add}</ButtonLink>}
    </>}>
      <Trouble problem={problem} retry={retry} />
      {!work && !problem && <p class="loading" role="status">{common().loading}</p>}
      {work && (
        <div class="stack">
          <DraftBar work={work} />
          <div class={yaml ? "rules-both" : ""}>
            <Rules work={work} />
            {yaml && <Section title={t.yaml}><p class="muted">{t.yamlHint}</p><YAML work={work} /></Section>}
          </div>
        </div>
      )}
    </Page>
  );
}

function Rules({ work }: { work: Workspace }) {
  const t = text();
  const known = useData((signal) => call("GET /api/v1/rules", { signal }), [work.inForce], { every: 30_000 });
  const [filter, setFilter] = useQuery("filter");
  const [kind, setKind] = useQuery("kind", "all");
  const [grouping, setGrouping] = useQuery("by", "none");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const doing = useAction(async (operations: EditOperation[], what: string) => {
    await edit(operations, what);
    toast(what, { undo });
  });
  const lines = linesOf(list(work.shown.rules), list(known.value?.rules), list(work.shown.problems));
  const shown = chosen(lines, (kinds as readonly string[]).includes(kind) ? (kind as Kind) : "all", filter, new Date());
  const picked = shown.filter((l) => selected.has(keyOf(l)));
  const by = (groupings as readonly string[]).includes(grouping) ? (grouping as Grouping) : "none";
  const whole = shown.length === lines.length && by === "none"; // only then a place in the list is one in the policy
  if (lines.length === 0) return <Empty title={t.emptyTitle} action={may("policy.draft") && <ButtonLink kind="primary" href="/rules/new">{t.add}</ButtonLink>}>{t.emptyHint}</Empty>;
  return (
    <div class="stack-s">
      <Filter filter={filter} onFilter={setFilter} kind={kind} onKind={setKind} by={by} onBy={setGrouping} lines={lines} />
      <Trouble problem={doing.problem} />
      <General work={work} />
      {may("policy.draft") && <Bulk shown={shown} picked={picked} count={lines.length} select={(l) => setSelected(new Set(l.map(keyOf)))} run={doing.run} />}
      <p class="muted" role="status">{t.count(shown.length, lines.length)}{!whole && ` – ${t.noOrder}`}</p>
      {shown.length === 0 && <Empty title={t.noneFit} action={<Button onClick={() => { setFilter(""); setKind("all"); }}>{t.showAll}</Button>} />}
      {grouped(shown, by).map(([name, group]) => (
        <section key={name} class="stack-s" aria-label={name || undefined}>
          {by !== "none" && <h2 class="rules-group">{groupName(by, name)} <span class="muted">{group.length}</span></h2>}
          <Reorder label={t.list} items={group} itemKey={keyOf} name={(l) => l.rule.id || t.noID(l.place + 1)} disabled={!whole || !may("policy.draft")}
            onMove={(from, to) => void doing.run([moving([from], to)], t.moved)}
            itemClass={(l) => (l.rule.enabled ? undefined : "rules-off")}
            render={(l, grip) => <RuleLine line={l} grip={grip} rules={lines} selected={selected.has(keyOf(l))} onSelect={(on) => setSelected(flipped(selected, keyOf(l), on))} run={doing.run} />} />
        </section>
      ))}
      <Default work={work} run={doing.run} />
    </div>
  );
}

/** groupName is what a group is called: its owner, action or places. */
function groupName(by: Grouping, name: string): string {
  if (name === "") return common().none;
  return by === "action" ? common()[name as "allow" | "log" | "block"] : name;
}

/** keyOf tells rules apart while they are edited: by ID, and where that is missing or not alone, by place. */
function keyOf(l: Line): string {
  return l.rule.id ? l.rule.id : `#${l.place}`;
}

function flipped(set: ReadonlySet<string>, key: string, on: boolean): ReadonlySet<string> {
  const next = new Set(set);
  on ? next.add(key) : next.delete(key);
  return next;
}

function Filter({ filter, onFilter, kind, onKind, by, onBy, lines }: { filter: string; onFilter: (f: string) => void; kind: string; onKind: (k: string) => void; by: Grouping; onBy: (by: string) => void; lines: readonly Line[] }) {
  const t = text();
  const now = new Date();
  return (
    <div class="row no-print">
      <span class="rules-filter"><Input type="search" data-search aria-label={t.filter} placeholder={t.filter} value={filter} onValue={onFilter} /></span>
      {kinds.map((k) => {
        const n = k === "all" ? 0 : chosen(lines, k, "", now).length;
        if (k !== "all" && n === 0 && kind !== k) return null;
        return <Toggle key={k} on={kind === k} onToggle={() => onKind(k)}>{t[k]}{n > 0 && ` ${n}`}</Toggle>;
      })}
      <span class="rules-by"><Select aria-label={t.groupBy} value={by} onValue={onBy} options={groupings.map((g) => ({ value: g, label: t.by_[g] }))} /></span>
    </div>
  );
}

/** General are problems that belong to no rule. */
function General({ work }: { work: Workspace }) {
  const all = list(work.shown.problems).filter((p) => p.rule === undefined);
  if (all.length === 0) return null;
  return <ul class="rules-problems" aria-label={text().problemsOf}>{all.map((p) => <li key={p.line + p.message} class={`rules-${p.severity}`}>{p.line > 0 && <span class="mono">{p.line}: </span>}{p.path && <code>{p.path}</code>} {p.message}</li>)}</ul>;
}

function Default({ work, run }: { work: Workspace; run: Do }) {
  const t = text();
  const now = work.shown.default || "allow";
  const items = (["allow", "log", "block"] as const).map((a) => ({ label: common()[a], checked: a === now, onSelect: () => void run([{ op: "patch", set: { default: a } }], t.setDefault) }));
  return (
    <div class="card row row-apart">
      <div><strong>{t.default}</strong> <span class="muted">{t.defaultHint}</span> <a href="/events?q=rule.id:default">{t.events}</a></div>
      <div class="row"><ActionBadge action={now} />{may("policy.draft") && <Menu small label={common().change} items={items} />}</div>
    </div>
  );
}
