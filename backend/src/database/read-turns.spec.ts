import { setImmediate } from 'node:timers/promises';
import { vi } from 'vitest';
import { Presence } from './presence.js';
import { ReadTurns } from './read-turns.js';

const READ_MS = 50;
const BUDGET = { size: 200, refillPerMs: 0.05, mostRestMs: 4_000 };

let turns: ReadTurns;
let done: string[];

beforeEach(() => {
  vi.useFakeTimers({ toNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  const limits = { running: 4, runningOfOne: 1, most: Infinity, mostOfOne: Infinity };
  turns = new ReadTurns(limits, BUDGET, new Presence());
  done = [];
});
afterEach(() => vi.useRealTimers());

/** A read that takes its time, of a clock that only these tests move. */
async function read(userId: string): Promise<void> {
  await turns.run(userId, () => new Promise<void>((resolve) => setTimeout(resolve, READ_MS)));
  done.push(userId);
}

async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += READ_MS) {
    await setImmediate();
    await vi.advanceTimersByTimeAsync(READ_MS);
  }
}

/** Reads one thing after the other until the test is over. */
async function readOnAndOn(userId: string): Promise<void> {
  for (;;) await read(userId);
}

const readsOf = (userId: string) => done.filter((reader) => reader === userId).length;

it('lets whoever reads alone read on and on', async () => {
  for (let index = 0; index < 40; index++) void read('one');
  await pass(40 * READ_MS);
  expect(readsOf('one')).toBe(40);
});

it('has whoever asks for much at once rest beside others, once the budget is used up', async () => {
  void readOnAndOn('another');
  for (let index = 0; index < 200; index++) void read('one');
  await pass(10_000);
  // 200 ms at a stretch, and a twentieth of the time: some 14 reads, where there is time for 200.
  expect(readsOf('one')).toBeGreaterThan(8);
  expect(readsOf('one')).toBeLessThan(20);
});

it('lets nobody rest who reads one thing after the other', async () => {
  void readOnAndOn('another');
  void readOnAndOn('one');
  await pass(10_000);
  expect(readsOf('one')).toBeGreaterThan(190);
});

it('leaves the slot of a read that fails', async () => {
  await expect(turns.run('one', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  void read('one');
  await pass(READ_MS);
  expect(readsOf('one')).toBe(1);
});
