import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Boundary } from "./boundary.tsx";

/** Setup is the first run, which stands alone: there is nothing yet to go to. */
export function Setup() {
  const [Wizard, setWizard] = useState<ComponentType>();
  useEffect(() => void import("../pages/setup/index.tsx").then((module) => setWizard(() => module.default)), []);
  return Wizard ? <Boundary><Wizard /></Boundary> : null;
}
