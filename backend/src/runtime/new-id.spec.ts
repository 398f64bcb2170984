import { vi } from 'vitest';
import { validate, version } from 'uuid';
import { newId } from './new-id.js';
import { pooledRandom } from './pooled-random.js';

const many = (make: () => string) => Array.from({ length: 20_000 }, make);
const timeOf = (id: string) => Number.parseInt(id.replace('-', '').slice(0, 12), 16);

afterEach(() => {
  vi.useRealTimers();
});

it('makes ids of version 7, each greater than the one before', () => {
  const ids = many(newId);
  expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
});

it('makes greater ones within one millisecond, and after the clock was set back', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
  const [first = '', ...others] = many(newId);
  expect(timeOf(first)).toBe(Date.now());
  vi.setSystemTime(Date.now() - 30_000);
  const ids = [first, ...others, ...many(newId)];
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  vi.setSystemTime(Date.now() + 90_000);
  expect(timeOf(newId())).toBe(Date.now());
});

it('ends each with ten random digits', () => {
  expect(new Set(many(newId).map((id) => id.slice(-10))).size).toBeGreaterThan(19_990);
});

it('gives random bytes once', () => {
  const before = pooledRandom(16);
  const kept = before.toString('hex');
  const given = many(() => pooledRandom(16).toString('hex'));
  expect(before.toString('hex')).toBe(kept);
  expect(new Set([kept, ...given]).size).toBe(given.length + 1);
  expect(pooledRandom(4_096)).toHaveLength(4_096);
});
