// Who is logged in, and what they may do.
import { computed, signal } from "@preact/signals";
import { call, Problem, type Answer } from "./client.ts";

export type Identity = Answer<"GET /api/v1/session">;
export type Permission = NonNullable<Identity["permissions"]>[number];

/** identity is who is logged in; null: nobody; undefined: not known yet. */
export const identity = signal<Identity | null | undefined>(undefined);

const permissions = computed(() => new Set<string>(identity.value?.permissions ?? []));

/** may tells whether whoever is logged in has a permission. */
export function may(permission: Permission): boolean {
  return permissions.value.has(permission);
}

/** recall asks who is logged in. */
export async function recall(): Promise<void> {
  try {
    identity.value = await call("GET /api/v1/session", { quiet: true });
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error;
    identity.value = null;
  }
}

/** logOut ends the session. */
export async function logOut(): Promise<void> {
  await call("DELETE /api/v1/session", { quiet: true });
  identity.value = null;
}
