// Events as the appliance writes them, with names of the Elastic Common Schema.

export interface EventEnd {
  ip?: string;
  port?: number;
  bytes?: number;
}

export interface EventRule {
  id?: string;
  name?: string;
  version?: string;
}

export interface EventFinding {
  class: string;
  count: number;
  confidence: number;
  /** sample is masked. */
  sample?: string;
  where?: string;
  reference?: string;
  containment?: number;
}

export interface EventEvidence {
  kind: string;
  code: string;
  confidence: number;
  source: string;
}

export interface EventRecord {
  "@timestamp": string;
  event: { id?: string; kind?: string; category?: string[]; type?: string[]; action?: string; reason?: string; sequence?: number };
  rule?: EventRule;
  source?: EventEnd & { mac?: string };
  destination?: EventEnd & { domain?: string; geo?: { country_iso_code?: string }; as?: { number?: number; organization?: { name?: string } } };
  network?: { transport?: string; protocol?: string; direction?: string; community_id?: string };
  sekisho?: {
    jurisdiction?: { codes?: string[]; evidence?: EventEvidence[] };
    data_direction?: string;
    findings?: EventFinding[];
    monitor?: { rule: EventRule; action: string }[];
    inspected_bytes?: number;
    opaque_bytes?: number;
  };
}

/** Item is an event in its place of the sequence. */
export interface Item {
  sequence: number;
  event: EventRecord;
}

/** asItem takes an answer's event, whose type the API's description leaves open. */
export function asItem(item: { sequence: number; event: unknown }): Item {
  return item as Item;
}

/** fieldsBeside are those of an event that no type above names, as "user_agent.original" and its value. */
export function fieldsBeside(event: EventRecord): [name: string, value: string][] {
  const known = new Set(["@timestamp", "event", "rule", "source", "destination", "network", "sekisho", "observer", "ecs"]);
  return Object.entries(event).flatMap(([name, value]) => (known.has(name) ? [] : flatten(name, value)));
}

function flatten(name: string, value: unknown): [string, string][] {
  if (Array.isArray(value)) return [[name, value.map(String).join(", ")]];
  if (typeof value === "object" && value !== null) return Object.entries(value).flatMap(([key, one]) => flatten(`${name}.${key}`, one));
  return [[name, String(value)]];
}

/** endpoint writes an address with its port, as RFC 5952 section 6 has it. */
export function endpoint(end: EventEnd | undefined): string {
  if (!end?.ip) return "";
  if (!end.port) return end.ip;
  return end.ip.includes(":") ? `[${end.ip}]:${end.port}` : `${end.ip}:${end.port}`;
}
