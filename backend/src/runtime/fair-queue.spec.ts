import { FairQueue, QueueFull } from './fair-queue.js';
import type { FairQueueLimits, Patience } from './fair-queue.js';

const LIMITS: FairQueueLimits = { running: 3, runningOfOne: 2, most: 11, mostOfOne: 6 };

/** Nothing here waits for anything but promises. */
const settled = () => new Promise(setImmediate);

/** Work that says when it begins, and goes on until it is told to end. */
function setUp(limits: Partial<FairQueueLimits> = {}) {
  const queue = new FairQueue({ ...LIMITS, ...limits });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    queue,
    begun,
    enter(name: string, patience?: Patience): Promise<void> {
      return queue.enter(name.charAt(0), patience).then((leave) => {
        begun.push(name);
        ends.set(name, leave);
      });
    },
    async end(name: string): Promise<void> {
      ends.get(name)?.();
      await settled();
    },
  };
}

it('lets so much of one key run, and so much in all', async () => {
  const { begun, queue, enter } = setUp();
  for (const name of ['a1', 'a2', 'a3', 'b1', 'c1']) void enter(name);
  await settled();
  expect(begun).toEqual(['a1', 'a2', 'b1']);
  expect(queue.standing).toEqual({ running: 3, waiting: 2 });
});

it('takes up what waits by turns of the keys, and for one key in order', async () => {
  const { begun, enter, end } = setUp({ running: 1 });
  for (const name of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) void enter(name);
  for (const name of ['a1', 'a2', 'b1', 'c1', 'a3']) {
    await settled();
    await end(name);
  }
  expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2']);
});

it('passes over whoever has as much running as one may', async () => {
  const { begun, enter, end } = setUp();
  for (const name of ['a1', 'a2', 'b1', 'a3', 'c1']) void enter(name);
  await settled();
  await end('b1');
  expect(begun).toEqual(['a1', 'a2', 'b1', 'c1']);
  await end('a1');
  expect(begun.at(-1)).toBe('a3');
});

it('turns away what would only wait, of one key before the others', async () => {
  const { enter } = setUp();
  for (const name of ['a1', 'a2', 'a3', 'a4', 'a5', 'a6']) void enter(name);
  await expect(enter('a7')).rejects.toThrow(QueueFull);
  for (const name of ['b1', 'b2', 'b3', 'b4', 'b5']) void enter(name);
  await expect(enter('c1')).rejects.toThrow(QueueFull);
});

it('forgets whoever has waited for long enough, or has gone', async () => {
  const { begun, queue, enter, end } = setUp({ running: 1 });
  const gone = new AbortController();
  const late = () => new Error('late');
  await enter('a1');
  const waited = enter('a2', { ms: 5, late });
  const left = enter('a3', { ms: 60_000, late, signal: gone.signal });
  void enter('b1', { ms: 60_000, late });
  await expect(waited).rejects.toThrow('late');
  gone.abort();
  await expect(left).rejects.toThrow('Nobody waits');
  expect(queue.standing).toEqual({ running: 1, waiting: 1 });
  await end('a1');
  expect(begun).toEqual(['a1', 'b1']);
});

it('counts a slot once, however often it is left', async () => {
  const { begun, queue, enter, end } = setUp({ running: 1 });
  for (const name of ['a1', 'a2', 'a3']) void enter(name);
  await settled();
  await end('a1');
  await end('a1');
  expect(begun).toEqual(['a1', 'a2']);
  expect(queue.standing).toEqual({ running: 1, waiting: 1 });
});

it('has a key rest, while others go ahead', async () => {
  const queue = new FairQueue({ ...LIMITS, running: 1, runningOfOne: 1 });
  const begun: string[] = [];
  const enter = (key: string, restMs: number) =>
    queue.enter(key).then((leave) => {
      begun.push(key);
      leave(restMs);
    });
  await enter('a', 20);
  await Promise.all([enter('a', 0), enter('b', 0), enter('c', 0)]);
  expect(begun).toEqual(['a', 'b', 'c', 'a']);
});

it('knows for whom something waits', async () => {
  const { queue, enter, end } = setUp();
  for (const name of ['a1', 'a2', 'a3', 'b1']) void enter(name);
  await settled();
  expect([queue.isWaiting('a'), queue.isWaiting('b')]).toEqual([true, false]);
  await end('a1');
  expect(queue.isWaiting('a')).toBe(false);
});
