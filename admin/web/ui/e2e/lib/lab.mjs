// The lab that cmd/sekisho's browser tests have built around this process: an appliance, hosts on its
// LAN, of which this process is one, and hosts outside. What is in it comes by the environment.

import { execFile } from 'node:child_process';
import https from 'node:https';

const described = process.env.SEKISHO_LAB;
if (!described) throw new Error('SEKISHO_LAB is not set: go test ./cmd/sekisho -run TestBrowser starts the scenarios');

/**
 * url of the appliance, name and password of its first admin, token that makes that admin where nobody
 * has yet, shots: where screenshots of what failed go, pictures: where those of the README go, customers: a file with a synthetic customer list,
 * bench: what a measurement is to do, and out, the file that its result goes to,
 * lan and outside: the hosts, each with net (its namespace), v4 and v6; of these outside, the first lies in CN, the second in US.
 */
export const lab = JSON.parse(described);

/** Runs curl on a host and says how it ended; it never throws, for that it is refused is what many ask. */
export function curl(host, ...args) {
  const argv = [`--net=${host.net}`, 'curl', '-sS', '--max-time', '60', ...args];
  return new Promise((done) => {
    execFile('nsenter', argv, (error, stdout, stderr) => done({ ok: !error, text: stdout + stderr }));
  });
}

/** Has a host of the LAN upload the customer list to an address. */
export function upload(host, address) {
  const at = address.includes(':') ? `[${address}]` : address;
  return curl(host, '--data-binary', `@${lab.customers}`, '-H', 'Content-Type: text/csv', `http://${at}/upload`);
}

/** Asks the appliance's API as somebody of one's own, beside any browser. The certificate is its own, as on the first day. */
export class Client {
  #cookie = '';

  /** Logs in as the first admin, who has no second factor unless a scenario says so. */
  static async login(extra = {}) {
    const c = new Client();
    await c.want(201, 'POST', '/api/v1/session', { name: lab.name, password: lab.password, ...extra });
    return c;
  }

  /** Its session, as browsers keep it. */
  get cookie() {
    const [name, value] = this.#cookie.split('=');
    return { name, value, secure: true, httpOnly: true, sameSite: 'Strict' };
  }

  /** Gives status, headers and body of the answer; the body is read as JSON where it is. */
  ask(method, path, body, headers = {}) {
    const raw = body === undefined ? undefined : JSON.stringify(body);
    const options = {
      method,
      rejectUnauthorized: false,
      headers: { ...(raw && { 'Content-Type': 'application/json' }), ...(this.#cookie && { Cookie: this.#cookie }), ...headers },
    };
    return new Promise((done, fail) => {
      const request = https.request(lab.url + path, options, (answer) => {
        const set = answer.headers['set-cookie']?.find((c) => c.startsWith('__Host-'));
        if (set) this.#cookie = set.split(';')[0];
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, body: read(answer, Buffer.concat(parts)) }));
        answer.on('error', fail);
      });
      request.on('error', fail);
      request.end(raw);
    });
  }

  /** Asks, throws on another status, and gives the body. */
  async want(status, method, path, body, headers) {
    const answer = await this.ask(method, path, body, headers);
    if (answer.status !== status) throw new Error(`${method} ${path}: ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
}

/** The newest event that a query selects. What takes long to search is answered in parts. */
export async function newest(client, query) {
  for (let cursor = ''; ; ) {
    const { items, next } = await client.want(200, 'GET', `/api/v1/events?query=${query}&limit=1${cursor}`);
    if (items?.length) return items[0];
    if (!next) throw new Error(`no event: ${query}`);
    cursor = `&cursor=${next}`;
  }
}

function read(answer, bytes) {
  const text = bytes.toString();
  return /json/.test(answer.headers['content-type'] ?? '') && text ? JSON.parse(text) : text;
}

/** Waits, generously, until what() gives something that counts as true, and gives it. */
export async function until(name, what, seconds = 60) {
  for (const end = Date.now() + seconds * 1000; ; ) {
    const found = await what();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${seconds} s for ${name}`);
    await new Promise((go) => setTimeout(go, 50));
  }
}
