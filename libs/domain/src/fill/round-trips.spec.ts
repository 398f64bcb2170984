import { exactly } from '../money/decimal.js';
import { parseInstant } from '../time/instant.js';
import type { Instant } from '../time/instant.js';
import { roundTripsOf } from './round-trips.js';
import type { Fill } from './fill.js';

const AAPL = { symbol: 'AAPL', assetType: 'stock', direction: null, strike: null, expiration: null } as const;

let made = 0;
const fill = (side: Fill['side'], quantity: string, minute: number, more: Partial<Fill> = {}): Fill => ({
  key: `id:${(made += 1)}`,
  account: null,
  instrument: AAPL,
  side,
  quantity: exactly(quantity),
  price: exactly('10'),
  at: parseInstant(`2026-01-05T15:${String(minute).padStart(2, '0')}:00.000Z`) as Instant,
  precision: 'second',
  fees: exactly('0'),
  currency: 'USD',
  multiplier: null,
  effect: null,
  orderId: null,
  stopPrice: null,
  ...more,
});

const cut = (...fills: Fill[]) => {
  const { trips, unmatched } = roundTripsOf(fills);
  return {
    trips: trips.map(({ side, open, parts }) => ({
      side,
      open,
      parts: parts.map((part) => `${part.type} ${part.quantity} fees ${part.fees}`),
    })),
    unmatched: unmatched.map(({ quantity }) => quantity),
  };
};

describe('cutting fills into round trips', () => {
  it('ends a trip where it is flat, and begins another with the next fill', () =>
    expect(cut(fill('buy', '2', 1), fill('sell', '1', 2), fill('sell', '1', 3), fill('buy', '1', 4))).toEqual({
      trips: [
        { side: 'buy', open: '0', parts: ['open 2 fees 0', 'close 1 fees 0', 'close 1 fees 0'] },
        { side: 'buy', open: '1', parts: ['open 1 fees 0'] },
      ],
      unmatched: [],
    }));

  it('splits a reversal at flat, its fees in proportion, the last part taking what is left', () =>
    expect(cut(fill('buy', '2', 1), fill('sell', '6', 2, { fees: exactly('1') })).trips).toEqual([
      { side: 'buy', open: '0', parts: ['open 2 fees 0', 'close 2 fees 0.3333333333'] },
      { side: 'sell', open: '4', parts: ['open 4 fees 0.6666666667'] },
    ]));

  it('takes what only closes as unmatched where nothing is open', () =>
    expect(cut(fill('buy', '1', 1), fill('sell', '3', 2, { effect: 'close' }))).toEqual({
      trips: [{ side: 'buy', open: '0', parts: ['open 1 fees 0', 'close 1 fees 0'] }],
      unmatched: ['2'],
    }));

  it('opens before it closes within a moment, then goes by ids as numbers', () => {
    const [first, second] = [fill('sell', '1', 1, { key: '9' }), fill('buy', '1', 1, { key: '10' })];
    expect(cut(second, first).trips.map(({ side }) => side)).toEqual(['sell']);
    const [exit, entry] = [
      fill('sell', '1', 1, { key: '1', effect: 'close' }),
      fill('buy', '1', 1, { key: '2', effect: 'open' }),
    ];
    expect(cut(exit, entry)).toMatchObject({ trips: [{ side: 'buy', open: '0' }], unmatched: [] });
  });

  it('closes what is open before it opens the other way, where both happen in one moment', () =>
    expect(
      cut(
        fill('buy', '2', 1, { key: '1', effect: 'open' }),
        fill('sell', '3', 2, { key: '2', effect: 'open' }),
        fill('sell', '2', 2, { key: '3', effect: 'close' }),
        fill('buy', '3', 3, { key: '4', effect: 'close' }),
      ),
    ).toEqual({
      trips: [
        { side: 'buy', open: '0', parts: ['open 2 fees 0', 'close 2 fees 0'] },
        { side: 'sell', open: '0', parts: ['open 3 fees 0', 'close 3 fees 0'] },
      ],
      unmatched: [],
    }));

  it('keeps instruments apart', () =>
    expect(
      cut(fill('buy', '1', 1), fill('sell', '1', 2, { instrument: { ...AAPL, symbol: 'MSFT' } })).trips,
    ).toHaveLength(2));
});
