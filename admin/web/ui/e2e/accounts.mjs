// Who may open the administration, and how they show who they are.

import assert from 'node:assert/strict';
import { named, scenario, visitor } from './lib/browser.mjs';
import { Client } from './lib/lab.mjs';
import { open } from './lib/pages.mjs';

const phrase = 'two tins of green tea';

scenario('a user is added, gets another role, is logged out from afar and removed', {}, async ({ page, login }) => {
  await login();
  await open(page, '/users');
  await page.getByRole('button', { name: 'Add a user' }).click();
  await page.getByLabel('User name').fill('suzuki');
  await page.getByLabel('Password').fill(phrase);
  await page.keyboard.press('Enter');
  const row = page.getByRole('row', { name: /suzuki/ });
  await row.getByText('Viewer').waitFor();

  await choose(page, 'suzuki', 'Change role');
  await page.getByLabel('Operator').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await row.getByText('Operator').waitFor();

  const suzuki = await Client.login({ name: 'suzuki', password: phrase });
  assert.equal((await suzuki.want(200, 'GET', '/api/v1/session')).role, 'operator');
  await open(page, '/sessions?whose=all');
  await page.getByRole('row', { name: /suzuki/ }).getByRole('button', { name: /^End/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End' }).click();
  await page.getByRole('row', { name: /suzuki/ }).waitFor({ state: 'detached' });
  await suzuki.want(401, 'GET', '/api/v1/session');

  await open(page, '/users');
  await choose(page, 'suzuki', 'Remove');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await row.waitFor({ state: 'detached' });
});

async function choose(page, user, what) {
  await page.getByRole('button', { name: `Actions for ${user}` }).click();
  await page.getByRole('menuitem', { name: what, exact: true }).click();
}

scenario('a token lets a program in until it is removed', {}, async ({ page, login }) => {
  await login();
  await open(page, '/tokens');
  await page.getByRole('button', { name: 'Add a token' }).click();
  await page.getByLabel('Name', { exact: true }).fill('monitoring');
  await page.getByLabel('Read status and metrics').check();
  await page.getByRole('dialog').getByRole('button', { name: 'Add a token' }).click();
  const token = await page.getByRole('dialog', { name: 'The token is made' }).locator('code').first().innerText();
  await page.getByRole('button', { name: 'I have copied it' }).click();
  const headers = { Authorization: `Bearer ${token}` };
  const program = new Client();
  await program.want(200, 'GET', '/api/v1/status', undefined, headers);
  await program.want(403, 'GET', '/api/v1/users', undefined, headers);
  await page.getByRole('button', { name: 'Remove monitoring' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('row', { name: /monitoring/ }).waitFor({ state: 'detached' });
  await program.want(401, 'GET', '/api/v1/status', undefined, headers);
});

scenario('a passkey is enough to log in, and the second factor beside a password', {}, async () => {
  const admin = await Client.login();
  const undo = await byName(admin);
  await admin.want(201, 'POST', '/api/v1/users', { name: 'mori', role: 'viewer', password: phrase });
  const who = await visitor({ where: 'named', refusals: ['401 GET /api/v1/session', '401 POST /api/v1/session'] });
  try {
    await authenticator(who);
    await keyed(who.page);
    who.watch.check();
  } finally {
    await who.context.close();
    const { items } = await admin.want(200, 'GET', '/api/v1/users');
    await admin.want(204, 'DELETE', `/api/v1/users/${items.find((u) => u.name === 'mori').id}`);
    await undo();
  }
});

/** Adds a passkey, and logs in by it alone and after the password. */
async function keyed(page) {
  await page.goto('/account');
  await enter(page);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Office laptop');
  await page.getByRole('dialog').getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('Office laptop').waitFor();
  await leave(page);
  await page.getByRole('button', { name: 'Log in with a passkey' }).click();
  await page.getByText('Office laptop').waitFor();
  await leave(page);
  await enter(page);
  await page.getByRole('button', { name: 'Use a passkey instead' }).click();
  await page.getByText('Office laptop').waitFor();
}

async function enter(page) {
  await page.getByLabel('User name').fill('mori');
  await page.getByLabel('Password').fill(phrase);
  await page.keyboard.press('Enter');
}

async function leave(page) {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await page.getByLabel('User name').waitFor();
}

/** Gives the browser an authenticator whose owner is always there, and known to it. */
async function authenticator({ context, page }) {
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  await devtools.send('WebAuthn.addVirtualAuthenticator', { options });
}

/** Lets the appliance be opened by its name, and gives how to undo that. */
async function byName(client) {
  const was = await set(client, { 'web.hosts': [new URL(named).hostname], 'web.origin': named });
  return () => set(client, was);
}

/** Changes settings, and gives what they were. */
async function set(client, values) {
  const was = {};
  for (const [name, value] of Object.entries(values)) {
    const path = `/api/v1/settings/${name}`;
    const { body, headers } = await client.ask('GET', path);
    was[name] = body.value;
    await client.want(200, 'PUT', path, { value }, { 'If-Match': headers.etag });
  }
  return was;
}
