// What the appliance recognises can be looked up and tried, and classes of one's own go into a draft.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { scenario } from './lib/browser.mjs';
import { lab } from './lib/lab.mjs';
import { open } from './lib/pages.mjs';

const refusals = ['401 GET /api/v1/session'];

scenario('classes are found by what they are about, and tried on a text and on a file', { refusals }, async ({ page, login }) => {
  await login();
  await open(page, '/classes?find=my_number');
  assert.deepEqual(await page.locator('.classes-name').allInnerTexts(), ['My Number (individual number)']);
  await page.getByRole('tab', { name: 'Try a text or file' }).click();
  await page.getByRole('textbox', { name: 'Text' }).fill('Nothing to see here.');
  await page.getByRole('button', { name: 'Look for data' }).click();
  await page.getByText('Nothing that any class stands for.').first().waitFor();
  await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer: readFileSync(lab.customers) });
  await page.getByRole('button', { name: 'Look for data' }).click();
  const found = page.getByRole('table', { name: 'What was found' });
  await found.getByText('pii.person').waitFor();
  const samples = await found.locator('td code').allInnerTexts();
  assert.ok(samples.length > 0 && samples.every((s) => s.includes('*')), `not masked: ${samples}`);
});

scenario('a class of one’s own goes into a draft, is changed, and taken out again', { refusals }, async ({ page, login }) => {
  await login();
  await open(page, '/classes?view=own&draft=none');
  await page.getByRole('button', { name: 'Add a class' }).click();
  const form = page.getByRole('dialog', { name: 'Add a class' });
  await form.getByLabel('Name').fill('projects');
  await form.getByRole('button', { name: 'Add' }).click();
  await form.getByText('It needs a word or a pattern.').waitFor();
  await form.getByLabel('Words', { exact: true }).fill('project osprey\nproject heron');
  await form.getByRole('button', { name: 'Add' }).click();
  await page.getByText('custom.projects').waitFor();
  assert.deepEqual(await page.locator('.classes-entry').allInnerTexts(), ['project osprey', 'project heron']);
  await page.getByRole('button', { name: 'Remove projects' }).click();
  await page.getByText('There is no class of your own yet').waitFor();
});
