// How long the events page takes from a search to its rows on the screen. The address changes as by a link in the page.

import { measurement, Meter, percentile } from '../lib/measure.mjs';
import { settled } from '../lib/pages.mjs';

// What people ask most: all, by action, by where to, by whom, by rule, with flagged data; and the page after each.
const searches = ['', 'event.action:block', 'destination.geo.country_iso_code:CN', 'source.ip:10.10.0.7', 'rule.id:register-of-transfers', 'sekisho.findings.class:jp.my_number'];
const rounds = 6;

measurement('the events page', async (page) => {
  await page.goto('/events?span=all&q=event.action:log'); // none of those that follow
  await settled(page);
  const took = [];
  const meter = await Meter.of(page);
  const { TaskDuration: before } = await meter.read();
  for (let round = 0; round < rounds; round++) {
    for (const query of searches) {
      for (const cursor of new Set(['', await next(page, query)])) {
        const address = '/events?' + new URLSearchParams({ span: 'all', q: query, ...(cursor && { cursor }) });
        took.push(await page.evaluate(untilPainted, address));
      }
    }
  }
  const drawing = ((await meter.read()).TaskDuration - before) * 1000 / took.length;
  return { n: took.length, drawing, p50: percentile(took, 50), p95: percentile(took, 95), rows: await page.locator('main tbody tr').count() };
});

/** Where the page after the first of a search begins; '' where the first is the last. */
async function next(page, query) {
  const answer = await page.evaluate((path) => fetch(path).then((a) => a.json()), '/api/v1/events?' + new URLSearchParams({ query, limit: 100 }));
  return answer.next ? String(answer.next) : '';
}

/** Runs in the page: gives the milliseconds from the change of the address to the frame that shows what was found. */
function untilPainted(address) {
  const main = document.querySelector('main');
  return new Promise((done, fail) => {
    let asked = false;
    setTimeout(() => fail(new Error(`nothing came of ${address}`)), 30_000);
    const began = performance.now();
    const look = new MutationObserver(() => {
      const busy = main.querySelector('[aria-busy="true"]') !== null;
      asked ||= busy;
      if (!asked || busy) return;
      look.disconnect();
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - began))); // the frame is drawn by then
    });
    look.observe(main, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-busy'] });
    history.pushState(null, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
  });
}
