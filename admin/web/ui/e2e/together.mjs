// Two people edit the same draft at once: the second one sees what the first has changed, and chooses.

import assert from 'node:assert/strict';
import { scenario, visitor } from './lib/browser.mjs';
import { Client, until } from './lib/lab.mjs';
import { accessible, open } from './lib/pages.mjs';

const refusals = ['401 GET /api/v1/session', '412 PUT /api/v1/drafts/*'];

scenario('two edit one draft', { refusals }, async ({ page, login }, t) => {
  const client = await Client.login();
  const draft = await client.want(201, 'POST', '/api/v1/drafts', { name: 'together', reason: '' });
  const at = `/api/v1/drafts/${draft.id}`;
  const text = async () => (await client.want(200, 'GET', at)).text;
  const other = await visitor({ refusals });
  t.after(() => other.context.close());
  await login();
  await other.login();
  for (const one of [page, other.page]) await open(one, `/rules/no-secrets?draft=${draft.id}`);

  await page.getByLabel('What it is for').fill('as the first one wants it');
  await until('what the first one has written', async () => (await text()).includes('as the first one'));
  await other.page.getByLabel('What it is for').fill('as the second one wants it');
  const conflict = other.page.getByRole('dialog', { name: 'Somebody else has changed it' });
  await conflict.waitFor();
  await accessible(other.page, 'two who edit at once');
  await conflict.getByText('as the first one wants it').first().waitFor();
  await conflict.getByText('as the second one wants it').first().waitFor();
  assert.ok((await text()).includes('as the first one'), 'the first one lost what was saved');

  await conflict.getByRole('button', { name: 'Take theirs' }).click();
  await until('what the first one has written on both screens', async () => (await other.page.getByLabel('What it is for').inputValue()) === 'as the first one wants it');
  await other.page.getByLabel('What it is for').fill('as both want it');
  await until('what both want', async () => (await text()).includes('as both want it'));

  await page.getByLabel('What it is for').fill('as the first one insists');
  const mine = page.getByRole('dialog', { name: 'Somebody else has changed it' });
  await mine.getByRole('button', { name: 'Keep mine' }).click();
  await until('what the first one insists on', async () => (await text()).includes('as the first one insists'));
  other.watch.check();
  const { version } = await client.want(200, 'GET', at);
  await client.want(204, 'DELETE', at, undefined, { 'If-Match': `"${version}"` });
});
