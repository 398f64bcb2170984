import { within } from './request-context.js';
import { KeyedMutex, StillBusy } from './keyed-mutex.js';

let mutex: KeyedMutex;
let begun: string[];
let finish: Map<string, (failure?: Error) => void>;

beforeEach(() => {
  mutex = new KeyedMutex();
  begun = [];
  finish = new Map();
});

function take(member: string, name: string): Promise<string> {
  return mutex.runExclusive(member, () => {
    begun.push(name);
    return new Promise((resolve, reject) => finish.set(name, (failure) => (failure ? reject(failure) : resolve(name))));
  });
}

/** Nothing here waits for anything but promises. */
const settled = () => new Promise(setImmediate);

it('has one member wait for themselves, in order, and nobody else', async () => {
  const [first, second, third, other] = [take('a', '1'), take('a', '2'), take('a', '3'), take('b', 'other')];
  await settled();
  expect(begun).toEqual(['1', 'other']);
  finish.get('1')?.();
  expect(await first).toBe('1');
  await settled();
  expect(begun).toEqual(['1', 'other', '2']);
  finish.get('2')?.();
  await second;
  await settled();
  finish.get('3')?.();
  finish.get('other')?.();
  expect([await third, await other]).toEqual(['3', 'other']);
});

it('goes on after what failed', async () => {
  const [first, second] = [take('a', '1'), take('a', '2')];
  await settled();
  finish.get('1')?.(new Error('no'));
  await expect(first).rejects.toThrow('no');
  await settled();
  finish.get('2')?.();
  expect(await second).toBe('2');
  const third = take('a', '3');
  await settled();
  expect(begun).toEqual(['1', '2', '3']);
  finish.get('3')?.();
  await third;
});

describe('a lock that is not free in the time that a request has', () => {
  it('is given up, and nothing is done', async () => {
    const first = take('a', '1');
    await expect(within(1, () => take('a', '2'))).rejects.toThrow(StillBusy);
    finish.get('1')?.();
    await first;
    expect(begun).toEqual(['1']);
  });

  it('lets nobody pass who is in front, and nobody wait who is behind', async () => {
    const first = take('a', '1');
    const second = within(1, () => take('a', '2'));
    const third = take('a', '3');
    await expect(second).rejects.toThrow(StillBusy);
    expect(begun).toEqual(['1']);
    finish.get('1')?.();
    await first;
    await new Promise(setImmediate);
    expect(begun).toEqual(['1', '3']);
    finish.get('3')?.();
    expect(await third).toBe('3');
  });
});
