/** lines are what was typed, one a line or between commas, without what is empty. */
export function lines(typed: string): string[] {
  return typed.split(/[\n,]/).map((l) => l.trim()).filter(Boolean);
}
