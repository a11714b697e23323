// Every page opens, in both languages and themes, on a phone and on a desk, with nothing that keeps anybody from using it.

import assert from 'node:assert/strict';
import test from 'node:test';
import { scenario } from './lib/browser.mjs';
import { Client, newest } from './lib/lab.mjs';
import { accessible, fits, open, paths, settled, showsFocus } from './lib/pages.mjs';

const phone = { width: 360, height: 740 };
const desk = { width: 1280, height: 800 };

/** What fills in the parts of pages' paths that stand in braces: things that there are. */
async function known() {
  const client = await Client.login();
  const { sequence } = await newest(client, 'event.action:block');
  const { policy } = await client.want(200, 'GET', '/api/v1/policy');
  const draft = await client.want(201, 'POST', '/api/v1/drafts', { name: 'for the pages', text: policy.replace('at_least: 10', 'at_least: 5'), reason: '' });
  return { '/events/{sequence}': sequence, '/rules/{id}': 'no-personal-data', '/drafts/{id}': draft.id, '/revisions/{number}': 1, '/shipping/{name}': 'new' };
}

const parts = await known();
const filled = paths.map((path) => path.replace(/\{\w+\}/, () => parts[path] ?? assert.fail(`${path}: nothing is known to put in`)));

const refusals = ['401 GET /api/v1/session'];

// Side by side, for each waits for its browser most of the time.
test('every page', { concurrency: 2 }, (t) => Promise.all([english, japanese].map((one) => one((name, part) => t.test(name, part)))));

function english(run) {
  return scenario('in English', { locale: 'en-GB', viewport: desk, refusals }, async ({ page, login }, t) => {
    await login();
    for (const path of filled) {
      await t.test(path, async () => {
        await look(page, path, /^[^ぁ-んァ-ヶ一-龠]+$/);
        await accessible(page, 'desk, light');
        await showsFocus(page, 'desk, light');
        await page.emulateMedia({ colorScheme: 'dark' });
        await accessible(page, 'desk, dark', ['color-contrast']); // what else axe looks at is the same in both themes
        await small(page);
      });
    }
  }, run);
}

function japanese(run) {
  return scenario('in Japanese', { locale: 'ja-JP', viewport: desk, refusals }, async ({ page, login }, t) => {
    await login();
    for (const path of filled) {
      await t.test(path, async () => {
        await look(page, path, /[ぁ-んァ-ヶ一-龠]/);
        await page.emulateMedia({ colorScheme: 'dark' });
        await small(page);
        await accessible(page, 'phone, dark');
      });
    }
  }, run);
}

/** Opens a page on a desk, in light colours. Its heading has to be in the language's letters. */
async function look(page, path, letters) {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(desk);
  await open(page, path);
  assert.match(await page.locator('main h1').first().innerText(), letters);
  await fits(page, 'desk');
}

async function small(page) {
  await page.setViewportSize(phone);
  await settled(page);
  await fits(page, 'phone');
}
