import type { Status } from "../../api/types.ts";
import { Notice } from "../../components/notice.tsx";
import { bytes, date, number } from "../../format.ts";
import { common } from "../../words.ts";
import { concernsOf, isBad, type Concern } from "./concerns.ts";
import { text } from "./text.ts";

/** Concerns says what is the matter with the appliance, and leads to where it can be mended. */
export function Concerns({ of: status }: { of: Status }) {
  const t = text();
  const all = concernsOf(status, new Date());
  if (all.length === 0) return null;
  return (
    <section class="stack-s" aria-label={t.concerns}>
      {all.map((c, i) => (
        <Notice key={i} tone={isBad(c) ? "bad" : "warn"} title={say(c)} actions={<a href={placeOf(c)}>{c.kind === "shipping" || c.kind === "watched" ? t.shipping : common().details}</a>}>
          {c.kind === "shipping" && c.what.map((line) => <p key={line}>{line}</p>)}
        </Notice>
      ))}
    </section>
  );
}

function say(c: Concern): string {
  const t = text().concern;
  switch (c.kind) {
    case "index": case "watched":
      return t[c.kind](c.what);
    case "lost":
      return t.lost(number(c.count));
    case "shipping":
      return t.shipping(c.name);
    case "geoOld":
      return t.geoOld(date(new Date(c.built)));
    case "diskLow":
      return t.diskLow(bytes(c.free));
    case "certificate":
      return t.certificate(date(new Date(c.until)));
  }
  return t[c.kind];
}

function placeOf(c: Concern): string {
  return c.kind === "shipping" || c.kind === "watched" ? "/shipping" : "/status";
}
