import fc from 'fast-check';
import { ASSET_TYPES, DIRECTIONS } from '../instrument/instrument.js';
import { exactly } from '../money/decimal.js';
import { oracleBelongs, oracleGroup, oracleKeys } from '../testing/oracle/breakdown-oracle.js';
import { rational, subtract, written } from '../testing/oracle/rational.js';
import { toInstant } from '../time/instant.js';
import { tradingDaysOf } from '../time/trading-day.js';
import { BREAKDOWNS, breakdownOf, breakdownOfDays, isOfDays } from './breakdown.js';
import type { TradedItem } from './breakdown.js';
import { bucketOf } from './bucket-fold.js';

const timeZones = fc.constantFrom('America/New_York', 'Asia/Kathmandu', 'UTC');
const sessions = fc.subarray(['x', 'y']);

// Every five hours from the end of a year to past the change of clocks in March, so that all hours, days and months meet.
const times = fc
  .oneof(fc.nat(400), fc.constantFrom(0, 1, 130, 317, 318))
  .map((n) => toInstant(new Date(Date.UTC(2026, 0, 1, 1 + 5 * n, 30))));
const amounts = fc.oneof(fc.integer({ min: -3, max: 3 }).map(String), fc.constantFrom('0.0000000001', '-1234567.89'));

const trades = fc
  .record({
    symbol: fc.constantFrom('AAPL', 'aapl', 'B'),
    assetType: fc.constantFrom(...ASSET_TYPES),
    direction: fc.constantFrom(...DIRECTIONS),
    tags: fc.uniqueArray(fc.constantFrom('a', 'b', 'B', '10', '9'), { maxLength: 3 }),
    accountId: fc.constantFrom(null, 'x', 'y'),
    exits: fc.array(fc.record({ at: times, gross: amounts, fees: fc.constantFrom('0', '0', '1', '-1') }), {
      minLength: 1,
      maxLength: 3,
    }),
    net: amounts,
    closed: fc.boolean(),
  })
  .map(({ exits, net, closed, ...attributes }) => (id: number): readonly TradedItem[] => {
    const common = { ...attributes, currency: 'USD', tradeId: `t${id}` };
    const inTime = exits.toSorted((a, b) => (a.at < b.at ? -1 : 1));
    const realizations = inTime.map(({ at, gross, fees }, index): TradedItem => {
      const left = exactly(written(subtract(rational(gross), rational(fees))));
      return { ...common, kind: 'realization', at, index, gross: exactly(gross), fees: exactly(fees), net: left };
    });
    const at = inTime.at(-1)!.at;
    const end: TradedItem = { ...common, kind: 'close', at, net: exactly(net), rMultiple: null, holdingSeconds: 60 };
    return closed ? [...realizations, end] : realizations;
  });

const histories = fc
  .array(trades, { maxLength: 12, size: 'max' })
  .map((made) => made.flatMap((itemsOf, index) => itemsOf(index)))
  .chain((items) => fc.shuffledSubarray(items, { minLength: items.length }));

const tolerances = fc.constantFrom('0', '1').map(exactly);

/** Every key there could be, each with a scan over everything. */
function scan(items: readonly TradedItem[], by: string, timeZone: string, tolerance: string) {
  return oracleKeys(by, items).flatMap((key) => {
    const under = items.filter((item) => oracleBelongs(by, key, item, timeZone));
    const movements = under.flatMap((item) =>
      item.kind === 'realization'
        ? [{ key: `${item.at} ${item.tradeId} ${item.index}`, day: '', gross: item.gross, fees: item.fees, flow: '0' }]
        : [],
    );
    const endings = under.flatMap((item) =>
      item.kind === 'close' ? [{ key: `${item.at} ${item.tradeId}`, net: item.net, r: null, seconds: 60 }] : [],
    );
    const group = oracleGroup(key, movements, endings, tolerance);
    return group ? [group] : [];
  });
}

describe.each(BREAKDOWNS)('a breakdown by %s', (by) => {
  it('is a scan for each key, in order of keys', () =>
    fc.assert(
      fc.property(histories, timeZones, tolerances, (items, timeZone, tolerance) => {
        const groups = breakdownOf(items, by, { days: tradingDaysOf({ timeZone, sessionAccounts: [] }), tolerance });
        expect(groups).toEqual(scan(items, by, timeZone, tolerance));
      }),
      { numRuns: 150 },
    ));
});

describe.each(BREAKDOWNS.filter(isOfDays))('a breakdown by %s', (by) => {
  it('is the same out of the buckets of its days, whatever else happened on them', () =>
    fc.assert(
      fc.property(histories, timeZones, tolerances, sessions, (items, timeZone, tolerance, sessionAccounts) => {
        const days = tradingDaysOf({ timeZone, sessionAccounts });
        const deposit = { accountId: 'x', currency: 'USD', kind: 'flow', id: 'x.0', amount: exactly('100') } as const;
        const at = toInstant(new Date('2026-02-15T12:00:00Z'));
        const ofDays = Map.groupBy([...items, { ...deposit, at }], (item) => days.dayOf(item));
        const buckets = [...ofDays]
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([day, group]) => ({ day, bucket: bucketOf(day, group, tolerance) }));
        expect(breakdownOfDays(buckets, by)).toEqual(breakdownOf(items, by, { days, tolerance }));
      }),
      { numRuns: 150 },
    ));
});

it('is of days by weekday and by month, and by nothing else', () =>
  expect(BREAKDOWNS.filter(isOfDays)).toEqual(['weekday', 'month']));
