import { useState } from "preact/hooks";
import { call, list } from "../../api/client.ts";
import { useAction, useData } from "../../api/data.ts";
import { may } from "../../api/session.ts";
import type { Judgements, SelfcheckPlace, ShippedTo, Tested } from "../../api/types.ts";
import { ask } from "../../components/ask.tsx";
import { Badge, type Tone } from "../../components/badge.tsx";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Empty } from "../../components/empty.tsx";
import { Facts } from "../../components/facts.tsx";
import { Choice, Field, Input } from "../../components/field.tsx";
import { Menu } from "../../components/menu.tsx";
import { Page, Section } from "../../components/page.tsx";
import { Loaded, Trouble } from "../../components/problem.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { toast } from "../../components/toast.tsx";
import { Country, Num } from "../../components/values.tsx";
import { duration, number } from "../../format.ts";
import { isPlain } from "../destination/destination.ts";
import { text } from "./text.ts";
import "./shipping.css";

/** The page asks again every 5 s. */
const every = 5_000;

export default function ShippingPage() {
  const t = text();
  const data = useData((signal) => call("GET /api/v1/destinations", { signal }), [], { every });
  const own = useData((signal) => call("GET /api/v1/judgement", { signal }), []);
  return (
    <Page title={t.title} lead={t.lead} actions={may("shipping.manage") && <ButtonLink kind="primary" href="/shipping/new">{t.add}</ButtonLink>}>
      <div class="stack">
        <Loaded data={data}>{(d) => {
          const all = list(d.items);
          if (all.length === 0) return <Empty title={t.empty} action={may("shipping.manage") && <ButtonLink kind="primary" href="/shipping/new">{t.add}</ButtonLink>}>{t.emptyHint}</Empty>;
          return <div class="grid">{all.map((s) => <Destination key={s.name} of={s} reload={data.reload} />)}</div>;
        }}</Loaded>
        <Section title={t.own}>
          <p class="muted">{t.ownHint}</p>
          <Loaded data={own}>{(j) => <Own of={j} />}</Loaded>
        </Section>
      </div>
    </Page>
  );
}

const tones: Record<string, Tone> = { running: "good", paused: "neutral", retrying: "warn", failing: "bad" };

function Destination({ of: s, reload }: { of: ShippedTo; reload: () => void }) {
  const t = text();
  const [tested, setTested] = useState<Tested | null>(null);
  const test = useAction(async () => setTested(await call("POST /api/v1/destinations/{name}/test", { path: { name: s.name } })));
  return (
    <section class="card stack-s" aria-label={s.name}>
      <header class="row row-apart">
        <h2 class="row">{s.name} <Badge tone={tones[s.state] ?? "neutral"}>{t.states[s.state] ?? s.state}</Badge></h2>
        {may("shipping.manage") && <Actions of={s} reload={reload} test={() => void test.run()} />}
      </header>
      <p class="muted"><span class="mono">{s.type} {s.address ?? list(s.brokers).join(", ")}</span> {s.fixed && <Badge>{t.fixed}</Badge>} {isPlain(s) && <Badge tone="warn">{t.plain}</Badge>}</p>
      {s.cursor_error && <p class="shipping-warning" role="alert">{t.unkept} {s.cursor_error}</p>}
      {[...list(s.warnings), ...list(s.alerts)].map((w) => <p key={w} class="shipping-warning" role="alert">{w}</p>)}
      <Progress of={s} />
      <Lost of={s} />
      <Trouble problem={test.problem} />
      {test.busy && <p role="status" class="loading">{t.test}…</p>}
      {tested && <p role="status"><Badge tone={tested.arrived ? "good" : "bad"}>{tested.arrived ? t.arrived : t.notArrived}</Badge> {t.answered}: <code>{tested.answer}</code></p>}
    </section>
  );
}

function Progress({ of: s }: { of: ShippedTo }) {
  const t = text();
  const behind = s.lag.events > 0 ? t.lagOf(number(s.lag.events), duration(s.lag.seconds)) : t.upToDate;
  return (
    <Facts items={[
      [t.lag, behind], [t.rate, t.perSecond(number(Math.round(s.rate * 10) / 10))], [t.cursor, <Num n={s.cursor} />], [t.sent, <Num n={s.counts.sent} />],
      ...(s.counts.repeated > 0 ? [[t.repeated, <Num n={s.counts.repeated} />] as const] : []),
      ...(s.counts.left_out > 0 ? [[t.leftOut, <Num n={s.counts.left_out} />] as const] : []),
      ...(s.counts.dropped > 0 ? [[t.dropped, <Badge tone="bad"><Num n={s.counts.dropped} /></Badge>] as const] : []),
      ...(s.damaged > 0 ? [[t.damaged, <Badge tone="bad"><Num n={s.damaged} /></Badge>] as const] : []),
      ...(s.secret_set ? [[t.secret, t.secretSet] as const] : []),
      ...(s.last_error ? [[t.lastError, <>{s.last_error} <span class="muted"><Time at={s.last_error_at} relative /></span></>] as const] : []),
      ...(s.retry_at && s.state !== "running" ? [[t.retry, <Time at={s.retry_at} relative />] as const] : []),
    ]} />
  );
}

/** Lost says what retention removed before it was sent. */
function Lost({ of: s }: { of: ShippedTo }) {
  const t = text();
  const gaps = list(s.gaps);
  if (gaps.length === 0) return null;
  return (
    <div>
      <h3>{t.gaps}</h3>
      <ul>{gaps.map((g) => <li key={g.from}><Time at={g.at} /> {t.gap(number(g.from), number(g.to), number(g.events))} <span class="muted">({t.gapBy(number(g.block), number(g.log), number(g.allow))})</span></li>)}</ul>
    </div>
  );
}

function Actions({ of: s, reload, test }: { of: ShippedTo; reload: () => void; test: () => void }) {
  const t = text();
  const [moving, setMoving] = useState(false);
  const path = { name: s.name };
  const act = useAction(async (what: "pause" | "resume" | "remove") => {
    if (what === "remove") {
      if (!(await ask({ title: t.remove, text: t.removeAsk(s.name), action: t.remove, danger: true }))) return;
      await call("DELETE /api/v1/destinations/{name}", { path });
      toast(t.removed(s.name));
    } else if (what === "pause") {
      await call("POST /api/v1/destinations/{name}/pause", { path });
      toast(t.paused(s.name));
    } else {
      await call("POST /api/v1/destinations/{name}/resume", { path });
      toast(t.resumed(s.name));
    }
    reload();
  });
  return (
    <span class="row">
      <Button small onClick={test}>{t.test}</Button>
      <Menu small label="⋯" name={t.more(s.name)} items={[
        ...(s.fixed ? [] : [{ label: t.edit, href: `/shipping/${s.name}` }]),
        s.state === "paused" ? { label: t.resume, onSelect: () => void act.run("resume") } : { label: t.pause, onSelect: () => void act.run("pause") },
        { label: t.move, onSelect: () => setMoving(true) },
        ...(s.fixed ? [] : [{ label: t.remove, danger: true, above: true, onSelect: () => void act.run("remove") }]),
      ]} />
      <Trouble problem={act.problem} />
      {moving && <Move name={s.name} close={() => setMoving(false)} done={reload} />}
    </span>
  );
}

type Place = "now" | "beginning" | "time";

function Move({ name, close, done }: { name: string; close: () => void; done: () => void }) {
  const t = text();
  const [to, setTo] = useState<Place>("now");
  const [time, setTime] = useState("");
  const move = useAction(async () => {
    await call("POST /api/v1/destinations/{name}/cursor", { path: { name }, body: to === "time" ? { time: new Date(time).toISOString() } : { to } });
    toast(t.moved);
    done();
    close();
  });
  return (
    <Dialog title={t.move} open onClose={close} footer={<Button kind="primary" busy={move.busy} disabled={to === "time" && !time} onClick={() => void move.run()}>{t.move}</Button>}>
      <div class="stack">
        <p>{t.moveHint}</p>
        <Choice<Place> legend={t.move} value={to} onValue={setTo} options={[{ value: "now", label: t.toNow }, { value: "beginning", label: t.toBeginning }, { value: "time", label: t.toTime }]} />
        {to === "time" && <Field label={t.toTime}><Input type="datetime-local" value={time} onValue={setTime} /></Field>}
        <Trouble problem={move.problem} />
      </div>
    </Dialog>
  );
}

function Own({ of: j }: { of: Judgements }) {
  const t = text();
  const all = list(j.items);
  if (all.length === 0) return <p>{t.noOwn}</p>;
  return (
    <div class="stack-s">
      {j.trouble && <p class="field-error">{t.trouble} {j.trouble}</p>}
      {list(j.warnings).map((w) => <p key={w} class="shipping-warning" role="alert">{w}</p>)}
      <Table label={t.own} rows={all} rowKey={(o) => o.purpose + o.host + o.source} columns={[
        { key: "what", title: t.what, head: true, cell: (o) => t.purposes[o.purpose] },
        { key: "host", title: t.address, cell: (o) => <><span class="mono">{o.host}</span> <span class="muted">{o.source}</span></> },
        { key: "place", title: t.place, cell: (o) => (o.trouble ? <span class="muted">{o.trouble}</span> : <Where all={list(o.addresses)} />) },
        { key: "watched", title: t.verdict, cell: (o) => (o.watched ? <Badge tone="warn">{t.watched}</Badge> : t.fine) },
      ]} />
    </div>
  );
}

/** Where are the jurisdictions of all addresses behind a name, each once. */
function Where({ all }: { all: readonly SelfcheckPlace[] }) {
  const codes = [...new Set(all.flatMap((a) => list(a.jurisdictions)))];
  return <>{codes.map((c) => <div key={c}><Country code={c} /></div>)}</>;
}
