import { ReadBudget } from './read-budget.js';

/** Reads of one member, one right after the other, beside another's now and then; gives all rests. */
function readOnAndOn(reads: number, tookMs: number, besideAnother: boolean): readonly number[] {
  const budget = new ReadBudget();
  let now = 1_000_000;
  return Array.from({ length: reads }, () => {
    if (besideAnother) expect(budget.restAfter('another', 2, now)).toBe(0);
    now += tookMs;
    const rest = budget.restAfter('one', tookMs, now);
    now += rest;
    return rest;
  });
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

it('lets nobody rest who is alone', () => expect(sum(readOnAndOn(1_000, 20, false))).toBe(0));

it('lets nobody rest for what a page reads', () => expect(sum(readOnAndOn(24, 20, true))).toBe(0));

it('leaves nine tenths of the time to others beside whoever reads on and on', () => {
  const rests = readOnAndOn(1_000, 20, true);
  const later = rests.slice(100);
  expect(sum(later) / (sum(later) + later.length * 20)).toBeCloseTo(0.9, 2);
});

it('makes no rest longer than a second', () => expect(Math.max(...readOnAndOn(20, 900, true))).toBe(1_000));

it('forgets who is not there any more', () => {
  const budget = new ReadBudget();
  budget.restAfter('another', 2, 0);
  expect(budget.restAfter('one', 600, 600)).toBeGreaterThan(0);
  expect(budget.restAfter('one', 600, 1_600)).toBe(0);
});

it('has a full bucket again after a while', () => {
  const budget = new ReadBudget();
  budget.restAfter('one', 5_000, 0);
  budget.restAfter('another', 2, 9_900);
  expect(budget.restAfter('one', 400, 10_000)).toBe(0);
});
