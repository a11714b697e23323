// A query as its conditions: what stands between the ANDs of its top level.

/** terms splits a query into conditions that all have to hold. With an OR at its top level it is one condition. */
export function terms(query: string): string[] {
  const tokens = tokensOf(query);
  const out: string[] = [];
  let depth = 0;
  let now: string[] = [];
  const close = () => {
    if (now.length > 0) out.push(now.join(""));
    now = [];
  };
  for (const t of tokens) {
    if (t === "(") depth++;
    if (t === ")") depth--;
    if (depth === 0 && t === "OR") return [query.trim()];
    const breaks = depth === 0 && (/^\s+$/.test(t) || t === "AND");
    if (!breaks) now.push(t);
    else if (now.join("").trim() !== "NOT" && !joins(now)) close();
    else if (t !== "AND") now.push(" ");
  }
  close();
  return out.map((t) => t.trim()).filter(Boolean);
}

/** joins tells whether what has been read still waits for its value: "source.bytes >=". */
function joins(now: readonly string[]): boolean {
  return /(:|=|<|>)\s*$/.test(now.join(""));
}

/** tokensOf cuts a query into quoted texts, parentheses, blanks and words. */
function tokensOf(query: string): string[] {
  return spaced(query).match(/"(?:\\.|[^"\\])*"?|[()]|\s+|[^\s()"]+/g) ?? [];
}

/** spaced takes away the blanks around comparisons, which change nothing. */
function spaced(query: string): string {
  return query.replace(/("(?:\\.|[^"\\])*"?)|\s*(!=|<=|>=|=|<|>)\s*/g, (_, quoted: string | undefined, sign: string | undefined) => quoted ?? sign!);
}

/** term writes a condition. Values are quoted where they could be read as more than a value. */
export function term(field: string, value: string | number): string {
  const text = String(value);
  return `${field}:${/^[\w.:@/-]+$/.test(text) && !/^(AND|OR|NOT)$/.test(text) ? text : `"${text.replace(/["\\]/g, "\\$&")}"`}`;
}

/** withTerm adds a condition, once. Its opposite goes. */
export function withTerm(query: string, added: string): string {
  const opposite = added.startsWith("NOT ") ? added.slice(4) : "NOT " + added;
  const kept = terms(query).filter((t) => t !== opposite);
  return joined(kept.includes(added) ? kept : [...kept, added]);
}

/** withoutTerm takes the condition at a place away. */
export function withoutTerm(query: string, place: number): string {
  return joined(terms(query).filter((_, i) => i !== place));
}

/** joined writes conditions as a query; one with an OR needs parentheses beside others. */
function joined(all: readonly string[]): string {
  if (all.length < 2) return all[0] ?? "";
  return all.map((t) => (tokensOf(t).includes("OR") && !/^(NOT )?\(.*\)$/.test(t) ? `(${t})` : t)).join(" ");
}
