import { list } from "../../api/client.ts";
import type { ControlStatus, Overview, Status } from "../../api/types.ts";
import { Badge } from "../../components/badge.tsx";
import { Facts } from "../../components/facts.tsx";
import { Bytes, Num } from "../../components/values.tsx";
import { bytes, date, percent } from "../../format.ts";
import { indexState, isOld } from "../status/health.ts";
import { bar, eventsOf, readable } from "./names.ts";
import { text } from "./text.ts";

/** Coverage is how much of what left could be read, and why the rest could not. */
export function Coverage({ of: o, span }: { of: Overview | undefined; span: string }) {
  const t = text();
  const share = o ? readable(o.total) : null;
  return (
    <section class="card dash-top">
      <h2>{t.coverage}</h2>
      <p class="muted">{t.coverageHint}</p>
      {o && <Facts items={[
        [t.looked, <Bytes n={o.total.inspected} />],
        [t.unread, <a class="dash-link" href={eventsOf(span, "sekisho.opaque_bytes>0")}><Bytes n={o.total.opaque} />{share !== null && ` (${percent(1 - share)})`}</a>],
      ]} />}
      {o && list(o.unread).length > 0 && <Reasons of={o} span={span} />}
    </section>
  );
}

function Reasons({ of: o, span }: { of: Overview; span: string }) {
  const t = text();
  const rows = [...list(o.unread)].sort((a, b) => b.opaque - a.opaque);
  return (
    <table class="dash-table" aria-label={t.unread}>
      <thead><tr><th scope="col">{t.why}</th><th scope="col" class="number">{t.unread}</th></tr></thead>
      <tbody>{rows.map((r) => (
        <tr key={r.name}>
          <th scope="row">{t.reasons[r.name] ?? r.name}<span class="dash-bar" aria-hidden="true" style={{ inlineSize: `${100 * bar(r.opaque, rows[0]!.opaque)}%` }} /></th>
          <td class="number"><a class="dash-link" href={eventsOf(span, "sekisho.opaque_bytes>0")}><Bytes n={r.opaque} /></a></td>
        </tr>
      ))}</tbody>
    </table>
  );
}

/** Health is how the appliance does, in few words; the status page has the rest. */
export function Health({ of: s }: { of: Status | undefined }) {
  const t = text();
  return (
    <section class="card dash-top">
      <h2><a class="dash-link" href="/status">{t.appliance}</a></h2>
      {s && <Facts items={[
        [t.dataplane, s.dataplane?.enforcing ? <Badge tone="good">{t.running}</Badge> : <Badge tone="bad">{t.notRunning}</Badge>],
        ...(s.dataplane ? [[t.queue, <Count n={late(s.dataplane)} />], [t.lost, <Count n={s.dataplane.events_lost} />], [t.geo, <Built of={s.dataplane} />]] as const : []),
        [t.database, <Stored of={s.index} />],
        [t.disk, <Bytes n={s.index.free_bytes} />],
        [t.shipping, <Shipping of={s} />],
      ]} />}
    </section>
  );
}

/** late are packets for which there was no room to be judged. */
function late(d: ControlStatus): number {
  return (d.queue?.["kernel_dropped"] ?? 0) + (d.queue?.["user_dropped"] ?? 0);
}

function Count({ n }: { n: number }) {
  return n > 0 ? <Badge tone="warn"><Num n={n} /></Badge> : <Num n={0} />;
}

function Built({ of: d }: { of: ControlStatus }) {
  const oldest = list(d.geo).map((g) => g.built).sort()[0];
  if (!oldest) return null;
  const day = date(new Date(oldest));
  return isOld(oldest, new Date()) ? <Badge tone="warn">{day}</Badge> : <span>{day}</span>;
}

function Stored({ of: index }: { of: Status["index"] }) {
  const t = text();
  const state = indexState(index);
  if (state === "trouble") return <Badge tone="bad">{index.trouble}</Badge>;
  return <span class="row"><Num n={index.events} /> {state === "good" ? <Badge tone="good">{t.upToDate}</Badge> : <Badge tone="warn">{t.behind(bytes(index.behind_bytes))}</Badge>}</span>;
}

function Shipping({ of: s }: { of: Status }) {
  const t = text();
  const all = list(s.shipping);
  const wrong = all.filter((d) => d.state === "failing" || list(d.alerts).length > 0).length;
  if (all.length === 0) return <span class="muted">{t.noShipping}</span>;
  return <a class="dash-link" href="/shipping">{wrong > 0 ? <Badge tone="warn">{t.shippingWrong(wrong, all.length)}</Badge> : <Badge tone="good">{t.shippingOK(all.length)}</Badge>}</a>;
}
