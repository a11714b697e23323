// Whether somebody looks. A forgotten browser must not keep its session by asking for ever: what is asked of itself
// ceases some minutes after the last key, click or movement, and goes on with the next.
import { signal } from "@preact/signals";

/** restAfter is in milliseconds: well below the idle limit of sessions. */
const restAfter = 10 * 60_000;

/** awake is false while nobody has done anything for a while, or the page is not seen. */
export const awake = signal(true);

let last = Date.now();

function look(): void {
  awake.value = document.visibilityState === "visible" && Date.now() - last < restAfter;
}

/** watchAwake begins to look; for the start of the UI. */
export function watchAwake(): void {
  for (const name of ["pointermove", "pointerdown", "keydown", "wheel", "touchstart"]) {
    addEventListener(name, () => { last = Date.now(); if (!awake.peek()) look(); }, { passive: true, capture: true });
  }
  document.addEventListener("visibilitychange", look);
  setInterval(look, 15_000);
}
