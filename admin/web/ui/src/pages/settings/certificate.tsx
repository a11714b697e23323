import { useState } from "preact/hooks";
import { call, list } from "../../api/client.ts";
import { useAction, useData } from "../../api/data.ts";
import { may } from "../../api/session.ts";
import type { CertificatesShown } from "../../api/types.ts";
import { ask } from "../../components/ask.tsx";
import { Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { Facts } from "../../components/facts.tsx";
import { Field, TextArea } from "../../components/field.tsx";
import { Section } from "../../components/page.tsx";
import { Loaded, Trouble } from "../../components/problem.tsx";
import { Time } from "../../components/time.tsx";
import { toast } from "../../components/toast.tsx";
import { text } from "./text.ts";

/** Certificates shows which one browsers get, and takes another. */
export function Certificates() {
  const t = text();
  const data = useData((signal) => call("GET /api/v1/certificate", { signal }), []);
  return (
    <Section title={t.certificate}>
      <div class="card stack">
        <Loaded data={data}>{(c) => <>
          <Shown of={c} />
          {may("settings.change") && <Change own={c.own} reload={data.reload} />}
        </>}</Loaded>
      </div>
    </Section>
  );
}

function Shown({ of: c }: { of: CertificatesShown }) {
  const t = text();
  const a = c.authority;
  return (
    <Facts items={[
      [t.subject, list(c.names).join(", ")], [t.issuer, c.own ? t.own : c.issuer], [t.until, <Time at={c.not_after} />], ["SHA-256", <code>{c.sha256}</code>],
      ["ACME", <><Badge tone={a.state === "good" ? "good" : a.state === "failed" ? "bad" : "neutral"}>{t.states[a.state]}</Badge> {a.error} {a.next_try && <span class="muted">{t.nextTry}: <Time at={a.next_try} /></span>}</>],
    ]} />
  );
}

function Change({ own, reload }: { own: boolean; reload: () => void }) {
  const t = text();
  const [certificate, setCertificate] = useState("");
  const [key, setKey] = useState("");
  const upload = useAction(async () => {
    await call("PUT /api/v1/certificate", { body: { certificate, key } });
    setCertificate("");
    setKey("");
    toast(t.uploaded);
    reload();
  });
  const forget = useAction(async () => {
    if (!(await ask({ title: t.forget, text: t.forgetAsk, action: t.forget, danger: true }))) return;
    await call("DELETE /api/v1/certificate");
    toast(t.forgotten);
    reload();
  });
  return (
    <details>
      <summary>{t.upload}</summary>
      <form class="stack settings-folded" onSubmit={(e) => { e.preventDefault(); void upload.run(); }}>
        <Field label={t.chain} name="certificate" problem={upload.problem}><TextArea mono rows={5} spellcheck={false} value={certificate} onValue={setCertificate} /></Field>
        <Field label={t.key} hint={t.keyHint} name="key" problem={upload.problem}><TextArea mono rows={5} spellcheck={false} autocomplete="off" value={key} onValue={setKey} /></Field>
        <Trouble problem={upload.problem ?? forget.problem} except={["certificate", "key"]} />
        <p class="row"><Button type="submit" kind="primary" busy={upload.busy} disabled={!certificate || !key}>{t.uploadDo}</Button>{!own && <Button busy={forget.busy} onClick={() => void forget.run()}>{t.forget}</Button>}</p>
      </form>
    </details>
  );
}
