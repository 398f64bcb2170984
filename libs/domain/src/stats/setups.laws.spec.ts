import fc from 'fast-check';
import { exactly } from '../money/decimal.js';
import { rational, subtract, written } from '../testing/oracle/rational.js';
import { oracleStatistics } from '../testing/oracle/statistics-oracle.js';
import { toInstant } from '../time/instant.js';
import { tradingDaysOf } from '../time/trading-day.js';
import type { TradedItem } from './breakdown.js';
import { setupsOf, setupWeeksOf } from './setups.js';

// Every seven hours over five weeks, across the change of clocks in March, so that many fall on the ends of weeks.
const times = fc.nat(120).map((n) => toInstant(new Date(Date.UTC(2026, 1, 22, 1 + 7 * n, 30))));
const amounts = fc.oneof(fc.integer({ min: -3, max: 3 }).map(String), fc.constantFrom('0.0000000001', '-1234567.89'));

const trades = fc
  .record({
    currency: fc.constantFrom('USD', 'USD', 'EUR'),
    tags: fc.uniqueArray(fc.constantFrom('a', 'b b', 'B', '10', '9'), { maxLength: 3 }),
    exits: fc.array(fc.record({ at: times, gross: amounts, fees: fc.constantFrom('0', '0', '1', '-1') }), {
      minLength: 1,
      maxLength: 3,
    }),
    net: amounts,
    rMultiple: fc.option(fc.constantFrom('1', '-0.5').map(exactly)),
    closed: fc.boolean(),
  })
  .map(({ exits, net, rMultiple, closed, currency, tags }) => (id: number): readonly TradedItem[] => {
    const attributes = { symbol: 'AAPL', assetType: 'stock', direction: 'LONG', accountId: null } as const;
    const common = { ...attributes, currency, tags, tradeId: `t${String(id).padStart(2, '0')}` };
    const inTime = exits.toSorted((a, b) => (a.at < b.at ? -1 : 1));
    const realizations = inTime.map(({ at, gross, fees }, index): TradedItem => {
      const left = exactly(written(subtract(rational(gross), rational(fees))));
      return { ...common, kind: 'realization', at, index, gross: exactly(gross), fees: exactly(fees), net: left };
    });
    const at = inTime.at(-1)!.at;
    const end: TradedItem = { ...common, kind: 'close', at, net: exactly(net), rMultiple, holdingSeconds: 60 * id };
    return closed ? [...realizations, end] : realizations;
  });

const histories = fc
  .array(trades, { maxLength: 15, size: 'max' })
  .map((made) => made.flatMap((itemsOf, index) => itemsOf(index)))
  .chain((items) => fc.shuffledSubarray(items, { minLength: items.length }));

const TOLERANCES: Record<string, string> = { USD: '1', EUR: '0' };

/** Every tag in every currency, each with a scan over everything. */
function scan(items: readonly TradedItem[], timeZone: string) {
  const dayOf = (at: string) => new Date(at).toLocaleDateString('sv-SE', { timeZone });
  const setup = (currency: string, tag: string) => {
    const under = items.filter((item) => item.currency === currency && item.tags.includes(tag));
    const movements = under.flatMap((item) =>
      item.kind === 'realization'
        ? [{ ...item, key: `${item.at} ${item.tradeId} ${item.index}`, day: dayOf(item.at), flow: '0' }]
        : [],
    );
    const endings = under.flatMap((item) =>
      item.kind === 'close'
        ? [{ key: `${item.at} ${item.tradeId}`, net: item.net, r: item.rMultiple, seconds: item.holdingSeconds }]
        : [],
    );
    const firstDay = movements.map(({ day }) => day).toSorted()[0] ?? '';
    const statistics = oracleStatistics(movements, endings, {
      base: '0',
      tolerance: TOLERANCES[currency] ?? '0',
      firstDay,
    });
    const { closedTrades, grossPnl, fees } = statistics;
    return closedTrades === 0 && grossPnl === '0' && fees === '0' ? [] : [{ tag, ...statistics }];
  };
  return ['EUR', 'USD']
    .map((currency) => ({ currency, setups: ['10', '9', 'B', 'a', 'b b'].flatMap((tag) => setup(currency, tag)) }))
    .filter(({ setups }) => setups.length > 0);
}

describe('the statistics of setups', () => {
  it.each(['America/New_York', 'Asia/Kathmandu', 'UTC'])(
    'joined from their weeks are a scan for each tag, in %s',
    (timeZone) =>
      fc.assert(
        fc.property(histories, (items) => {
          const toleranceOf = (currency: string) => exactly(TOLERANCES[currency] ?? '0');
          const weeks = setupWeeksOf(items, { days: tradingDaysOf({ timeZone, sessionAccounts: [] }), toleranceOf });
          expect(setupsOf(weeks)).toEqual(scan(items, timeZone));
          expect(setupsOf(weeks.toReversed())).toEqual(setupsOf(weeks));
        }),
        { numRuns: 150 },
      ),
  );

  it('have nothing to say about trades without a tag, or without a result', () => {
    const open = { kind: 'realization', tradeId: 't', index: 0, accountId: null, currency: 'USD' } as const;
    const traits = { symbol: 'AAPL', assetType: 'stock', direction: 'LONG' } as const;
    const at = toInstant(new Date('2026-03-02T15:00:00Z'));
    const item = (gross: string, tags: readonly string[]): TradedItem => ({
      ...open,
      ...traits,
      at,
      gross: exactly(gross),
      fees: exactly('0'),
      net: exactly(gross),
      tags,
    });
    const rules = { days: tradingDaysOf({ timeZone: 'UTC', sessionAccounts: [] }), toleranceOf: () => exactly('0') };
    expect(setupsOf(setupWeeksOf([item('5', []), item('0', ['flat'])], rules))).toEqual([]);
  });
});
