// The pictures of the README: with SEKISHO_UPDATE_SCREENSHOTS they are written down, without they are only taken.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { scenario } from './lib/browser.mjs';
import { Client, lab, newest } from './lib/lab.mjs';
import { open } from './lib/pages.mjs';

const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 };
const block = () => Client.login().then((c) => newest(c, 'event.action:block AND sekisho.findings.class:jp.my_number'));

/** name, page, and how it is looked at. */
const pictures = [
  ['overview', async () => '/?span=30d', { locale: 'en-GB', colorScheme: 'light' }],
  ['rule', async () => '/rules/no-personal-data', { locale: 'en-GB', colorScheme: 'dark' }],
  ['event', async () => `/events/${(await block()).sequence}`, { locale: 'ja-JP', colorScheme: 'light' }],
  ['rules-phone', async () => '/rules', { locale: 'ja-JP', colorScheme: 'dark', ...phone }],
];

for (const [name, path, options] of pictures) {
  scenario(`picture: ${name}`, { ...options, refusals: ['401 GET /api/v1/session'] }, async ({ page, login }) => {
    await login();
    await open(page, await path());
    const file = join(lab.pictures, `${name}.png`);
    await page.screenshot({ path: file });
    assert.ok(statSync(file).size < 300_000, 'too large for a repository');
  });
}
