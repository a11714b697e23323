// What is changed shows at once, though the appliance has yet to answer: otherwise a second change would be made of what was before the first.
import type { EditPlaced } from "../../api/types.ts";

/** Patch is a merge patch for a rule (RFC 7396): null takes a field away. */
export type Patch = Record<string, unknown>;

/** patched is a rule as it will be when the changes are made that are on their way. */
export function patched(rule: EditPlaced, changes: readonly Patch[]): EditPlaced {
  return changes.reduce((r, change) => merged(r as unknown as Patch, change), rule as unknown as Patch) as unknown as EditPlaced;
}

function merged(into: Patch, change: Patch): Patch {
  const out = { ...into };
  for (const [key, value] of Object.entries(change)) {
    if (value === null) out[key] = without(key, into[key]);
    else out[key] = isObject(value) && isObject(into[key]) ? merged(into[key], value) : value;
  }
  return out;
}

/** without is what stands where a field is left out. */
function without(key: string, was: unknown): unknown {
  if (typeof was === "boolean") return key === "enabled";
  return typeof was === "string" ? "" : null;
}

function isObject(value: unknown): value is Patch {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
