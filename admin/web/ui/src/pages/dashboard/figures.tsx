import type { ComponentChildren } from "preact";
import type { Overview } from "../../api/types.ts";
import { ActionBadge } from "../../components/badge.tsx";
import { bytes, number, percent } from "../../format.ts";
import { common } from "../../words.ts";
import { countsOf, eventsOf, readable } from "./names.ts";
import { actions } from "./points.ts";
import { text } from "./text.ts";

/** Figures are what one wants to know first. */
export function Figures({ of: o, span }: { of: Overview | undefined; span: string }) {
  const t = text();
  return (
    <dl class="dash-figures" aria-label={t.figures}>
      <Figure name={common().dataLeaving} href={eventsOf(span)} value={o && bytes(o.total.sent)} below={o && t.flows(number(o.total.flows))} />
      {actions.map((a) => {
        const c = o && countsOf(o, a);
        return <Figure key={a} name={<ActionBadge action={a} past />} href={eventsOf(span, `event.action:${a}`)} value={c && number(a === "allow" ? c.flows : c.alerts)} below={c && bytes(c.sent)} />;
      })}
      <Figure name={t.blockedNow} href="/flows" value={o && (o.flows_now ? number(o.flows_now.blocked) : "–")} below={o?.flows_now?.complete === false ? t.more : t.blockedNowHint} />
      <Figure name={t.readable} href={eventsOf(span, "sekisho.opaque_bytes>0")} value={o && shareOf(o)} below={o && (o.total.inspected > 0 ? bytes(o.total.inspected) : t.nothingRead)} />
    </dl>
  );
}

function shareOf(o: Overview): string {
  const share = readable(o.total);
  return share === null ? "–" : percent(share);
}

function Figure({ name, href, value, below }: { name: ComponentChildren; href: string; value: string | undefined; below: ComponentChildren }) {
  return (
    <div class="dash-figure">
      <dt>{name}</dt>
      <dd><a class="dash-value" href={href}>{value ?? "\u00a0"}</a><span class="dash-below">{below ?? "\u00a0"}</span></dd>
    </div>
  );
}

