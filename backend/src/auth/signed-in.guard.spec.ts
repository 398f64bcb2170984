import { PassThrough } from 'node:stream';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { lastValueFrom, throwError } from 'rxjs';
import { within } from '../runtime/request-context.js';
import type { Authenticator } from './authenticator.js';
import type { Sessions } from './session/sessions.js';
import type { AccessTokens } from './tokens/access-tokens.js';
import { SignedInGuard } from './signed-in.guard.js';
import { Unqueued, WriteQueue } from './write-queue.js';

interface Asked {
  readonly member: string;
  readonly name: string;
  readonly method?: string;
  readonly unqueued?: boolean;
  /** Why it is not let in. */
  readonly refusal?: Error;
}

/** Routes: one as any other, and one that waits for nobody. */
const usual = () => undefined;
const urgent = () => undefined;
Unqueued()(urgent);

const admitted: string[] = [];
/** Those about whom all was asked anew. */
const again: string[] = [];
let guard: SignedInGuard;
let writes: WriteQueue;

beforeEach(() => {
  admitted.length = again.length = 0;
  const authenticate: Authenticator['authenticate'] = (request) => {
    const { name, refusal } = request as unknown as Asked;
    admitted.push(name);
    return refusal ? Promise.reject(refusal) : Promise.resolve({} as never);
  };
  const authenticator: Pick<Authenticator, 'signedIn' | 'authenticate' | 'authenticateAgain'> = {
    signedIn: (request) => ({ dbUserId: (request as unknown as Asked).member }) as never,
    authenticate,
    authenticateAgain: (request) => {
      again.push((request as unknown as Asked).name);
      return authenticate(request);
    },
  };
  const sessions: Pick<Sessions, 'isFromOwnPage'> = { isFromOwnPage: () => true };
  writes = new WriteQueue();
  const tokens: Pick<AccessTokens, 'of'> = { of: () => null };
  guard = new SignedInGuard(new Reflector(), sessions as Sessions, authenticator as Authenticator, writes);
  Object.assign(guard, { tokens });
});

/** A request at the door, whose answer nobody reads. `fail` is its handler's end, `answer.destroy` its client's. */
function ask({ method = 'POST', unqueued = false, ...asked }: Asked) {
  const answer = Object.assign(new PassThrough(), { setHeader: () => undefined });
  const request = { method, ...asked };
  const http = { getRequest: () => request, getResponse: () => answer };
  const context = {
    getHandler: () => (unqueued ? urgent : usual),
    getClass: () => PassThrough,
    switchToHttp: () => http,
  } as unknown as ExecutionContext;
  const begun = guard.canActivate(context);
  const fail = () =>
    lastValueFrom(writes.intercept(context, { handle: () => throwError(() => new Error('no')) })).catch(
      () => undefined,
    );
  return { begun, answer, fail };
}

/** Nothing here waits for anything but promises. */
const settled = () => new Promise(setImmediate);

it('has the writes of a member wait for each other before anything is asked about them, and nobody else', async () => {
  const first = ask({ member: 'a', name: 'first' });
  const second = ask({ member: 'a', name: 'second' });
  ask({ member: 'b', name: 'of another' });
  ask({ member: 'a', name: 'read', method: 'GET' });
  await settled();
  expect(admitted.toSorted()).toEqual(['first', 'of another', 'read']);
  await first.fail();
  await second.begun;
  expect(admitted).toContain('second');
  // What was read of it before it waited may hold no more.
  expect(again).toEqual(['second']);
});

it('goes on after somebody who went away, before or in their turn, and does nothing for who went before', async () => {
  const first = ask({ member: 'a', name: 'first' });
  const second = ask({ member: 'a', name: 'second' });
  const third = ask({ member: 'a', name: 'third' });
  await first.begun;
  second.answer.destroy();
  first.answer.destroy();
  await expect(second.begun).rejects.toThrow();
  await third.begun;
  expect(admitted).toEqual(['first', 'third']);
});

it('goes on after somebody who is not let in', async () => {
  const first = ask({ member: 'a', name: 'first', refusal: new Error('no') });
  const second = ask({ member: 'a', name: 'second' });
  await expect(first.begun).rejects.toThrow('no');
  await second.begun;
});

it('keeps nobody waiting for longer than a request may take', async () => {
  const first = ask({ member: 'a', name: 'first' });
  await first.begun;
  await expect(within(1, () => ask({ member: 'a', name: 'second' })).begun).rejects.toThrow();
  expect(admitted).toEqual(['first']);
});

it('has what ends sessions wait for nothing', async () => {
  ask({ member: 'a', name: 'write' });
  await ask({ member: 'a', name: 'log out', unqueued: true }).begun;
  await settled();
  expect(admitted.toSorted()).toEqual(['log out', 'write']);
});
