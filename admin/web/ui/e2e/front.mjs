// Who opens the appliance's address logs in there, and sees whose geo data it is.

import assert from 'node:assert/strict';
import test from 'node:test';
import { scenario, visitor } from './lib/browser.mjs';
import { lab, until } from './lib/lab.mjs';
import { settled } from './lib/pages.mjs';

const refusals = ['401 GET /api/v1/session', '401 POST /api/v1/session'];

scenario('one logs in', { refusals }, async ({ page }) => {
  const answer = await page.goto('/');
  assert.equal(answer.status(), 200);
  await page.getByLabel('Name').fill(lab.name);
  await page.getByLabel('Password').fill('not the password at all');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').first().waitFor();
  await page.getByLabel('Password').fill(lab.password);
  await page.keyboard.press('Enter');
  await settled(page);
  assert.match(await page.title(), /Sekisho/);
  assert.equal(await page.getByRole('link', { name: 'DB-IP' }).getAttribute('href'), 'https://db-ip.com');
});

// Every scenario fails by what these pages do here on purpose: so that the others can.
test('what no page may do is seen', async () => {
  const { context, page, watch } = await visitor({ refusals });
  await page.goto('/');
  const wrongs = {
    'Content-Security-Policy: connect-src': (url) => fetch(url).catch(() => {}),
    'Content-Security-Policy: style-src': () => document.body.append(Object.assign(document.createElement('style'), { textContent: 'p{}' })),
    'Content-Security-Policy: require-trusted-types-for': () => void setTimeout(() => { document.body.innerHTML = ''; }),
    'a request to elsewhere': (url) => void window.open(url),
    'refused: 404 GET /api/v1/nothing': () => fetch('/api/v1/nothing'),
    'console: error: wrong': () => console.error('wrong'),
    uncaught: () => void setTimeout(() => { throw new Error('on purpose'); }),
  };
  for (const [name, wrong] of Object.entries(wrongs)) {
    await page.evaluate(wrong, `https://${lab.outside[1].v4}/`);
    await until(name, () => watch.take().some((fault) => fault.startsWith(name)));
  }
  await context.close();
});
