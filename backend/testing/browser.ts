import type { IncomingMessage, RequestOptions } from 'node:http';
import { request } from 'node:http';
import { XSRF } from '@singularity/contract';
import { Listener } from './listener.js';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly bytes: Buffer;
  /** The body, where it is JSON. */
  readonly body: unknown;
  /** Where it leads, for a redirect. */
  readonly location: string;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  /** Sent as JSON, unless it is text or bytes. */
  readonly body?: unknown;
}

/** As much of a browser as sign-in needs: it keeps cookies, follows nothing by itself, and knows our XSRF rule. */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(private readonly url: string) {}

  get(path: string, headers: Record<string, string> = {}): Promise<Reply> {
    return this.ask(path, { headers });
  }

  /** Of the member who is signed in: the ledger's that they look at. */
  async userId(): Promise<string> {
    const { user } = (await this.get('/api/auth/session')).body as { user: { dbUserId: string } };
    return user.dbUserId;
  }

  /** A write as our own pages send it. */
  send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const token = this.cookies.get(XSRF.cookie);
    const own = { 'Sec-Fetch-Site': 'same-origin', ...(token && { [XSRF.header]: token }) };
    return this.ask(path, { method, body, headers: { ...own, ...headers } });
  }

  /** Opens a stream of server-sent events. */
  listen(path: string, headers: Record<string, string> = {}): Promise<Listener> {
    return Listener.open(new URL(path, this.url), { Cookie: this.cookieLine(), ...headers });
  }

  /** The same cookies, at another address of the app. */
  at(url: string): Browser {
    const browser = new Browser(url);
    for (const [name, value] of this.cookies) browser.cookies.set(name, value);
    return browser;
  }

  async ask(path: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Reply> {
    const raw = body === undefined || typeof body === 'string' || Buffer.isBuffer(body);
    const sent = raw ? body : JSON.stringify(body);
    const type = typeof body === 'object' ? { 'Content-Type': 'application/json' } : {};
    const length = sent === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(sent)) };
    const cookie = this.cookieLine();
    const reply = await exchange(
      new URL(path, this.url),
      { method, headers: { ...type, ...length, ...(cookie && { Cookie: cookie }), ...headers } },
      sent,
    );
    this.keepCookies(reply.headers['set-cookie'] ?? []);
    return reply;
  }

  /** Begins a sign-in; gives the address at Discord that the browser is sent to. */
  async beginSignIn(returnTo?: string): Promise<URL> {
    const query = returnTo === undefined ? '' : `?${new URLSearchParams({ returnTo })}`;
    return new URL((await this.get(`/api/auth/discord${query}`)).location);
  }

  /** The way back from Discord, as a path of ours, once that member has agreed there. */
  async agreeAs(memberId: string, atDiscord: URL): Promise<string> {
    const body = new URLSearchParams([...atDiscord.searchParams, ['member', memberId]]);
    const answer = await fetch(new URL('/oauth2/authorize', atDiscord), { method: 'POST', body, redirect: 'manual' });
    const { pathname, search } = new URL(answer.headers.get('location') ?? '');
    return pathname + search;
  }

  /** The whole way through Discord; gives the callback's answer. */
  async signIn(memberId: string, returnTo?: string): Promise<Reply> {
    return this.get(await this.agreeAs(memberId, await this.beginSignIn(returnTo)));
  }

  private cookieLine(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private keepCookies(lines: readonly string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const expires = /expires=([^;]+)/i.exec(line)?.[1];
      if (expires && new Date(expires) <= new Date()) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

function exchange(url: URL, options: RequestOptions, body?: string | Buffer): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => resolve(toReply(incoming, Buffer.concat(chunks))));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function toReply({ statusCode = 0, headers }: IncomingMessage, bytes: Buffer): Reply {
  const text = bytes.toString('utf8');
  const isJson = /\bjson/.test(headers['content-type'] ?? '');
  return {
    status: statusCode,
    headers,
    text,
    bytes,
    body: isJson ? JSON.parse(text) : undefined,
    location: headers.location ?? '',
  };
}
