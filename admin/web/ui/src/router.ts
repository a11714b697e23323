// The address bar is the state: which page, and what of it.
import { signal, computed } from "@preact/signals";

/** place is where one is. */
export interface Place {
  path: string;
  query: URLSearchParams;
  /** page counts the pages that were opened. It stays while a page only has its address say something else. */
  page: number;
}

function here(page: number): Place {
  return { path: location.pathname, query: new URLSearchParams(location.search), page };
}

export const place = signal<Place>(typeof location === "undefined" ? { path: "/", query: new URLSearchParams(), page: 0 } : here(0));
export const path = computed(() => place.value.path);

type Leaving = () => string | null;
const leaving = new Set<Leaving>();

/** beforeLeaving has ask say what would be lost by leaving the page (null: nothing). It returns how to forget it. */
export function beforeLeaving(ask: Leaving): () => void {
  leaving.add(ask);
  return () => leaving.delete(ask);
}

function mayLeave(to: string): boolean {
  if (new URL(to, location.href).pathname === location.pathname) return true;
  for (const ask of leaving) {
    const lost = ask();
    if (lost !== null && !confirm(lost)) return false;
  }
  return true;
}

/** moved takes over where one is by now, and tells whether that is another page: it is not if it only has another name. */
function moved(renamed = false): boolean {
  const before = place.peek();
  const another = before.path !== location.pathname && !renamed;
  place.value = here(another ? before.page + 1 : before.page);
  return another;
}

/** go shows another page. renamed: it is the same one, and what it shows has another name now. */
export function go(to: string, options: { replace?: boolean; renamed?: boolean } = {}): void {
  if (!mayLeave(to)) return;
  if (options.replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  if (moved(options.renamed)) scrollTo(0, 0);
}

/** setQuery changes parameters of the address: null takes one away. */
export function setQuery(changes: Record<string, string | null>, options: { push?: boolean } = {}): void {
  const query = new URLSearchParams(place.peek().query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  go(place.peek().path + (text ? "?" + text : ""), { replace: !options.push });
}

/** useQuery gives a parameter of the address, and how to change it. The fallback is not written to the address. */
export function useQuery(name: string, fallback = ""): [string, (value: string) => void] {
  const value = place.value.query.get(name) ?? fallback;
  return [value, (next) => setQuery({ [name]: next === fallback ? null : next })];
}

/** match tells whether path is one of pattern, such as /events/{sequence}, and gives its parts. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const want = pattern.split("/");
  const got = path.replace(/(.)\/$/, "$1").split("/");
  if (want.length !== got.length) return null;
  const parts: Record<string, string> = {};
  for (let i = 0; i < want.length; i++) {
    const w = want[i]!;
    if (w.startsWith("{")) parts[w.slice(1, -1)] = read(got[i]!);
    else if (w !== got[i]) return null;
  }
  return parts;
}

/** read undoes escapes; what is none stays as it is. */
function read(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** start has links and the browser's buttons change the place without a new page. */
export function start(): void {
  addEventListener("popstate", () => void moved());
  addEventListener("beforeunload", (event) => {
    if ([...leaving].some((ask) => ask() !== null)) event.preventDefault();
  });
  document.addEventListener("click", followed);
}

function followed(event: MouseEvent): void {
  const link = (event.target as Element | null)?.closest?.("a");
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin || link.target || link.hasAttribute("download") || link.pathname.startsWith("/api/")) return;
  if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
  event.preventDefault();
  go(link.pathname + link.search + link.hash);
}
