import { lookup as lookUp } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import * as http from 'node:http';
import type { IncomingMessage } from 'node:http';
import * as https from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { isLoopback, isPublic } from './addresses.js';

/** What is read of an answer, of which nothing but the status counts. */
const MOST_BYTES = 16_384;

/** How a request ended: with an answer, or with why there is none, in the member's words. */
export interface Outcome {
  readonly answered: number | null;
  /** Null where it arrived. */
  readonly problem: string | null;
}

class NotPublic extends Error {}

/** The way out to whatever address a member names: to public ones alone, and without a step further than asked. */
@Injectable()
export class Outgoing {
  /** How long an answer may take, all in all; in milliseconds. */
  timeoutMs = 10_000;

  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'production' | 'webhooksToLoopback'>) {}

  /** What is wrong with an address, as far as that can be told before its host is looked up; null where nothing is. */
  faultOf(text: string): string | null {
    if (!URL.canParse(text)) return 'Enter an address such as https://example.com/hooks.';
    const url = new URL(text);
    const isAllowed = url.protocol === 'https:' || (!this.config.production && url.protocol === 'http:');
    if (!isAllowed) return 'The address must begin with https://.';
    if (url.username || url.password) return 'Leave name and password out of the address.';
    const address = hostOf(url);
    return isIP(address) !== 0 && !this.mayReach(address) ? NOT_PUBLIC : null;
  }

  /** Looks up a host. Here, so that tests can say where hosts are. */
  resolve(host: string, done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void): void {
    lookUp(host, { all: true }, done);
  }

  /** Posts JSON. Never throws, but where it is told to stop. */
  async post(
    text: string,
    { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
    stop: AbortSignal,
  ): Promise<Outcome> {
    const fault = this.faultOf(text);
    if (fault !== null) return { answered: null, problem: fault };
    const patience = AbortSignal.timeout(this.timeoutMs);
    try {
      const answered = await this.send(new URL(text), { headers, body, signal: AbortSignal.any([patience, stop]) });
      return { answered, problem: problemOf(answered) };
    } catch (error) {
      stop.throwIfAborted();
      const problem = patience.aborted ? 'It did not answer within 10 seconds.' : reasonOf(error);
      return { answered: null, problem };
    }
  }

  private send(
    url: URL,
    { headers, body, signal }: { headers: Readonly<Record<string, string>>; body: string; signal: AbortSignal },
  ): Promise<number> {
    return new Promise((resolve, reject) => {
      const { request } = url.protocol === 'https:' ? https : http;
      const options = {
        method: 'POST',
        // No connection is shared: each goes to an address that was looked at.
        agent: false,
        lookup: this.lookup,
        signal,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Singularity/1.0',
          ...headers,
        },
      } as const;
      request(url, options, (response) => {
        readSome(response).then(() => resolve(response.statusCode ?? 0), reject);
      })
        .on('error', reject)
        .end(body);
    });
  }

  /**
   * What the socket connects to is what was looked at: were the host looked up again for that, it could be another. One address
   * that is not public is enough to refuse, so that no chance decides.
   */
  private readonly lookup: LookupFunction = (host, { all }, done) => {
    this.resolve(host, (error, addresses) => {
      if (error) return done(error, []);
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => this.mayReach(address))) return done(new NotPublic(), []);
      if (all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };

  private mayReach(address: string): boolean {
    return isPublic(address) || (this.config.webhooksToLoopback && isLoopback(address));
  }
}

/** Without the brackets of IPv6. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** So that the receiver can finish what it says, as far as that is not too much. */
async function readSome(response: IncomingMessage): Promise<void> {
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Leaving the loop ends the connection.
    if (bytes > MOST_BYTES) return;
  }
}

function problemOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  const isRedirect = status >= 300 && status < 400;
  return isRedirect ? `It sends to another address (${status}), which we do not follow.` : `It answered ${status}.`;
}

const NOT_PUBLIC = 'The address is not public. It must be one that can be reached from the internet.';
const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'Its host is not known.',
  EAI_AGAIN: 'Its host could not be looked up.',
  ECONNREFUSED: 'Its host refuses the connection.',
  ECONNRESET: 'The connection broke off.',
  ETIMEDOUT: 'Its host does not answer.',
};

function reasonOf(error: unknown): string {
  if (error instanceof NotPublic) return NOT_PUBLIC;
  const { code = '' } = error as NodeJS.ErrnoException;
  if (/CERT|SSL|TLS|SIGNATURE|ALTNAME|EPROTO/.test(code))
    return 'Its certificate is not valid, or it does not speak TLS.';
  return REASONS[code] ?? 'The connection failed.';
}
