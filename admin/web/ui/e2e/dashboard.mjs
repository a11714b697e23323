// The overview shows where data went, and each figure leads to its events.

import assert from 'node:assert/strict';
import { scenario } from './lib/browser.mjs';
import { Client, until } from './lib/lab.mjs';
import { open, settled } from './lib/pages.mjs';

const refusals = ['401 GET /api/v1/session'];

// What was sent about has to be indexed before it is counted.
const client = await Client.login();
await until('both jurisdictions to be counted', async () => {
  const { jurisdictions } = await client.want(200, 'GET', `/api/v1/overview?from=${new Date(Date.now() - 24 * 3600e3).toISOString()}`);
  return ['CN', 'US'].every((code) => jurisdictions?.some((row) => row.name === code && row.alerts > 0));
});

scenario('data that left is on the map, in the table and in the lists', { refusals }, async ({ page, login }) => {
  await login();
  await open(page, '/');
  const table = page.getByRole('table', { name: 'Data leaving by jurisdiction' });
  const codes = await table.locator('tbody .value-code').allInnerTexts(); // of today, and of what was remembered of the days before
  assert.ok(codes.includes('CN') && codes.includes('US'), codes.join());
  assert.match(await page.locator('.dash-world path[data-code="CN"] title').textContent(), /China: .*, [0-9,]+ blocked or logged/);
  assert.ok((await page.locator('.dash-land').getAttribute('d')).length > 10_000, 'all other lands are there');
  await page.locator('.dash-world [data-code="US"]').first().dispatchEvent('click'); // the middle of its box is at sea
  await leadsTo(page, 'destination.geo.country_iso_code:US');
  await page.goBack();
  await settled(page);
  await page.getByRole('table', { name: 'Rules' }).getByRole('link', { name: 'no-personal-data' }).click();
  await leadsTo(page, 'rule.id:no-personal-data');
});

scenario('the series has its figures as a table, and the time span stands in the address', { refusals }, async ({ page, login }) => {
  await login();
  await open(page, '/?measure=flows');
  await page.locator('.dash-chart canvas').waitFor();
  await page.getByText('As a table').click();
  await page.getByRole('table', { name: 'Over time' }).locator('tbody tr').first().waitFor();
  await page.getByRole('button', { name: '7 days' }).click();
  await page.waitForURL((url) => url.searchParams.get('span') === '7d');
  await settled(page);
  await page.locator('.dash-figures a').nth(1).click();
  await leadsTo(page, 'event.action:block');
  assert.equal(new URL(page.url()).searchParams.get('span'), '7d');
});

/** Throws unless events are shown, those of a condition. */
async function leadsTo(page, condition) {
  await page.waitForURL((url) => url.pathname === '/events' && url.searchParams.get('q') === condition);
  await page.locator('main tbody tr').first().waitFor();
}
