import { useState } from "preact/hooks";
import { call, list } from "../../api/client.ts";
import { useAction } from "../../api/data.ts";
import type { DataClass, EventFinding, Scan } from "../../api/types.ts";
import { announce } from "../../components/announce.ts";
import { Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { Facts } from "../../components/facts.tsx";
import { Field, TextArea } from "../../components/field.tsx";
import { Section } from "../../components/page.tsx";
import { Trouble } from "../../components/problem.tsx";
import { Table } from "../../components/table.tsx";
import { Bytes, Num } from "../../components/values.tsx";
import { number, percent } from "../../format.ts";
import { language } from "../../i18n.ts";
import { mostBytes } from "./catalogue.ts";
import { text } from "./text.ts";

/** TryIt has the appliance look for data in a text or file. Neither stands in the address, nor stays anywhere. */
export function TryIt({ classes }: { classes: readonly DataClass[] }) {
  const t = text();
  const [typed, setTyped] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [found, setFound] = useState<Scan | null>(null);
  const [wrong, setWrong] = useState("");
  const asked = useAction(async () => {
    const what: Blob = file ?? new Blob([typed]);
    setFound(null);
    setWrong(what.size === 0 ? t.empty : what.size > mostBytes ? t.tooLarge : "");
    if (what.size === 0 || what.size > mostBytes) return;
    const answer = await call("POST /api/v1/detectors/test", { query: { name: file?.name ?? "" }, body: new Blob([what], { type: "application/octet-stream" }) });
    setFound(answer);
    announce(list(answer.findings).length === 0 ? t.nothing : `${t.result}: ${list(answer.findings).map((f) => `${f.class} ${number(f.count)}`).join(", ")}`);
  });
  return (
    <div class="classes-try">
      <form class="card stack" onSubmit={(e) => { e.preventDefault(); void asked.run(); }}>
        <p class="muted">{t.tryHint}</p>
        <Field label={t.textLabel}><TextArea rows={8} value={typed} disabled={file !== null} onValue={setTyped} spellcheck={false} /></Field>
        <Field label={t.file} hint={t.fileHint} error={wrong}><input type="file" class="field-control classes-file" onChange={(e) => { setFile(e.currentTarget.files?.[0] ?? null); setWrong(""); }} /></Field>
        <Trouble problem={asked.problem} />
        <div class="row"><Button kind="primary" type="submit" busy={asked.busy}>{t.check}</Button></div>
      </form>
      <div class="stack">{found && <Found of={found} classes={classes} />}</div>
    </div>
  );
}

function Found({ of: s, classes }: { of: Scan; classes: readonly DataClass[] }) {
  const t = text();
  const findings = list(s.findings);
  return (
    <Section title={t.result}>
      {findings.length === 0 ? <p>{t.nothing}</p> : <Findings of={findings} classes={classes} />}
      <Facts items={[
        [t.size, <Bytes n={s.bytes} />],
        ...(s.media_type ? [[t.read, s.media_type]] as const : []),
        ...(s.charset ? [[t.charset, s.charset]] as const : []),
        [t.unread, s.unread_bytes > 0 ? <span class="row"><Badge tone="warn"><Bytes n={s.unread_bytes} /></Badge> {list(s.unread_reasons).join(", ")}</span> : t.allRead],
      ]} />
      {list(s.parts).length > 1 && <Parts of={s} />}
    </Section>
  );
}

function Findings({ of: findings, classes }: { of: readonly EventFinding[]; classes: readonly DataClass[] }) {
  const t = text();
  const named = (name: string) => classes.find((c) => c.name === name)?.[language.value].name ?? name;
  return (
    <Table label={t.result} rows={findings} rowKey={(f) => `${f.class} ${f.where} ${f.sample}`} columns={[
      { key: "class", title: t.class, head: true, cell: (f) => <>{named(f.class)} <code class="classes-code">{f.class}</code></> },
      { key: "count", title: t.count, number: true, cell: (f) => (f.class === "opaque" ? <Bytes n={f.count} /> : <Num n={f.count} />) },
      { key: "sample", title: t.sample, cell: (f) => f.sample && <code>{f.sample}</code> },
      { key: "where", title: t.where, cell: (f) => (f.where === "body" ? t.body : f.where) },
      { key: "confidence", title: t.confidence, number: true, cell: (f) => percent(f.confidence) },
    ]} />
  );
}

function Parts({ of: s }: { of: Scan }) {
  const t = text();
  return (
    <Table label={t.parts} rows={list(s.parts).map((p, i) => ({ ...p, i }))} rowKey={(p) => p.i} columns={[
      { key: "part", title: t.part, head: true, cell: (p) => p.name },
      { key: "kind", title: t.kind, cell: (p) => p.media_type },
      { key: "size", title: t.size, number: true, cell: (p) => <Bytes n={p.bytes} /> },
    ]} />
  );
}
