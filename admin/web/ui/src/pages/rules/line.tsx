import type { VNode } from "preact";

import { may } from "../../api/session.ts";
import type { RuleAnswer } from "../../api/types.ts";
import { ActionBadge, Badge } from "../../components/badge.tsx";
import { Menu } from "../../components/menu.tsx";
import { Time } from "../../components/time.tsx";
import { number } from "../../format.ts";
import { Summary } from "../../policy/inline.tsx";
import { asKeys, expired, freeID, isUnused } from "../../policy/summary.ts";
import { term } from "../events/terms.ts";
import type { Line } from "./choose.ts";
import type { Do } from "./index.tsx";
import { text } from "./text.ts";

interface Props {
  line: Line;
  grip: VNode;
  rules: readonly Line[];
  selected: boolean;
  onSelect: (on: boolean) => void;
  run: Do;
}

/** RuleLine is a rule in the list. */
export function RuleLine({ line, grip, rules, selected, onSelect, run }: Props) {
  const t = text();
  const { rule, place } = line;
  const name = rule.id || t.noID(place + 1);
  return (
    <div class="rules-line">
      {may("policy.draft") && <span class="rules-handle no-print"><input type="checkbox" aria-label={t.select(name)} checked={selected} onChange={(e) => onSelect(e.currentTarget.checked)} />{grip}</span>}
      <span class="rules-place number" aria-hidden="true">{place + 1}</span>
      <div class="rules-body">
        <div class="row">
          <a class="rules-name" href={`/rules/${encodeURIComponent(rule.id || String(place))}`}>{rule.description || name}</a>
          {rule.description && <code class="muted">{rule.id}</code>}
          <States line={line} />
        </div>
        <Summary rule={rule} />
        {line.problems.map((p) => <p key={p.message} class={p.severity === "error" ? "field-error" : "muted"}>{p.field && <code>{p.field}</code>} {p.message}</p>)}
        <Use known={line.known} id={rule.id} />
      </div>
      <span class="rules-action"><ActionBadge action={rule.action} /></span>
      <span class="no-print"><Menu small label="⋯" name={t.more(name)} items={[
        { label: t.edit(name), href: `/rules/${encodeURIComponent(rule.id || String(place))}` },
        ...(may("policy.draft") ? [
          { label: rule.enabled ? t.disable : t.enable, onSelect: () => void run([{ op: "change", rules: [place], set: { enabled: rule.enabled ? false : null } }], `${name}: ${rule.enabled ? t.isDisabled : t.enable}`) },
          { label: t.duplicate, onSelect: () => duplicate(line, rules, run) },
        ] : []),
        { label: t.events, href: eventsOf(rule.id) },
        ...(may("policy.draft") ? [{ label: t.remove, danger: true, above: true, onSelect: () => void run([{ op: "remove", rules: [place] }], t.removed(1)) }] : []),
      ]} /></span>
    </div>
  );
}

/** duplicate puts a copy below its original, switched off: two rules that say the same need one to be changed first. */
function duplicate({ rule, place }: Line, rules: readonly Line[], run: Do): void {
  const id = freeID(rule.id, rules.map((l) => l.rule.id));
  void run([{ op: "add", to: place + 1, set: { ...asKeys(rule), id, enabled: false } }], text().added(id));
}

function eventsOf(id: string): string {
  return `/events?span=30d&q=${encodeURIComponent(term("rule.id", id))}`;
}

function States({ line: { rule, known, problems } }: { line: Line }) {
  const t = text();
  const now = new Date();
  return (
    <>
      {!rule.enabled && <Badge>{t.isDisabled}</Badge>}
      {rule.monitor && <Badge tone="info">{t.isMonitored}</Badge>}
      {rule.expires && (expired(rule, now) ? <Badge tone="warn">{t.isExpired}</Badge> : <Badge>{t.expires(rule.expires.slice(0, 10))}</Badge>)}
      {isUnused(known?.unused_since, now) && <Badge tone="warn">{t.unused}</Badge>}
      {problems.length > 0 && <Badge tone={problems.some((p) => p.severity === "error") ? "bad" : "warn"}>{t.isWrong}</Badge>}
    </>
  );
}

/** Use is how often a rule has decided, and who changed it last. */
function Use({ known, id }: { known: RuleAnswer | undefined; id: string }) {
  const t = text();
  if (!known) return <p class="rules-use"><Badge tone="info">{t.isNew}</Badge></p>;
  const h = known.hits;
  return (
    <p class="rules-use muted">
      {h && h.hits > 0 ? <a href={eventsOf(id)}>{t.hits(h.hits, number(h.hits))}</a> : <span>{t.noHit}</span>}
      {h && h.monitored > 0 && <span>{t.would(number(h.monitored))}</span>}
      {h?.last && <span>{t.lastHit} <Time at={h.last} relative /></span>}
      {known.changed && <span>{t.changed} <Time at={known.changed.at} relative /> {t.by(known.changed.author)} (<a href={`/revisions/${known.changed.revision}`}>{t.revision(known.changed.revision)}</a>){known.changed.reason && `: ${known.changed.reason}`}</span>}
    </p>
  );
}
