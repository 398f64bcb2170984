import { Buffer } from 'node:buffer';
import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { URLSearchParams } from 'node:url';

/** As much of a browser as a member needs, behind a proxy that ends TLS. */
export class Member {
  cookies = new Map();

  /** `address` is where the app listens; `publicUrl` is what members type. */
  constructor(address, publicUrl) {
    this.address = address;
    this.publicUrl = publicUrl;
  }

  /** The same cookies, at another address of the app. */
  at(address) {
    return Object.assign(new Member(address, this.publicUrl), { cookies: this.cookies });
  }

  /** The whole way through Discord, where the stand-in takes a member's id for the code that it had given. */
  async signIn(discordId) {
    const { headers } = await this.ask('GET', '/api/auth/discord');
    const { searchParams } = new URL(headers.location);
    const back = new URLSearchParams({ code: discordId, state: searchParams.get('state') });
    const { headers: ended } = await this.ask('GET', `/api/auth/discord/callback?${back}`);
    if (ended.location !== '/') throw new Error(`The sign-in led to ${ended.location}.`);
    await this.ask('GET', '/api/auth/session');
  }

  get(path) {
    return this.ask('GET', path);
  }

  /** JSON, or bytes of a type. */
  send(method, path, body, type = 'application/json') {
    return this.ask(method, path, type === 'application/json' ? Buffer.from(JSON.stringify(body)) : body, type);
  }

  async ask(method, path, body, type) {
    const headers = {
      'X-Forwarded-Proto': 'https',
      'Sec-Fetch-Site': 'same-origin',
      Host: new URL(this.publicUrl).host,
      Cookie: [...this.cookies].map((pair) => pair.join('=')).join('; '),
      'X-XSRF-TOKEN': this.cookies.get('XSRF-TOKEN') ?? '',
      ...(body && { 'Content-Type': type, 'Content-Length': body.length }),
    };
    const answer = await new Promise((resolve, reject) => {
      request(new URL(path, this.address), { method, headers, agent: false, timeout: 20_000 }, resolve)
        .on('error', reject)
        .on('timeout', function () {
          this.destroy(new Error(`${method} ${path} was not answered.`));
        })
        .end(body);
    });
    const bytes = await buffer(answer);
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      this.cookies.set(name, value);
    }
    const isJson = /json/.test(answer.headers['content-type'] ?? '');
    return { status: answer.statusCode, headers: answer.headers, bytes, body: isJson ? JSON.parse(bytes) : null };
  }
}
