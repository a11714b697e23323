// Measuring what a page costs its browser.

import { writeFileSync } from 'node:fs';
import { scenario } from './browser.mjs';
import { lab } from './lab.mjs';

/** A scenario that measures something in the page of somebody who is logged in, by what lab.bench says, for whoever has started it. */
export function measurement(name, measure) {
  scenario(name, { refusals: ['401 GET /api/v1/session'] }, async ({ page, login }) => {
    await login();
    writeFileSync(lab.bench.out, JSON.stringify(await measure(page, lab.bench)));
  });
}

/**
 * Meter reads the browser's own counters of one page (Chrome DevTools Protocol, domain Performance). Durations are
 * processor time of the page's main thread: what other programs take of the processors is not in there.
 */
export class Meter {
  #session;

  static async of(page) {
    const m = new Meter();
    m.#session = await page.context().newCDPSession(page);
    await m.#session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return m;
  }

  async read() {
    const { metrics } = await this.#session.send('Performance.getMetrics');
    return Object.fromEntries(metrics.map((m) => [m.name, m.value]));
  }

  /** What is left on the heap, in bytes, when all that nobody needs was thrown away. */
  async heap() {
    await this.#session.send('HeapProfiler.collectGarbage');
    return (await this.read()).JSHeapUsedSize;
  }

  /** Waits that many seconds and gives the share of them that the page's main thread was busy, and the heap and nodes before and after. */
  async over(seconds) {
    const heapBefore = await this.heap();
    const before = await this.read();
    const began = performance.now();
    await new Promise((go) => setTimeout(go, seconds * 1000));
    const after = await this.read();
    const took = (performance.now() - began) / 1000;
    const heapAfter = await this.heap();
    const { Nodes: nodes } = await this.read();
    const share = (name) => (after[name] - before[name]) / took;
    return {
      busy: share('TaskDuration'), script: share('ScriptDuration'), style: share('RecalcStyleDuration'), layout: share('LayoutDuration'),
      nodes, heapBefore, heapAfter,
    };
  }
}

/** The value below which p of 100 lie. */
export function percentile(values, p) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))];
}
