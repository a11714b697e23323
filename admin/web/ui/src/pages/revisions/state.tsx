import { Badge, type Tone } from "../../components/badge.tsx";
import { text } from "./text.ts";

const tones: Record<string, Tone> = { pending: "warn", confirmed: "good", reverted: "bad", superseded: "neutral", abandoned: "neutral", preparing: "info" };

/** Became is what came of a revision. */
export function Became({ state, inForce }: { state: string; inForce: boolean }) {
  const t = text();
  return <span class="row">{inForce && <Badge tone="info">{t.inForce}</Badge>}<Badge tone={tones[state] ?? "neutral"}>{t.states[state] ?? state}</Badge></span>;
}
