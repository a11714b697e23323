/** added puts words behind a list, each once: what is typed may have several, apart by blanks or commas. */
export function added(list: readonly string[], typed: string): string[] {
  const words = typed.split(/[\s,、]+/).filter((w) => w !== "" && !list.includes(w));
  return [...list, ...new Set(words)];
}
