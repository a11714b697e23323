// What the live page costs its browser for some seconds: events come, or none do.

import { measurement, Meter } from '../lib/measure.mjs';
import { settled } from '../lib/pages.mjs';

const warmUp = 3000;

measurement('the live page', async (page, { seconds }) => {
  await page.goto('/live');
  await settled(page);
  const meter = await Meter.of(page);
  await page.waitForTimeout(warmUp); // the page has drawn all that it draws at once
  return { ...(await meter.over(seconds)), rows: await page.locator('main tbody tr').count() };
});
