import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import type { Config } from '../../config.js';
import { CONFIG } from '../../config.token.js';
import { Clock } from '../../runtime/clock.js';
import { safeReturnTo } from './return-to.js';
import { seal, unseal } from '../../runtime/sealed.js';

/** A sign-in between its start and Discord's answer. */
export interface PendingSignIn {
  readonly codeVerifier: string;
  readonly returnTo: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

const LIFE_MS = 10 * 60_000;
const MOST = 5;

/**
 * The sign-ins that a browser has under way, each in a sealed cookie named by its `state`: several tabs do not disturb
 * each other, no row is written for a stranger, and an answer from Discord counts only in the browser that asked.
 * The shape is that of a state store of passport-oauth2, which looks at how many parameters these methods have.
 */
@Injectable()
export class PendingSignIns {
  private readonly prefix: string;
  private readonly cookie: CookieOptions;

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'secure' | 'tokenKey'>,
    @Inject(Clock) private readonly clock: Pick<Clock, 'now'>,
  ) {
    this.prefix = config.secure ? '__Host-sign-in.' : 'sign-in.';
    this.cookie = { httpOnly: true, sameSite: 'lax', secure: config.secure, path: '/' };
  }

  // eslint-disable-next-line max-params -- passport-oauth2 tells by the number of parameters what to give.
  store(
    request: Request,
    codeVerifier: string,
    _appState: unknown,
    _meta: unknown,
    done: (error: null, state: string) => void,
  ): void {
    const response = responseTo(request);
    for (const state of this.surplus(request)) this.forget(response, state);
    const state = randomBytes(24).toString('base64url');
    const pending: PendingSignIn = {
      codeVerifier,
      returnTo: safeReturnTo(request.query['returnTo']),
      startedAt: this.now(),
    };
    const sealed = seal(this.config.tokenKey, purposeOf(state), JSON.stringify(pending));
    response.cookie(this.prefix + state, sealed.toString('base64url'), { ...this.cookie, maxAge: LIFE_MS });
    done(null, state);
  }

  /** Gives the code verifier and the pending sign-in, or false; either way the state is spent. */
  verify(
    request: Request,
    state: string,
    done: (error: null, codeVerifier: string | false, pending?: PendingSignIn) => void,
  ): void {
    const pending = this.find(request, state);
    this.forget(responseTo(request), state);
    if (pending) done(null, pending.codeVerifier, pending);
    else done(null, false);
  }

  find(request: Request, state: string): PendingSignIn | null {
    const sealed = this.cookies(request).get(state);
    const text = sealed && unseal(this.config.tokenKey, purposeOf(state), Buffer.from(sealed, 'base64url'));
    if (!text) return null;
    const pending = JSON.parse(text) as PendingSignIn;
    return pending.startedAt > this.now() - LIFE_MS ? pending : null;
  }

  forget(response: Response, state: string): void {
    if (/^[\w-]{1,100}$/.test(state)) response.clearCookie(this.prefix + state, this.cookie);
  }

  /** What must go so that one more makes no more than may be: the unreadable and the oldest. */
  private surplus(request: Request): string[] {
    // Browsers send older cookies first, which decides between those of one millisecond.
    const states = [...this.cookies(request).keys()].reverse();
    const startedAt = new Map(states.map((state) => [state, this.find(request, state)?.startedAt ?? 0]));
    const newestFirst = states.sort((a, b) => (startedAt.get(b) ?? 0) - (startedAt.get(a) ?? 0));
    return newestFirst.filter((state, index) => index >= MOST - 1 || startedAt.get(state) === 0);
  }

  private now(): number {
    return Date.parse(this.clock.now());
  }

  private cookies(request: Request): Map<string, string> {
    const pairs = (request.headers.cookie ?? '').split(/; */).map((pair) => pair.split('=', 2) as [string, string?]);
    const ours = pairs.filter(([name]) => name.startsWith(this.prefix));
    return new Map(ours.map(([name, value = '']) => [name.slice(this.prefix.length), value]));
  }
}

function purposeOf(state: string): string {
  return `sign-in|${state}`;
}

function responseTo(request: Request): Response {
  if (!request.res) throw new Error('A request of Express has its response.');
  return request.res;
}
