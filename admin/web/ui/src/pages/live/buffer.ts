// What the live page keeps: the newest rows, what was not shown, and how fast events come.
import type { Item } from "../../api/event.ts";

/** most is how many rows there are at once. */
export const most = 500;

export interface Shown {
  /** items are the newest first. */
  items: readonly Item[];
  /** notShown came too fast to be sent, or fell off the end. */
  notShown: number;
  /** seen are all that came. */
  seen: number;
}

export const nothing: Shown = { items: [], notShown: 0, seen: 0 };

/** added puts a batch, oldest first, on top. */
export function added(to: Shown, batch: readonly Item[], missed: number): Shown {
  const fresh = batch.slice(-most).reverse();
  const items = [...fresh, ...to.items.slice(0, most - fresh.length)];
  return { items, notShown: to.notShown + missed, seen: to.seen + batch.length + missed };
}

/** Rate counts events of the last seconds. */
export class Rate {
  private readonly window: { at: number; n: number }[] = [];
  private readonly seconds: number;

  constructor(seconds = 10) {
    this.seconds = seconds;
  }

  add(n: number, at: number): void {
    this.window.push({ at, n });
  }

  /** perSecond is the mean of the window; at is in milliseconds. */
  perSecond(at: number): number {
    while (this.window.length > 0 && this.window[0]!.at <= at - this.seconds * 1000) this.window.shift();
    return this.window.reduce((sum, w) => sum + w.n, 0) / this.seconds;
  }
}
