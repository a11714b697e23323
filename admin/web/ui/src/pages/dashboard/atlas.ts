// The map's shapes, made once, in slices between which the page stays free.
import file from "world-atlas/countries-50m.json";
import { Drawer, type Atlas, type Shape } from "./projection.ts";

/** url is where the build has put the file, whose content is all that its type tells of. */
const url = file as unknown as string;

/** slice is how long the page may be held up at once, in milliseconds: less than a frame. */
const slice = 8;

let made: Promise<Shape[]> | undefined;

/** shapes are those of all lands. What failed is tried again when asked again. */
export function shapes(): Promise<Shape[]> {
  made ??= make().catch((error: unknown) => {
    made = undefined;
    throw error;
  });
  return made;
}

async function make(): Promise<Shape[]> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`map: ${answer.status}`);
  const drawer = new Drawer((await answer.json()) as Atlas);
  const out: Shape[] = [];
  let until = performance.now() + slice;
  for (const land of drawer.lands) {
    out.push(drawer.shape(land));
    if (performance.now() < until) continue;
    await rest();
    until = performance.now() + slice;
  }
  return out;
}

/** rest gives way to whatever else the page has to do. */
function rest(): Promise<void> {
  return new Promise((go) => setTimeout(go));
}
