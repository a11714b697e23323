// A change of the policy is on trial until somebody keeps it. Every page says so, and it can't lock its author out.

import assert from 'node:assert/strict';
import { scenario } from './lib/browser.mjs';
import { Client, curl, lab, until } from './lib/lab.mjs';
import { accessible, fits, open } from './lib/pages.mjs';
import { apply, blocked } from './lib/policy.mjs';

const refusals = ['401 GET /api/v1/session'];
const friend = `http://${lab.outside[1].v4}/`;

scenario('a change on trial is kept, and the next one taken back', { refusals }, async ({ page, login }) => {
  const client = await Client.login();
  const { policy: text } = await client.want(200, 'GET', '/api/v1/policy');
  await login();
  await apply(client, blocked(text, 'US'));
  await open(page, '/status');
  const banner = page.getByRole('region', { name: 'A change is in force on trial' });
  await banner.getByRole('timer').waitFor();
  await accessible(page, 'a change on trial');
  await page.setViewportSize({ width: 360, height: 740 });
  await fits(page, 'a change on trial, phone');
  assert.ok(!(await curl(lab.lan[1], friend)).ok, 'the change is not in force');
  await banner.getByRole('button', { name: 'Keep' }).click();
  await banner.waitFor({ state: 'hidden' });
  const now = await client.want(200, 'GET', '/api/v1/policy');
  assert.equal(now.pending, undefined);

  await apply(client, text);
  await page.reload();
  await banner.getByRole('button', { name: 'Take back' }).click();
  const why = page.getByRole('dialog', { name: 'Take back' });
  await accessible(page, 'the question why');
  await why.getByRole('textbox').fill('it was only an exercise');
  await why.getByRole('button', { name: 'Take back' }).click();
  await banner.waitFor({ state: 'hidden' });
  assert.ok(!(await curl(lab.lan[1], friend)).ok, 'the change before it is not in force again');

  await apply(client, text);
  await page.reload();
  await banner.getByRole('button', { name: 'Keep' }).click();
  await until('the policy as it was', async () => (await curl(lab.lan[1], friend)).ok);
});

// What is asked while the rule is in force gets no answer: that is no fault of the page.
scenario('who locks themselves out gets back in', { refusals, where: 'away', cutOff: true }, async ({ page, login }) => {
  const client = await Client.login();
  const { policy: text } = await client.want(200, 'GET', '/api/v1/policy');
  const draft = await client.want(201, 'POST', '/api/v1/drafts', { name: 'too much', text: blocked(text, 'CN'), reason: 'too much' });
  await login();
  await open(page, `/drafts/${draft.id}`);
  await page.getByLabel('Time to keep it').selectOption('30');
  // The page offers no less than 30 s, which is long for a test.
  await page.route('**/apply', (route) => route.continue({ postData: { ...route.request().postDataJSON(), confirm_seconds: 20 } }));
  await page.getByRole('button', { name: 'Put it in force' }).click();
  await until('the change', async () => (await client.want(200, 'GET', '/api/v1/policy')).pending);
  const state = () => page.evaluate(() => fetch('/api/v1/policy').then((a) => a.status, () => 'cut off'));
  await until('the lock-out', async () => (await state()) === 'cut off');
  await until('the policy as it was', async () => (await client.want(200, 'GET', '/api/v1/policy')).policy === text);
  await until('the way back in', async () => (await state()) === 200);
  await open(page, '/revisions');
  await page.getByRole('row').filter({ hasText: 'too much' }).filter({ hasText: 'Taken back' }).waitFor();
});
