// Everything goes without a mouse.

import assert from 'node:assert/strict';
import { scenario } from './lib/browser.mjs';
import { Client, lab, until } from './lib/lab.mjs';
import { accessible, open, settled } from './lib/pages.mjs';

const refusals = ['401 GET /api/v1/session'];

scenario('one logs in, goes about and leaves by keys alone', { refusals }, async ({ page }) => {
  await page.goto('/status');
  await page.locator(':focus[name="username"]').waitFor(); // it comes there by itself
  await page.keyboard.type(lab.name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(lab.password);
  await page.keyboard.press('Enter');
  await settled(page);

  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'Skip to the content');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'content');

  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await sheet.waitFor();
  await accessible(page, 'the sheet of shortcuts');
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });

  // The second key counts only soon after the first: a busy machine may have to press them again.
  await until('the page of two keys', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    return new URL(page.url()).pathname === '/rules';
  });
  await settled(page);
  await page.getByRole('button', { name: /^Account of/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitemradio', { name: /Dark/ }).waitFor();
  await accessible(page, 'the menu of the account');
  await page.keyboard.press('End');
  assert.equal(await focused(page), 'Log out');
  await page.keyboard.press('Enter');
  await page.getByLabel('User name').waitFor();
});

scenario('rules are put in another order by keys alone', { refusals }, async ({ page, login }) => {
  const client = await Client.login();
  const draft = await client.want(201, 'POST', '/api/v1/drafts', { name: 'another order', reason: '' });
  const now = () => client.want(200, 'GET', `/api/v1/drafts/${draft.id}`);
  await login();
  await open(page, `/rules?draft=${draft.id}`);
  await page.getByRole('button', { name: /^Move no-secrets:/ }).focus();
  await page.keyboard.press('Alt+ArrowDown');
  const order = async () => [...(await now()).text.matchAll(/^ {2}- id: (\S+)/gm)].map((m) => m[1]).slice(0, 2);
  await until('the order', async () => (await order()).join() === 'no-personal-data,no-secrets');
  await page.getByText('no-secrets is now 2 of').first().waitFor({ state: 'attached' });
  assert.match(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), /^Move no-secrets:/);
  await page.keyboard.press('Alt+Home');
  await until('the order as it was', async () => (await order()).join() === 'no-secrets,no-personal-data');
  await client.want(204, 'DELETE', `/api/v1/drafts/${draft.id}`, undefined, { 'If-Match': `"${(await now()).version}"` });
});

function focused(page) {
  return page.evaluate(() => document.activeElement.textContent.trim());
}
