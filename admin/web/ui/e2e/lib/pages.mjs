// What pages there are, by the table that the navigation is made of, and how to look at one.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import axe from 'axe-core';

const table = readFileSync(new URL('../../src/pages/index.ts', import.meta.url), 'utf8');

/** The pages' paths; parts that stand in braces are filled in by whoever opens them. */
export const paths = [...table.matchAll(/\{ path: "([^"]+)"/g)].map((line) => line[1]);
assert.ok(paths.length > 0, 'the table of pages is not what this looks for');

/** Opens a page by the address bar, and waits until it shows what it has. */
export async function open(page, path) {
  await page.goto(path);
  await settled(page);
}

/** Waits until a page has a heading, has its answers (browser.mjs counts them), says nowhere that it is at work, and stays so for some frames. */
export async function settled(page) {
  await page.locator('main h1').first().waitFor();
  await page.evaluate(() => { window.sekishoQuiet = 0; });
  await page.waitForFunction(() => {
    const quiet = window.sekishoAsking === 0 && !document.querySelector('main .loading, main [aria-busy="true"]') && document.fonts.status === 'loaded';
    window.sekishoQuiet = quiet ? window.sekishoQuiet + 1 : 0;
    return window.sekishoQuiet > 5;
  });
}

/** Throws if the page is wider than the window: people would have to scroll sideways to read. */
export async function fits(page, what) {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const out = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > width + 0.5);
    return [`${document.documentElement.scrollWidth} of ${width} px`, ...out.slice(0, 5).map((e) => `${e.tagName.toLowerCase()}.${e.className}`)];
  });
  assert.deepEqual(wide, [], `${what}: wider than the window`);
}

/** Throws if axe finds the page to break WCAG 2.2 at level AA; rules: only those, where not all are of interest. */
export async function accessible(page, what, rules) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const runOnly = rules ? { type: 'rule', values: rules } : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
  const found = await page.evaluate((options) => window.axe.run(document, options), { runOnly, resultTypes: ['violations'] });
  const told = found.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => `${n.target.join(' ')} (${n.failureSummary?.replaceAll(/\s+/g, ' ')})`).join('; ')}`);
  assert.deepEqual(told, [], `${what}: axe`);
}

/** Throws if something on the page that takes the keyboard's focus doesn't show that it has it, or comes out of turn. */
export async function showsFocus(page, what) {
  await page.keyboard.press('Tab'); // from here on, focus counts as the keyboard's
  const hidden = await page.evaluate(() => {
    const shown = (e) => {
      const s = getComputedStyle(e);
      return [s.outlineStyle === 'none' ? '' : `${s.outlineWidth} ${s.outlineColor}`, s.boxShadow, s.borderColor, s.backgroundColor, s.textDecoration].join('|');
    };
    const around = (e) => [e, e.parentElement, e.nextElementSibling].filter(Boolean).map(shown).join('||');
    const takes = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
      .filter((e) => !e.disabled && e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true }));
    const out = [];
    for (const e of takes) {
      document.activeElement?.blur();
      const before = around(e);
      e.focus();
      if (document.activeElement !== e) continue; // inert, below a dialog
      if (around(e) === before || e.tabIndex > 0) out.push(`${e.tagName.toLowerCase()}.${e.className}: ${e.textContent.trim().slice(0, 40)}`);
    }
    document.activeElement?.blur();
    return out;
  });
  assert.deepEqual(hidden, [], `${what}: focus that nobody sees`);
}
