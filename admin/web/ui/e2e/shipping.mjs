// A destination is added, tested, paused, moved, changed and removed; its secret is set and never shown.

import assert from 'node:assert/strict';
import { scenario } from './lib/browser.mjs';
import { Client } from './lib/lab.mjs';
import { accessible, open, settled } from './lib/pages.mjs';

const refusals = ['401 GET /api/v1/session', '400 POST /api/v1/destinations', '422 POST /api/v1/destinations'];

scenario('a destination from its first day to its last', { refusals }, async ({ page, login }) => {
  await login();
  await open(page, '/shipping/new');
  await page.getByLabel('Name', { exact: true }).fill('soc');
  await page.getByLabel('Type').selectOption('hec');
  assert.equal(await page.getByLabel('Type').locator('option[value="file"]').count(), 0, 'files are for sekisho.yaml');
  await page.getByLabel('Address').fill('tls://127.0.0.1:9');
  await page.getByLabel('Token, key or password').fill('synthetic-token');
  const add = page.getByRole('button', { name: 'Add a destination' });
  await add.click();
  await page.getByText('must be a URL that begins with https://').waitFor();
  await page.getByLabel('Address').fill('http://127.0.0.1:9'); // the appliance's own discard port, where nobody listens
  await page.getByText('Events would go unencrypted').waitFor();
  await add.click();
  await page.waitForURL((url) => url.pathname === '/shipping');
  await settled(page);
  const card = page.getByRole('region', { name: 'soc' });
  await card.getByText('Not encrypted on the way').waitFor();
  await card.getByText('Set', { exact: true }).waitFor();
  await card.getByRole('button', { name: 'Send a test event' }).click();
  await card.getByText('Did not arrive').waitFor();
  await accessible(page, 'a destination');
  assert.ok(!(await page.content()).includes('synthetic-token'), 'a secret is never shown');
  await choose(page, card, 'Pause');
  await card.getByText('Paused').waitFor();
  await choose(page, card, 'Resume');
  await card.getByText('Paused').waitFor({ state: 'detached' });
  await choose(page, card, 'Move the cursor');
  await page.getByRole('dialog').getByRole('button', { name: 'Move the cursor' }).click();
  await page.getByText('The cursor is moved').waitFor();
  await choose(page, card, 'Edit');
  await page.getByLabel('Remove it').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL((url) => url.pathname === '/shipping');
  await card.getByText('Set', { exact: true }).waitFor({ state: 'detached' });
  await choose(page, card, 'Remove');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await card.waitFor({ state: 'detached' });
  const client = await Client.login();
  assert.deepEqual((await client.want(200, 'GET', '/api/v1/destinations')).items ?? [], []);
});

/** Chooses from a destination's menu. */
async function choose(page, card, what) {
  await card.getByRole('button', { name: 'More for soc' }).click();
  await page.getByRole('menuitem', { name: what, exact: true }).click();
}
