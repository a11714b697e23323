// Entries of the audit log, whose answer the API's description leaves open.

export interface Entry {
  sequence: number;
  at: string;
  actor: { name: string; token?: string; address?: string };
  action: string;
  object?: string;
  before?: string;
  after?: string;
  request?: string;
  detail?: Record<string, unknown>;
}

/** detailText writes what else an entry says, in a line. */
export function detailText(detail: Record<string, unknown> | undefined): string {
  return Object.entries(detail ?? {}).map(([name, value]) => `${name}: ${typeof value === "object" ? JSON.stringify(value) : String(value)}`).join("; ");
}
