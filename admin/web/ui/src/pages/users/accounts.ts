import type { UserAnswer } from "../../api/types.ts";

/** unguarded are administrators who can log in by a password alone. */
export function unguarded(users: readonly UserAnswer[]): UserAnswer[] {
  return users.filter((u) => u.role === "admin" && !u.disabled && u.has_password && !u.second_factor);
}

/** byName orders accounts as people look for them: those that are disabled last. */
export function byName(users: readonly UserAnswer[]): UserAnswer[] {
  return [...users].sort((a, b) => Number(a.disabled) - Number(b.disabled) || a.name.localeCompare(b.name));
}
