import fc from 'fast-check';
import { exactly } from '../money/decimal.js';
import { oracleEquity, oracleStatistics } from '../testing/oracle/statistics-oracle.js';
import type { Ending, Movement } from '../testing/oracle/statistics-oracle.js';
import { rational, subtract, written } from '../testing/oracle/rational.js';
import { calendarOf, nextDay } from '../time/day.js';
import type { Day } from '../time/day.js';
import { toInstant } from '../time/instant.js';
import { bucketOf } from './bucket-fold.js';
import { emptyBucket, joinAll } from './bucket.js';
import type { Bucket } from './bucket.js';
import { courseOf, equityOf } from './course.js';
import { compareItems, placeInOrder } from './stat-item.js';
import type { StatItem } from './stat-item.js';
import { statisticsOf } from './statistics.js';

const calendar = calendarOf('America/New_York');

// Every six hours, so that many items share a moment and days begin between them.
const times = fc.nat(24).map((n) => toInstant(new Date(Date.UTC(2026, 2, 6, 5 + 6 * n))));
// Small whole amounts, so that equal falls and equal peaks are common.
const amounts = fc.oneof(fc.integer({ min: -3, max: 3 }).map(String), fc.constantFrom('0.0000000001', '-1234567.89'));
const common = { accountId: null, currency: 'USD' };

const flows = fc
  .record({ at: times, amount: amounts })
  .map(({ at, amount }) => (id: number): readonly StatItem[] => [
    { ...common, kind: 'flow', at, id: `a.${id}`, amount: exactly(amount) },
  ]);

const trades = fc
  .record({
    exits: fc.array(fc.record({ at: times, gross: amounts, fees: fc.constantFrom('0', '0', '1', '-1') }), {
      minLength: 1,
      maxLength: 3,
    }),
    net: amounts,
    r: fc.option(fc.constantFrom('1', '-1', '2.3333', '0')),
    seconds: fc.nat(100_000),
    closed: fc.boolean(),
  })
  .map(({ exits, net, r, seconds, closed }) => (id: number): readonly StatItem[] => {
    const tradeId = `t${id}`;
    const inTime = exits.toSorted((a, b) => (a.at < b.at ? -1 : 1));
    const realizations = inTime.map(({ at, gross, fees }, index): StatItem => {
      const net = written(subtract(rational(gross), rational(fees)));
      const money = { gross: exactly(gross), fees: exactly(fees), net: exactly(net) };
      return { ...common, kind: 'realization', at, tradeId, index, ...money };
    });
    const end: StatItem = {
      ...common,
      kind: 'close',
      at: inTime.at(-1)!.at,
      tradeId,
      net: exactly(net),
      rMultiple: r === null ? null : exactly(r),
      holdingSeconds: seconds,
    };
    return closed ? [...realizations, end] : realizations;
  });

const histories = fc
  .array(fc.oneof(flows, trades, trades), { minLength: 1, maxLength: 12, size: 'max' })
  .map((made) => made.flatMap((itemsOf, index) => itemsOf(index)))
  .chain((items) => fc.shuffledSubarray(items, { minLength: items.length }));

const tolerances = fc.constantFrom('0', '1', '2').map(exactly);
const bases = fc.constantFrom('0', '2', '1000', '-5').map(exactly);

function movementsOf(items: readonly StatItem[]): readonly Movement[] {
  return items.flatMap((item): Movement[] => {
    const day = calendar.dayOf(item.at);
    if (item.kind === 'flow')
      return [{ key: `${item.at} 0 ${item.id}`, day, gross: '0', fees: '0', flow: item.amount }];
    if (item.kind === 'close') return [];
    const { at, tradeId, index, gross, fees } = item;
    return [{ key: `${at} 1 ${tradeId} ${index}`, day, gross, fees, flow: '0' }];
  });
}

function endingsOf(items: readonly StatItem[]): readonly Ending[] {
  return items.flatMap((item) =>
    item.kind === 'close'
      ? [{ key: `${item.at} ${item.tradeId}`, net: item.net, r: item.rMultiple, seconds: item.holdingSeconds }]
      : [],
  );
}

/** A bucket for each day from the first to the last, those without an item included. */
function bucketsOf(items: readonly StatItem[], tolerance: Parameters<typeof bucketOf>[2]) {
  const inTime = items.map(({ at }) => calendar.dayOf(at)).toSorted();
  const days: Day[] = [];
  for (let day = inTime[0]!; day <= inTime.at(-1)!; day = nextDay(day)) days.push(day);
  return days.map((day) => {
    const ofDay = items.filter(({ at }) => calendar.dayOf(at) === day);
    return { day, bucket: bucketOf(day, ofDay, tolerance) };
  });
}

/** Neighbours joined two at a time, wherever the choices point, until one is left. */
function joined(buckets: readonly Bucket[], choices: readonly number[]): Bucket {
  const left = [...buckets];
  for (let turn = 0; left.length > 1; turn++) {
    const index = (choices[turn] ?? 0) % (left.length - 1);
    left.splice(index, 2, joinAll(left.slice(index, index + 2))!);
  }
  return left[0]!;
}

const choices = fc.array(fc.nat(30), { minLength: 8, maxLength: 8 });

describe('statistics out of joined days', () => {
  it('are those of a scan over everything in order, however the days were joined', () =>
    fc.assert(
      fc.property(fc.record({ items: histories, tolerance: tolerances, base: bases, choices }), (given) => {
        const { items, tolerance, base } = given;
        const days = bucketsOf(items, tolerance);
        const bucket = joined(
          days.map((each) => each.bucket),
          given.choices,
        );
        const scan = oracleStatistics(movementsOf(items), endingsOf(items), {
          base,
          tolerance,
          firstDay: days[0]!.day,
        });
        expect(statisticsOf(bucket, base)).toEqual(scan);
      }),
      { numRuns: 1500 },
    ));

  it('have the equity curve of a scan', () =>
    fc.assert(
      fc.property(histories, bases, (items, base) => {
        const days = bucketsOf(items, exactly('0'));
        const scan = oracleEquity(
          movementsOf(items),
          days.map(({ day }) => day),
          base,
        );
        expect(
          equityOf(
            days.map(({ day, bucket }) => courseOf(day, bucket)),
            base,
          ),
        ).toEqual(scan);
      }),
      { numRuns: 300 },
    ));

  it('do not depend on the order in which the items of a day arrive', () =>
    fc.assert(
      fc.property(histories, tolerances, (items, tolerance) => {
        expect(bucketsOf(items, tolerance)).toEqual(bucketsOf(items.toReversed(), tolerance));
      }),
      { numRuns: 100 },
    ));

  it('join in any grouping to the very same bucket, to which an empty day adds nothing', () =>
    fc.assert(
      fc.property(histories, tolerances, choices, (items, tolerance, order) => {
        const days = bucketsOf(items, tolerance);
        const buckets = days.map(({ bucket }) => bucket);
        const whole = joined(buckets, order);
        expect(whole).toEqual(joinAll(buckets));
        expect(joinAll([whole, emptyBucket(days.at(-1)!.day)])).toEqual(whole);
        expect(joinAll([emptyBucket(days[0]!.day), whole])).toEqual(whole);
      }),
      { numRuns: 200 },
    ));
});

describe('a bucket that what comes last is joined on to', () => {
  it('is that of all items, wherever they are split', () =>
    fc.assert(
      fc.property(histories, tolerances, fc.nat(40), (items, tolerance, at) => {
        const day = calendar.dayOf(items[0]!.at);
        const inOrder = items.toSorted(compareItems);
        const parts = [inOrder.slice(0, at), inOrder.slice(at)].filter((part) => part.length > 0);
        expect(joinAll(parts.map((part) => bucketOf(day, part, tolerance)))).toEqual(bucketOf(day, items, tolerance));
      }),
    ));

  it('knows its last item by a text that sorts as items do', () =>
    fc.assert(
      fc.property(histories, (items) => {
        const inOrder = items.toSorted(compareItems);
        const placeOf = (item: StatItem) => placeInOrder(item, calendar.dayOf(item.at));
        expect(items.map(placeOf).toSorted()).toEqual(inOrder.map(placeOf));
        const day = calendar.dayOf(items[0]!.at);
        expect(bucketOf(day, items, exactly('0')).last).toBe(placeInOrder(inOrder.at(-1)!, day));
      }),
    ));
});
