// A browser for scenarios. Whatever a scenario is about, it also fails if a page asks another host for anything,
// breaks the Content-Security-Policy, writes an error to the console, throws, or is refused what it asks for.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { chromium } from 'playwright-core';
import { Client, lab } from './lab.mjs';

// Nothing that the browser does of its own accord may try to reach anybody.
const flags = ['--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-gpu', '--font-render-hinting=none'];

const appliance = new URL(lab.url);

/** The appliance by a name, which nothing but a browser that is told so knows it by. Passkeys need one. */
export const named = `https://gateway.example.org:${appliance.port}`;

// Names lead nowhere; and from away, the appliance's address leads to a host outside that passes connections on to it.
const resolver = {
  near: `MAP * ~NOTFOUND, EXCLUDE ${appliance.hostname}`,
  named: `MAP ${new URL(named).hostname} ${appliance.hostname}, MAP * ~NOTFOUND, EXCLUDE ${appliance.hostname}`,
  away: `MAP ${appliance.host} ${lab.outside[0].v4}:${appliance.port}, MAP * ~NOTFOUND, EXCLUDE ${lab.outside[0].v4}`,
};

const origins = { near: lab.url, away: lab.url, named };

const running = new Map();

/** Browsers refuse passkeys to sites whose certificate they don't trust, unless they are told to trust all. */
const trust = { named: ['--ignore-certificate-errors'] };

/** The one browser of this process that is near, away, or knows the appliance by its name. */
function browser(where) {
  if (!running.has(where)) {
    const args = [...flags, ...(trust[where] ?? []), `--host-resolver-rules=${resolver[where]}`];
    running.set(where, chromium.launch({ executablePath: '/usr/bin/chromium', args, timeout: 120_000 }));
  }
  return running.get(where);
}

test.after(async () => {
  for (const one of running.values()) await (await one).close();
});

/**
 * Somebody at a browser of their own. Options are those of Playwright's contexts (viewport, locale, colorScheme…), and
 * refusals: what the appliance may refuse in this scenario, each as 'status method path', the path with * for a part:
 * any other answer from 400 up fails the scenario;
 * cutOff: requests may also get no answer at all;
 * where: away: this browser reaches the appliance only through the gateway, by a host in CN; named: it opens it by its name.
 *
 * login logs the browser in without its pages; it takes a Client, or makes one of the first admin.
 */
export async function visitor({ refusals = [], cutOff = false, where = 'near', ...options } = {}) {
  const context = await (await browser(where)).newContext({
    ignoreHTTPSErrors: true, baseURL: origins[where], locale: 'en-GB', timezoneId: 'Asia/Tokyo', viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce', ...options,
  });
  context.setDefaultTimeout(60_000);
  await context.addInitScript(countAsked);
  const watch = new Watch(refusals, cutOff, origins[where]);
  await watch.over(context);
  const login = async (client) => context.addCookies([{ ...(client ?? (await Client.login())).cookie, url: origins[where] }]);
  return { context, page: await context.newPage(), watch, login };
}

/** Runs in pages: window.sekishoAsking is how many requests have no answer yet. */
function countAsked() {
  const { fetch } = window;
  window.sekishoAsking = 0;
  window.fetch = (...asked) => {
    window.sekishoAsking++;
    return fetch(...asked).finally(() => window.sekishoAsking--);
  };
}

/** Runs a scenario's part with a visitor; a failure leaves pictures of what was open. run: runs it as a part of another test. */
export function scenario(name, options, part, run = test) {
  return run(name, async (t) => {
    const who = await visitor(options);
    try {
      await part(who, t);
      who.watch.check();
    } catch (error) {
      await pictures(name, who.context);
      who.watch.tell(t);
      throw error;
    } finally {
      await who.context.close();
    }
  });
}

async function pictures(name, context) {
  mkdirSync(lab.shots, { recursive: true });
  for (const [i, page] of context.pages().entries()) {
    const path = join(lab.shots, `${name.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}-${i + 1}.png`);
    await page.screenshot({ path }).then(() => console.log(`# screenshot of ${page.url()}: ${path}`), () => {});
  }
}

/** Watch sees what no page may do. */
class Watch {
  #faults = [];
  #refusals;
  #origin;
  #known; // what the console says once more of an answer that was seen, and judged, already

  constructor(refusals, cutOff, origin) {
    this.#origin = origin;
    this.#refusals = refusals.map(pattern);
    this.#known = cutOff ? /^Failed to load resource: / : /^Failed to load resource: the server responded/;
  }

  async over(context) {
    await context.exposeBinding('sekishoViolation', (_, what) => this.#faults.push(`Content-Security-Policy: ${what}`));
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (e) => {
        window.sekishoViolation(`${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber} ${e.sample}`);
      });
    });
    context.on('request', (r) => this.#request(r));
    context.on('response', (r) => this.#response(r));
    context.on('console', (m) => this.#console(m));
    context.on('weberror', (e) => this.#faults.push(`uncaught: ${e.error().stack ?? e.error()}`));
    context.on('page', (page) => page.on('websocket', (s) => this.#faults.push(`a web socket: ${s.url()}`)));
  }

  #request(r) {
    const url = new URL(r.url());
    if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== this.#origin) this.#faults.push(`a request to elsewhere: ${r.url()}`);
  }

  #response(r) {
    if (r.status() < 400) return;
    const what = `${r.status()} ${r.request().method()} ${new URL(r.url()).pathname}`;
    if (!this.#refusals.some((p) => p.test(what))) this.#faults.push(`refused: ${what}`);
  }

  #console(m) {
    if (!['error', 'warning'].includes(m.type()) || this.#known.test(m.text())) return;
    this.#faults.push(`console: ${m.type()}: ${m.text()} (${m.location().url}:${m.location().lineNumber})`);
  }

  /** Throws if a page has done any of it. */
  check() {
    assert.deepEqual(this.#faults, [], 'what no page may do');
  }

  /** Forgets, and gives, what was done so far: for who has done it on purpose. */
  take() {
    return this.#faults.splice(0);
  }

  /** Prints it beside another failure: it is often the reason. */
  tell(t) {
    for (const fault of this.#faults) t.diagnostic(fault);
  }
}

function pattern(refusal) {
  const escaped = refusal.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('[^/]+')}$`);
}
