// Where the UI begins.
import { render } from "preact";
import { recall } from "./api/session.ts";
import { start } from "./router.ts";
import { App } from "./shell/app.tsx";

start();
void recall().finally(() => render(<App />, document.getElementById("app")!));
