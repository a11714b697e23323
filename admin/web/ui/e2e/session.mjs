// A session that ends while somebody is at work costs them a password, and none of their work.

import assert from 'node:assert/strict';
import { scenario } from './lib/browser.mjs';
import { Client, lab, until } from './lib/lab.mjs';
import { open, settled } from './lib/pages.mjs';

const refusals = ['401 GET /api/v1/*', '401 POST /api/v1/session', '401 POST /api/v1/policy/edit', '401 PUT /api/v1/drafts/*', '401 POST /api/v1/drafts'];

scenario('a rule is written on after the session has ended', { refusals }, async ({ page, login }) => {
  const mine = await Client.login();
  await login(mine);
  await open(page, '/rules/no-secrets');
  await page.evaluate(() => (window.sameAsBefore = true));
  await mine.want(204, 'DELETE', '/api/v1/session');
  await page.getByLabel('What it is for').fill('No keys to anybody at all');
  const dialog = page.getByRole('dialog', { name: 'Log in again' });
  await dialog.waitFor();
  await dialog.getByLabel('Password').fill(lab.password);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await settled(page);
  assert.ok(await page.evaluate(() => window.sameAsBefore), 'the page was loaded anew');
  assert.equal(await page.getByLabel('What it is for').inputValue(), 'No keys to anybody at all');
  const client = await Client.login();
  const draft = await until('the draft on the appliance', async () => {
    const { items } = await client.want(200, 'GET', '/api/v1/drafts');
    for (const { id } of items ?? []) {
      const one = await client.want(200, 'GET', `/api/v1/drafts/${id}`);
      if (one.text.includes('No keys to anybody at all')) return { id, version: one.version };
    }
    return null;
  });
  await client.want(204, 'DELETE', `/api/v1/drafts/${draft.id}`, undefined, { 'If-Match': `"${draft.version}"` });
});
