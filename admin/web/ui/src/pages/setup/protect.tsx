import { useState } from "preact/hooks";
import { call, callTagged, list } from "../../api/client.ts";
import { useAction, useData } from "../../api/data.ts";
import type { ControlSettings, Nic } from "../../api/types.ts";
import { Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { Field, TextArea } from "../../components/field.tsx";
import { Loaded, Trouble } from "../../components/problem.tsx";
import { Table } from "../../components/table.tsx";
import { lines } from "../../lines.ts";
import { common } from "../../words.ts";
import { Foot } from "./foot.tsx";
import type { StepProps } from "./index.tsx";
import { missing, same, seen } from "./networks.ts";
import { text } from "./text.ts";

/** Networks says which networks' data is guarded, beginning with what was found. */
export function Networks(props: StepProps) {
  const found = useData(async (signal) => ({ nics: await call("GET /api/v1/interfaces", { signal }), settings: await callTagged("GET /api/v1/appliance", { signal }) }), []);
  return <Loaded data={found}>{({ nics, settings }) => <Editor nics={list(nics.items)} settings={settings.value} etag={settings.etag} {...props} />}</Loaded>;
}

function Editor({ nics, settings, etag, next, back }: StepProps & { nics: Nic[]; settings: ControlSettings; etag: string }) {
  const t = text();
  const was = list(settings.protected);
  const [typed, setTyped] = useState(was.join("\n"));
  const now = lines(typed);
  const save = useAction(async () => {
    if (!same(now, was)) await call("PUT /api/v1/appliance", { body: { ...settings.set, protected: now }, etag });
    next();
  });
  const none = now.length === 0 ? t.needNetwork : undefined;
  return (
    <div class="stack">
      <p>{t.networksLead}</p>
      <Found nics={seen(nics)} />
      <Field label={common().protectedNetworks} hint={t.protectedHint} name="protected" problem={save.problem} error={none}>
        <TextArea mono rows={Math.max(3, now.length + 1)} value={typed} onValue={setTyped} spellcheck={false} />
      </Field>
      <Proposals nics={nics} typed={now} add={(network) => setTyped([...now, network].join("\n"))} />
      <Trouble problem={save.problem} except={["protected"]} />
      <Foot next={() => void save.run()} back={back} disabled={none !== undefined} busy={save.busy} />
    </div>
  );
}

function Found({ nics }: { nics: Nic[] }) {
  const t = text();
  return (
    <Table label={t.interfaces} rows={nics} rowKey={(n) => n.name} columns={[
      { key: "name", title: t.interface, head: true, cell: (n) => <code>{n.name}</code> },
      { key: "addresses", title: t.addresses, cell: (n) => <code>{list(n.addresses).join(" ")}</code> },
      { key: "side", title: t.side, cell: (n) => (!n.up ? <Badge>{t.down}</Badge> : n.uplink ? <Badge tone="info">{t.outside}</Badge> : t.inside) },
    ]} />
  );
}

function Proposals({ nics, typed, add }: { nics: Nic[]; typed: string[]; add: (network: string) => void }) {
  const t = text();
  const more = missing(nics, typed);
  if (more.length === 0) return null;
  return (
    <div class="stack-s">
      <p class="muted">{t.proposed}</p>
      <div class="row">{more.map((p) => <Button key={p.network} small onClick={() => add(p.network)}>{t.addNetwork(p.network)} <span class="muted">({p.at})</span></Button>)}</div>
    </div>
  );
}
