// Where the UI begins.
import { render } from "preact";
import { watchAwake } from "./api/awake.ts";
import { start } from "./router.ts";
import { startShortcuts } from "./shell/shortcuts.ts";
import { App } from "./shell/app.tsx";

start();
watchAwake();
startShortcuts();
render(<App />, document.getElementById("app")!);
