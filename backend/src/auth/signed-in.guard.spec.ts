import { PassThrough } from 'node:stream';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Admission } from './admission.js';
import type { Sessions } from './sessions.js';
import { SignedInGuard } from './signed-in.guard.js';

interface Asked {
  readonly member: string;
  readonly name: string;
  readonly method?: string;
  readonly complete?: boolean;
}

const admitted: string[] = [];
let guard: SignedInGuard;

beforeEach(() => {
  admitted.length = 0;
  const admission: Pick<Admission, 'signedIn' | 'admit'> = {
    signedIn: (request) => ({ dbUserId: (request as unknown as Asked).member }) as never,
    admit: (request) => {
      admitted.push((request as unknown as Asked).name);
      return Promise.resolve({} as never);
    },
  };
  const sessions: Pick<Sessions, 'isFromOwnPage'> = { isFromOwnPage: () => true };
  guard = new SignedInGuard(new Reflector(), sessions as Sessions, admission as Admission);
});

/** A request at the door; its answer ends with `end`, or is not waited for any more after `destroy`. */
function ask({ method = 'POST', complete = true, ...asked }: Asked) {
  const response = new PassThrough().resume();
  const http = { getRequest: () => ({ method, complete, ...asked }), getResponse: () => response };
  const context = { getHandler: () => ask, getClass: () => PassThrough, switchToHttp: () => http };
  const begun = guard.canActivate(context as unknown as ExecutionContext);
  return { begun, response };
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
  first.response.end();
  await second.begun;
  expect(admitted).toContain('second');
});

it('goes on after somebody who went away, before or in their turn', async () => {
  const first = ask({ member: 'a', name: 'first' });
  const second = ask({ member: 'a', name: 'second' });
  const third = ask({ member: 'a', name: 'third' });
  second.response.destroy();
  first.response.destroy();
  await third.begun;
  expect(admitted).toEqual(['first', 'second', 'third']);
});

it('keeps nobody waiting for a body that is still on its way', async () => {
  ask({ member: 'a', name: 'picture', complete: false });
  await ask({ member: 'a', name: 'edit' }).begun;
  expect(admitted).toEqual(['picture', 'edit']);
});
