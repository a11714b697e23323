import { useState } from "preact/hooks";
import { common } from "../words.ts";
import { announce } from "./announce.ts";
import { Button } from "./button.tsx";

/** Code is text as programs read it. marks names lines, from 1, to stand out. */
export function Code({ text, label, numbers, marks, copy }: { text: string; label: string; numbers?: boolean; marks?: ReadonlySet<number>; copy?: boolean }) {
  return (
    <div class="code">
      {copy && <div class="code-copy no-print"><Copy text={text} /></div>}
      <pre class="code-text" tabIndex={0} role="region" aria-label={label}>
        {numbers || marks ? text.replace(/\n$/, "").split("\n").map((line, i) => (
          <span key={i} class={"code-line" + (marks?.has(i + 1) ? " code-marked" : "")}><span class="code-number" data-number={i + 1} aria-hidden="true" />{line + "\n"}</span>
        )) : text}
      </pre>
    </div>
  );
}

/** Copy puts text on the clipboard. */
export function Copy({ text, label }: { text: string; label?: string }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setDone(true);
    announce(common().copied);
    setTimeout(() => setDone(false), 2000);
  };
  return <Button small onClick={() => void copy()}>{done ? common().copied : (label ?? common().copy)}</Button>;
}
