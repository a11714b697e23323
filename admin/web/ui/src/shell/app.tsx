import { useEffect } from "preact/hooks";
import { call } from "../api/client.ts";
import { useData } from "../api/data.ts";
import { identity, recall } from "../api/session.ts";
import { Trouble } from "../components/problem.tsx";
import { go, path } from "../router.ts";
import { Frame } from "./frame.tsx";
import { Gate } from "./gate.tsx";
import { LoginPage } from "./login.tsx";
import { Outlet } from "./outlet.tsx";
import { Setup } from "./setup.tsx";

/** How often an appliance that does not answer is asked again, in milliseconds. */
const again = 3000;

/** App is everything: the first run, the login alone, or the frame with a page in it. */
export function App() {
  const begun = useData(begin, []);
  useEffect(() => {
    if (!begun.problem) return;
    const timer = setTimeout(begun.reload, again);
    return () => clearTimeout(timer);
  }, [begun.problem, begun.loading]);
  if (path.value === "/setup" && begun.value) return <><Setup /><Gate /></>;
  if (identity.value) return <><Frame><Outlet /></Frame><Gate /></>;
  if (begun.value) return <LoginPage />;
  return begun.problem ? <main class="login"><Trouble problem={begun.problem} retry={begun.reload} /></main> : null;
}

/** begin finds out who is logged in, and whether there is anybody yet who could. */
async function begin(signal: AbortSignal): Promise<true> {
  await recall();
  if (identity.peek() === null && (await call("GET /api/v1/setup", { signal })).needed) go("/setup", { replace: true });
  return true;
}
