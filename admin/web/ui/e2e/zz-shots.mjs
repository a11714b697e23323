import { scenario } from './lib/browser.mjs';
import { Client } from './lib/lab.mjs';
import { settled } from './lib/pages.mjs';
const client = await Client.login();
const events = await client.want(200, 'GET', '/api/v1/events?query=event.action:block&limit=1');
const pol = (await client.want(200, 'GET', '/api/v1/policy')).policy; globalThis.did = (await client.want(201, 'POST', '/api/v1/drafts', { name: 'for pictures', text: pol.replace('at_least: 10', 'at_least: 5') + '\n# changed\n', reason: '' })).id;
const seq = events.items[0].sequence;
const list = (process.env.SHOTS ?? '').split(',');
const out = process.env.SHOTDIR ?? '/tmp/shots';
scenario('shots', { locale: process.env.SHOTLANG ?? 'en-GB', viewport: { width: Number(process.env.SHOTW ?? 1280), height: Number(process.env.SHOTH ?? 900) }, colorScheme: process.env.SHOTSCHEME ?? 'light', refusals: ['401 GET /api/v1/session', '404 GET *', '404 GET /api/v1/events/*'] }, async ({ page, login }) => {
  await login();
  for (const p of list) {
    const path = p.replace('SEQ', seq).replace('ID', globalThis.did);
    await page.goto(path);
    await settled(page);
    await page.waitForTimeout(800);
    await page.screenshot({ path: `${out}/${path.replaceAll(/[^a-z0-9]+/g, '_').slice(0, 60)}-${process.env.SHOTLANG ?? 'en'}-${process.env.SHOTW ?? 1280}.png`, fullPage: true });
  }
});
