import { createSecretKey, randomBytes } from 'node:crypto';
import type { Request } from 'express';
import { Clock } from '../../runtime/clock.js';
import { PendingSignIns } from './pending-sign-ins.js';
import { seal } from '../../runtime/sealed.js';

const tokenKey = createSecretKey(randomBytes(32));
const pending = new PendingSignIns({ secure: false, tokenKey }, new Clock());
const MINUTE_MS = 60_000;

const withCookie = (state: string, startedAt: number) => {
  const text = JSON.stringify({ codeVerifier: 'verifier', returnTo: '/trades', startedAt });
  const sealed = seal(tokenKey, `sign-in|${state}`, text).toString('base64url');
  return { headers: { cookie: `other=1; sign-in.${state}=${sealed}` } } as Request;
};

it('counts for ten minutes, even where the browser keeps its cookie', () => {
  expect(pending.find(withCookie('abc', Date.now() - 9 * MINUTE_MS), 'abc')).toMatchObject({ returnTo: '/trades' });
  expect(pending.find(withCookie('abc', Date.now() - 10 * MINUTE_MS), 'abc')).toBeNull();
});

it('is found by its own state alone', () => {
  expect(pending.find(withCookie('abc', Date.now()), 'abcd')).toBeNull();
  expect(pending.find({ headers: {} } as Request, 'abc')).toBeNull();
  expect(pending.find({ headers: { cookie: 'sign-in.abc=; sign-in.=x' } } as Request, 'abc')).toBeNull();
});

it('is offered to passport-oauth2 with the numbers of parameters that ask for PKCE', () => {
  expect([pending.store.length, pending.verify.length]).toEqual([5, 3]);
});
