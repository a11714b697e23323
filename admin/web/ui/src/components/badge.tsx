import type { ComponentChildren } from "preact";
import { common } from "../words.ts";

export type Tone = "neutral" | "good" | "warn" | "bad" | "info";

const shapes: Record<Tone, string> = { neutral: "M4 8h8", good: "M3 8.5l3.5 3.5L13 5", warn: "M8 3v6m0 2.5v1.5", bad: "M4 4l8 8m0-8l-8 8", info: "M8 7v6m0-10v1.5" };

/** Badge is a state in a word, with a shape and a colour of its own. */
export function Badge({ tone = "neutral", children }: { tone?: Tone; children: ComponentChildren }) {
  return (
    <span class={`badge badge-${tone}`}>
      <svg class="badge-shape" viewBox="0 0 16 16" aria-hidden="true"><path d={shapes[tone]} /></svg>
      {children}
    </span>
  );
}

/** ActionBadge is what happens to traffic: block, log or allow. past: what has happened to it. */
export function ActionBadge({ action, past }: { action: string; past?: boolean }) {
  const c = common();
  switch (action) {
    case "block":
      return <Badge tone="bad">{past ? c.blocked : c.block}</Badge>;
    case "log":
      return <Badge tone="warn">{past ? c.logged : c.log}</Badge>;
    case "allow":
      return <Badge tone="good">{past ? c.allowed : c.allow}</Badge>;
  }
  return <Badge>{action}</Badge>;
}
