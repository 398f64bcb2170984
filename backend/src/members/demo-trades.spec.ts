import { decimal, fold, Refusal, sum, trade } from '@singularity/domain';
import type { Instant, TradeEvent } from '@singularity/domain';
import { DEMO_ACCOUNTS, demoTrades } from './demo-trades.js';
import type { DemoTrade } from './demo-trades.js';

const NOW = '2026-02-10T17:00:00.000Z' as Instant;
const FOUR_MONTHS_EARLIER = '2025-10-10T00:00:00.000Z';
const all = demoTrades(NOW);

/** What the rules of trades say to it. */
function decided({ account, fields, executions }: DemoTrade): readonly TradeEvent[] | Refusal {
  return trade.decide(
    {
      type: 'AddTrade',
      fields: { ...fields, accountId: String(account) },
      executions: executions.map((execution, index) => ({ ...execution, id: String(index) })),
    },
    trade.initial,
    { baseCurrency: 'USD', account: { open: true, currency: 'USD' }, target: null, undoing: null },
  );
}

it('is the same ledger each time on the same day, and another one a day later', () => {
  expect(demoTrades('2026-02-10T21:30:00.000Z' as Instant).map(({ fields }) => fields)).toEqual(
    all.map(({ fields }) => fields),
  );
  expect(demoTrades('2026-02-11T17:00:00.000Z' as Instant)).not.toEqual(all);
});

it('keeps to the rules, in every trade', () => {
  for (const one of all) {
    const events = decided(one);
    if (events instanceof Refusal) throw new Error(`${one.fields.symbol}: ${JSON.stringify(events)}`);
    expect(fold(trade, trade.initial, events).status).not.toBe('none');
  }
});

it('is some 120 trades of every kind, in both accounts, over four months', () => {
  expect(all).toHaveLength(120);
  expect([...new Set(all.map(({ fields }) => fields.assetType))].sort()).toEqual([
    'crypto',
    'future',
    'option',
    'stock',
  ]);
  expect([...new Set(all.map(({ fields }) => fields.direction))].sort()).toEqual(['CALL', 'LONG', 'PUT', 'SHORT']);
  expect(new Set(all.map(({ account }) => account)).size).toBe(DEMO_ACCOUNTS.length);
  const fills = all.flatMap(({ executions }) => executions.map(({ at }) => at));
  expect(fills.every((at) => at >= FOUR_MONTHS_EARLIER && at <= NOW)).toBe(true);
  expect(fills.every((at) => new Date(at).getUTCDay() % 6 !== 0)).toBe(true);
  const entries = all.map(({ executions }) => executions[0]!.at);
  expect(entries).toEqual([...entries].sort());
});

it('has open trades, and trades that were left in two steps', () => {
  const count = (fills: number) => all.filter(({ executions }) => executions.length === fills).length;
  expect(count(1)).toBeGreaterThanOrEqual(4);
  expect(count(3)).toBeGreaterThan(3);
});

it('wins a little more than half of its trades, on any day', () => {
  for (let day = 1; day <= 28; day += 3) {
    const closed = demoTrades(`2026-03-${String(day).padStart(2, '0')}T12:00:00.000Z` as Instant)
      .filter(({ executions }) => executions.length > 1)
      .map(priceGain);
    const wins = closed.filter((gain) => gain > 0).length;
    expect(wins / closed.length).toBeGreaterThan(0.45);
    expect(wins / closed.length).toBeLessThan(0.7);
  }
});

/** How far the average exit lies from the entry, the right way. */
function priceGain({ fields, executions }: DemoTrade): number {
  const [entry, ...exits] = executions.map(({ price }) => decimal(price));
  const move = sum(exits).div(exits.length).minus(entry!).toNumber();
  return fields.direction === 'SHORT' || fields.side === 'sell' ? -move : move;
}
