// What people print for their files: an event and a revision, without what is only of use on a screen.

import assert from 'node:assert/strict';
import { scenario } from './lib/browser.mjs';
import { Client, newest } from './lib/lab.mjs';
import { open } from './lib/pages.mjs';
import { apply } from './lib/policy.mjs';

scenario('an event and a revision are printed', { refusals: ['401 GET /api/v1/session'] }, async ({ page, login }) => {
  const client = await Client.login();
  const { policy } = await client.want(200, 'GET', '/api/v1/policy');
  await client.want(200, 'POST', '/api/v1/policy/confirm', { id: await apply(client, policy + '\n# to be printed\n') });
  const { sequence } = await newest(client, 'event.action:block');
  await login();
  for (const [path, text] of [[`/events/${sequence}`, 'no-personal-data'], ['/revisions/1', 'Revision 1']]) {
    await open(page, path);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    assert.ok(!(await page.getByRole('navigation').first().isVisible()), `${path}: the navigation is printed`);
    assert.equal(await page.locator('main').getByRole('button').filter({ visible: true }).count(), 0, `${path}: buttons are printed`);
    assert.ok((await page.locator('main').innerText()).includes(text), path);
    const [r, g, b] = (await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).match(/\d+/g).map(Number);
    assert.ok(r + g + b > 700 || (r + g + b === 0), `${path}: printed on rgb(${r}, ${g}, ${b})`);
    await page.emulateMedia({ media: 'screen' });
  }
});
