import { useRef, useState } from "preact/hooks";
import { call } from "../../api/client.ts";
import { useAction } from "../../api/data.ts";
import { Button } from "../../components/button.tsx";
import { download } from "../../components/download.ts";
import { Dialog } from "../../components/dialog.tsx";
import { Choice } from "../../components/field.tsx";
import { Trouble } from "../../components/problem.tsx";
import { Progress } from "../../components/progress.tsx";
import { bytes } from "../../format.ts";
import { common } from "../../words.ts";
import { spanOf } from "./span.ts";
import { text } from "./text.ts";

type Format = "ndjson" | "csv";

/** Export saves all events of a search as a file. */
export function Export({ query, span, close }: { query: string; span: string; close: () => void }) {
  const t = text();
  const [format, setFormat] = useState<Format>("csv");
  const [size, setSize] = useState(0);
  const [saved, setSaved] = useState(false);
  const abort = useRef<AbortController | null>(null);
  const start = useAction(async () => {
    abort.current = new AbortController();
    setSaved(false);
    setSize(0);
    const answer = await call("GET /api/v1/events/export", { query: { query, ...spanOf(span, new Date()), format }, signal: abort.current.signal });
    download(new Blob(await pieces(answer, setSize), { type: answer.headers.get("Content-Type") ?? "" }), `events.${format}`);
    setSaved(true);
  });
  const cancel = () => abort.current?.abort();
  return (
    <Dialog title={t.exportTitle} open onClose={() => { cancel(); close(); }} footer={saved ? <Button kind="primary" onClick={close}>{common().done}</Button> : <Button kind="primary" busy={start.busy} onClick={() => void start.run()}>{t.start}</Button>}>
      <div class="stack">
        <p>{t.exportHint}</p>
        <Choice<Format> legend={t.format} value={format} onValue={setFormat} options={[{ value: "csv", label: t.csv }, { value: "ndjson", label: t.ndjson }]} />
        <Trouble problem={start.problem} />
        {start.busy && <Progress label={t.exporting(bytes(size))} onCancel={cancel} />}
        {saved && <p role="status">{t.exported(bytes(size))}</p>}
      </div>
    </Dialog>
  );
}

/** pieces reads an answer as it comes, so that people see how far it is. */
async function pieces(answer: Response, progress: (bytes: number) => void): Promise<BlobPart[]> {
  const out: BlobPart[] = [];
  let size = 0;
  const reader = answer.body!.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return out;
    out.push(value as Uint8Array<ArrayBuffer>);
    progress((size += value.byteLength));
  }
}
