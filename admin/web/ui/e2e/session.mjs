// A session that ends while somebody is at a page costs them a password, and nothing else.

import assert from 'node:assert/strict';
import { scenario } from './lib/browser.mjs';
import { Client, lab } from './lib/lab.mjs';
import { open, settled } from './lib/pages.mjs';

const refusals = ['401 GET /api/v1/*', '401 POST /api/v1/session'];

scenario('a page goes on after its session has ended', { refusals }, async ({ page, login }) => {
  const mine = await Client.login();
  await login(mine);
  await page.clock.install();
  await open(page, '/status');
  await mine.want(204, 'DELETE', '/api/v1/session');
  await page.evaluate(() => (window.sameAsBefore = true));
  await page.clock.runFor(30_000); // the page asks again of its own accord
  const dialog = page.getByRole('dialog', { name: 'Log in again' });
  await dialog.waitFor();
  assert.equal(await dialog.getByLabel('Name').inputValue(), lab.name);
  await dialog.getByLabel('Password').fill(lab.password);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await settled(page);
  assert.ok(await page.evaluate(() => window.sameAsBefore), 'the page was loaded anew');
  assert.match(page.url(), /\/status$/);
});
