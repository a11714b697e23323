import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { asProblem } from "../api/data.ts";
import type { Problem } from "../api/client.ts";
import { may } from "../api/session.ts";
import { Empty } from "../components/empty.tsx";
import { Page } from "../components/page.tsx";
import { Trouble } from "../components/problem.tsx";
import { pages, type PageLine, type PageProps } from "../pages/index.ts";
import { match, path, place } from "../router.ts";
import { common } from "../words.ts";
import { Boundary } from "./boundary.tsx";
import { text } from "./text.ts";

/** found is the page of a path, with the parts of it that stand in braces. */
export function found(at: string): { line: PageLine; params: Record<string, string> } | null {
  for (const line of pages) {
    const params = match(line.path, at);
    if (params) return { line, params };
  }
  return null;
}

/** Outlet shows the page of the address. */
export function Outlet() {
  const page = found(path.value);
  if (!page) return <Page title={text().noPage}><Empty title={text().noPageHint} action={<a href="/">{text().toStart}</a>} /></Page>;
  if (page.line.needs && !may(page.line.needs)) return <Page title={text().notAllowed}><Empty title={text().notAllowedHint} /></Page>;
  return <Boundary key={place.value.page}><Loading line={page.line} params={page.params} /></Boundary>;
}

/** Loading shows a page once its code is here. */
function Loading({ line, params }: { line: PageLine; params: Record<string, string> }) {
  const [Component, setComponent] = useState<ComponentType<PageProps>>();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    let left = false;
    line.load().then((module) => !left && setComponent(() => module.default), (error) => !left && setProblem(asProblem(error)));
    return () => { left = true; };
  }, [line]);
  if (problem) return <Trouble problem={problem} retry={() => location.reload()} />;
  if (!Component) return <p class="loading" role="status">{common().loading}</p>;
  return <Component params={params} />;
}
