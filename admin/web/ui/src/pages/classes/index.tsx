import { call, list } from "../../api/client.ts";
import { useData } from "../../api/data.ts";
import { may } from "../../api/session.ts";
import type { DataClass, Vocabulary } from "../../api/types.ts";
import { Badge } from "../../components/badge.tsx";
import { Empty } from "../../components/empty.tsx";
import { Field, Input } from "../../components/field.tsx";
import { Page } from "../../components/page.tsx";
import { Loaded } from "../../components/problem.tsx";
import { Tabs } from "../../components/tabs.tsx";
import { language } from "../../i18n.ts";
import { setQuery, useQuery } from "../../router.ts";
import { term } from "../events/terms.ts";
import { families, type Family } from "./catalogue.ts";
import { Own } from "./own.tsx";
import { text } from "./text.ts";
import { TryIt } from "./try.tsx";
import "./classes.css";

type View = "list" | "try" | "own";

export default function ClassesPage() {
  const t = text();
  const [view] = useQuery("view", "list");
  const vocabulary = useData((signal) => call("GET /api/v1/vocabulary", { signal }), []);
  const show = (to: View) => setQuery({ view: to === "list" ? null : to }, { push: true });
  return (
    <Page title={t.title} lead={t.lead}>
      <Loaded data={vocabulary}>{(v) => (
        <Tabs<View> label={t.views} value={view as View} onValue={show} tabs={[
          { value: "list", label: t.list, content: () => <Catalogue vocabulary={v} /> },
          ...(may("detectors.test") ? [{ value: "try" as const, label: t.tryIt, content: () => <TryIt classes={list(v.classes)} /> }] : []),
          { value: "own", label: t.own, content: () => <Own /> },
        ]} />
      )}</Loaded>
    </Page>
  );
}

function Catalogue({ vocabulary }: { vocabulary: Vocabulary }) {
  const t = text();
  const [wanted, setWanted] = useQuery("find");
  const found = families(list(vocabulary.classes), wanted);
  return (
    <div class="stack">
      <div class="classes-find"><Field label={t.find} hint={t.findHint}><Input type="search" value={wanted} onValue={setWanted} {...{ "data-search": true }} /></Field></div>
      {found.length === 0 && <Empty title={t.none} />}
      {found.map((f) => <Shown key={f.parent.name} of={f} />)}
    </div>
  );
}

/** Shown is a family: its parent as the heading, for rules may ask for all of it at once. */
function Shown({ of: f }: { of: Family }) {
  const t = text();
  const said = f.parent[language.value];
  return (
    <section class="card classes-family" aria-labelledby={`classes-${f.parent.name}`}>
      <header class="classes-head">
        <h2 id={`classes-${f.parent.name}`}>{said.name} <code class="classes-code">{f.parent.name}</code></h2>
        <p class="muted">{said.about} {f.classes.length === 0 && <More of={f.parent} />}</p>
      </header>
      {f.classes.length > 0 && (
        <table class="classes-table" aria-label={said.name}>
          <thead><tr><th scope="col">{t.name}</th><th scope="col">{t.about}</th><th scope="col">{t.basis}</th></tr></thead>
          <tbody>{f.classes.map((c) => <Row key={c.name} of={c} />)}</tbody>
        </table>
      )}
    </section>
  );
}

function Row({ of: c }: { of: DataClass }) {
  const t = text();
  const said = c[language.value];
  return (
    <tr>
      <th scope="row"><span class="classes-name">{said.name}</span> <code class="classes-code">{c.name}</code>{!c.served && <Badge tone="warn">{t.notServed}</Badge>}</th>
      <td data-title={t.about}>{said.about} <More of={c} /></td>
      <td data-title={t.basis} class="muted">{c.basis}</td>
    </tr>
  );
}

/** More leads to what was found of a class. */
function More({ of: c }: { of: DataClass }) {
  const t = text();
  if (c.name === "custom") return null;
  return <span class="classes-more">{c.unit === "bytes" && `${t.unit}: ${t.bytes}. `}{may("events.read") && <a href={`/events?span=30d&q=${encodeURIComponent(term("sekisho.findings.class", c.name))}`} aria-label={`${t.events}: ${c.name}`}>{t.events}</a>}</span>;
}
