import fc from 'fast-check';
import { nextDay } from './day.js';
import type { Day } from './day.js';
import { covering, firstDayOf, GRAINS, lastDayOf } from './grain.js';

const days = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10) as Day);

it.each([
  ['day', '2024-02-28', '2024-02-28', '2024-02-28'],
  ['month', '2024-02-28', '2024-02-01', '2024-02-29'],
  ['month', '2025-12-31', '2025-12-01', '2025-12-31'],
  ['year', '2024-02-28', '2024-01-01', '2024-12-31'],
] as const)('the %s of %s goes from %s to %s', (grain, day, first, last) =>
  expect([firstDayOf(grain, day as Day), lastDayOf(grain, day as Day)]).toEqual([first, last]),
);

describe('what a span is made of', () => {
  const cover = (from: string, to: string) =>
    covering({ from: from as Day, to: to as Day }).map(({ grain, from, to }) => `${grain} ${from} ${to}`);

  it.each([
    [['2024-01-01', '2025-12-31'], ['year 2024-01-01 2025-12-31']],
    [['2024-02-01', '2024-03-31'], ['month 2024-02-01 2024-03-31']],
    [['2024-02-02', '2024-02-20'], ['day 2024-02-02 2024-02-20']],
    [
      ['2022-11-29', '2025-02-02'],
      [
        'day 2022-11-29 2022-11-30',
        'month 2022-12-01 2022-12-31',
        'year 2023-01-01 2024-12-31',
        'month 2025-01-01 2025-01-31',
        'day 2025-02-01 2025-02-02',
      ],
    ],
    [['2024-02-02', '2024-02-01'], []],
  ] as const)('of %j is %j', ([from, to], parts) => expect(cover(from, to)).toEqual(parts));

  it('is whole, in order and without gaps, and few', () =>
    fc.assert(
      fc.property(days, days, fc.constantFrom(...GRAINS), (a, b, coarsest) => {
        const span = a < b ? { from: a, to: b } : { from: b, to: a };
        const parts = covering(span, coarsest);
        expect([parts[0]?.from, parts.at(-1)?.to]).toEqual([span.from, span.to]);
        for (const [index, { grain, from, to }] of parts.entries()) {
          expect(firstDayOf(grain, from)).toBe(from);
          expect(lastDayOf(grain, to)).toBe(to);
          if (index > 0) expect(nextDay(parts[index - 1]!.to)).toBe(from);
        }
        expect(parts.length).toBeLessThanOrEqual(5);
      }),
    ));
});
