// A destination as the form has it, and as the API wants it.
import type { ConfigsDestination, ShippedTo } from "../../api/types.ts";

export type Type = ConfigsDestination["type"];

/** keys are those of a destination; what is shown beside them is its state. */
const keys = ["name", "type", "address", "brokers", "topic", "index", "user", "mechanism", "format", "filter", "omit", "pseudonymise", "sample_allow", "start", "tls", "token_file", "proxy", "compress", "lag_alert", "rotate"] as const;

/** has says which keys make sense for a type. */
export function has(type: Type, key: "address" | "brokers" | "topic" | "index" | "user" | "mechanism" | "tls" | "proxy" | "compress" | "rotate" | "secret"): boolean {
  const web = ["hec", "elastic", "webhook", "otlp"].includes(type);
  switch (key) {
    case "address":
      return type !== "kafka";
    case "brokers": case "mechanism":
      return type === "kafka";
    case "topic":
      return type === "kafka" || type === "nats";
    case "index":
      return type === "elastic" || type === "hec";
    case "user":
      return type === "kafka" || type === "nats" || type === "elastic";
    case "tls":
      return type !== "file";
    case "proxy":
      return web;
    case "compress":
      return web || type === "kafka" || type === "file";
    case "rotate":
      return type === "file";
    case "secret":
      return type !== "file" && type !== "syslog";
  }
}

/** configOf is the part of a destination that is set. */
export function configOf(s: ShippedTo): ConfigsDestination {
  return Object.fromEntries(keys.map((k) => [k, s[k]])) as ConfigsDestination;
}

/** written leaves out what is empty, and what is not for the type. */
export function written(d: ConfigsDestination): ConfigsDestination {
  const foreign = (["address", "brokers", "topic", "index", "user", "mechanism", "tls", "proxy", "compress", "rotate"] as const).filter((k) => !has(d.type, k));
  const kept = Object.entries(d).filter(([k]) => !(foreign as readonly string[]).includes(k));
  return pruned(Object.fromEntries(kept)) as ConfigsDestination;
}

function pruned(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? value : undefined;
  if (typeof value === "number") return Number.isNaN(value) ? undefined : value;
  if (typeof value !== "object" || value === null) return value === "" || value === false || value === null ? undefined : value;
  const kept = Object.entries(value).map(([k, v]) => [k, pruned(v)] as const).filter(([, v]) => v !== undefined);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** addable are the types that can be added here: what would have the appliance write files is left to who may write sekisho.yaml. */
export function addable(type: Type): boolean {
  return type !== "file";
}

/** isPlain tells whether events go in the clear: anybody on the way could read them. */
export function isPlain(d: Pick<ConfigsDestination, "type" | "address" | "tls">): boolean {
  if (d.type === "kafka") return !d.tls?.enabled;
  return /^(tcp|udp|http|nats):/.test(d.address ?? "");
}
