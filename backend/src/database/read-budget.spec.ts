import { ReadBudget } from './read-budget.js';

const LIMITS = { size: 1_000, refillPerMs: 0.05, mostRestMs: 4_000 };

/** Reads of one member, one right after the other; gives all rests. */
function readOnAndOn(reads: number, tookMs: number): readonly number[] {
  const budget = new ReadBudget(LIMITS);
  let now = 1_000_000;
  return Array.from({ length: reads }, () => {
    now += tookMs;
    const rest = budget.restAfter('one', tookMs, now);
    now += rest;
    return rest;
  });
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

it('asks for no rest for what fits into a bucket', () => expect(sum(readOnAndOn(50, 20))).toBe(0));

it('leaves all but its part of the time free', () => {
  const later = readOnAndOn(1_000, 20).slice(100);
  expect(sum(later) / (sum(later) + later.length * 20)).toBeCloseTo(0.95, 2);
});

it('makes no rest longer than the longest', () => expect(Math.max(...readOnAndOn(20, 900))).toBe(4_000));

it('has a full bucket again after a while', () => {
  const budget = new ReadBudget(LIMITS);
  budget.restAfter('one', 5_000, 0);
  expect(budget.restAfter('one', 900, 60_000)).toBe(0);
});

it('counts each member apart', () => {
  const budget = new ReadBudget(LIMITS);
  budget.restAfter('one', 5_000, 0);
  expect(budget.restAfter('another', 900, 0)).toBe(0);
});
