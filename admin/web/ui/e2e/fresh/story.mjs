// The whole story, from the first start to a rule that blocks, as somebody meets it who has never seen the appliance.

import assert from 'node:assert/strict';
import { scenario } from '../lib/browser.mjs';
import { curl, lab, upload } from '../lib/lab.mjs';
import { accessible, settled } from '../lib/pages.mjs';
import { code } from '../lib/totp.mjs';

const refusals = ['401 GET /api/v1/session', '401 POST /api/v1/session'];

scenario('from the first start to a rule that blocks', { refusals }, async ({ page }) => {
  const secret = await firstRun(page);
  await logInAgain(page, secret);
  await writeRule(page);
  await review(page);
  await seeItBlock(page);
  await rollBack(page);
});

const friend = lab.outside[1].v4;

/** Writes, in the form, that no personal data go to the US; until it is in force they do. */
async function writeRule(page) {
  assert.ok((await upload(lab.lan[1], friend)).ok, 'before there is a rule');
  await page.getByRole('navigation').getByRole('link', { name: 'Rules' }).click();
  await page.getByRole('link', { name: 'Add a rule' }).click();
  await page.getByLabel('ID', { exact: true }).fill('nothing-to-us');
  await page.getByLabel('What it is for').fill('No personal data to the United States');
  const where = page.getByRole('group', { name: 'Jurisdictions' });
  for (const remove of await where.getByRole('button', { name: /^Remove/ }).all()) await remove.click();
  await where.getByRole('button', { name: 'Choose jurisdictions' }).click();
  const choose = page.getByRole('dialog', { name: 'Choose jurisdictions' });
  await choose.getByRole('searchbox').fill('United States');
  await choose.getByRole('treeitem', { name: 'United States (US)', exact: true }).locator('.tree-label').click();
  await accessible(page, 'the chooser');
  await choose.getByRole('button', { name: 'Done' }).click();
  await page.getByLabel('Add a data class').selectOption('pii.person');
  await page.getByLabel('Block', { exact: true }).check();
  await page.getByLabel('Enabled').check();
  await accessible(page, 'the form of a rule');
}

/** Makes the account with its second factor, and gives the secret of the codes. */
async function firstRun(page) {
  await page.goto('/');
  await page.waitForURL('**/setup');
  await page.getByLabel('Setup token').fill(lab.token);
  await page.getByLabel('Name', { exact: true }).fill(lab.name);
  await page.getByLabel('Password', { exact: true }).fill(lab.password);
  await page.getByLabel('Password once more').fill(lab.password);
  await accessible(page, 'the first account');
  await page.getByRole('button', { name: 'Make the account' }).click();

  const secret = await page.locator('.account-secret').innerText();
  await accessible(page, 'the second factor');
  await page.getByLabel('Code', { exact: true }).fill(code(secret));
  await page.getByRole('button', { name: 'Use codes from now on' }).click();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await rest(page);
  await settled(page);
  return secret;
}

/** Goes through the rest of the first run: where data may not go, what happens there, and whether it works. */
async function rest(page) {
  await page.getByLabel('Protected networks').waitFor();
  await accessible(page, 'the networks');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('treeitem', { name: 'Asia', exact: true }).waitFor();
  await accessible(page, 'the jurisdictions');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Block it').check();
  await accessible(page, 'what happens');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Put in force' }).click();
  await page.getByText('Watched traffic is judged.').waitFor();
  await accessible(page, 'whether it works');
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByRole('navigation').waitFor();
}

/** A code is good once: the next step's has to do. */
async function logInAgain(page, secret) {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await page.getByLabel('User name').fill(lab.name);
  await page.getByLabel('Password').fill(lab.password);
  await page.keyboard.press('Enter');
  const field = page.getByLabel('Code of your authenticator app');
  await field.waitFor();
  await accessible(page, 'the login');
  await field.fill(code(secret, 1));
  await page.keyboard.press('Enter');
  await settled(page);
  assert.ok(await page.getByRole('navigation').isVisible());
}

/** Tries the draft on what was recorded, and puts it in force. */
async function review(page) {
  await page.getByRole('button', { name: 'Review and put in force' }).click();
  await page.getByRole('heading', { name: 'What changes' }).waitFor();
  await page.getByText('nothing-to-us').first().waitFor();
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  await page.getByText(/Newly watched places|flows, from|Nothing was recorded/).first().waitFor();
  await accessible(page, 'a draft that was tried');
  await page.getByLabel('Why this change').fill('the audit asks for it');
  await page.getByLabel('Time to keep it').selectOption('600');
  await page.getByRole('button', { name: 'Put it in force' }).click();
  await banner(page).getByRole('timer').waitFor();
}

const banner = (page) => page.getByRole('region', { name: 'A change is in force on trial' });

/** What is sent now is cut off, and stands on the live page at once. Then the change is kept. */
async function seeItBlock(page) {
  await page.getByRole('navigation').getByRole('link', { name: 'Live' }).click();
  await page.getByText('Connected').waitFor();
  assert.ok(!(await upload(lab.lan[1], friend)).ok, 'the rule does not block');
  assert.ok((await curl(lab.lan[1], '--data', 'hello=world', `http://${friend}/`)).ok, 'the rule blocks what is harmless');
  const row = page.getByRole('row').filter({ hasText: 'nothing-to-us' }).filter({ hasText: 'Blocked' });
  await row.first().waitFor();
  await accessible(page, 'the live page');
  await banner(page).getByRole('button', { name: 'Keep' }).click();
  await banner(page).waitFor({ state: 'hidden' });
}

/** Goes back to the revision before, which is one more change to look at, put in force and keep. */
async function rollBack(page) {
  await page.getByRole('navigation').getByRole('link', { name: 'Revisions' }).click();
  await page.getByRole('row').filter({ hasText: 'the audit asks for it' }).waitFor();
  const before = page.getByRole('table', { name: 'Revisions' }).getByRole('row').nth(2);
  await before.getByRole('link').first().click();
  await page.getByRole('button', { name: 'Roll back to this' }).click();
  await page.getByLabel('Why this change').fill('it was only an exercise');
  await page.getByLabel('Time to keep it').selectOption('600');
  await page.getByRole('button', { name: 'Put it in force' }).click();
  await banner(page).getByRole('button', { name: 'Keep' }).click();
  await banner(page).waitFor({ state: 'hidden' });
  assert.ok((await upload(lab.lan[1], friend)).ok, 'the rule still blocks');
}
