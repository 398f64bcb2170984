import fc from 'fast-check';
import type { SourcedFill } from '../import/sourced-fills.js';
import { exactly } from '../money/decimal.js';
import { toInstant } from '../time/instant.js';

/** Where the fills of specs come from. */
export const TOLD = { platform: 'webull', kind: 'orders', accountId: 'account' } as const;

const anyFill: fc.Arbitrary<Omit<SourcedFill, 'key' | 'source'>> = fc
  .record({
    symbol: fc.constantFrom('AAPL', 'MSFT'),
    side: fc.constantFrom('buy', 'sell'),
    quantity: fc.integer({ min: 1, max: 400 }).map((hundredths) => exactly(hundredths / 100)),
    price: fc.integer({ min: 1, max: 9 }).map(exactly),
    minute: fc.nat(6),
    fees: fc.integer({ min: -3, max: 9 }).map((tenths) => exactly(tenths / 10)),
    effect: fc.constantFrom(null, null, null, 'open', 'close', 'expire'),
  })
  .map(({ symbol, minute, ...said }) => ({
    ...said,
    instrument: { symbol, assetType: 'stock', direction: null, strike: null, expiration: null },
    at: toInstant(new Date(Date.UTC(2026, 0, 5, 15, minute))),
    account: null,
    precision: 'second',
    currency: null,
    multiplier: null,
    orderId: null,
    stopPrice: null,
  }));

/** Fills of one account, each under a key of its own. */
export const anyFills: fc.Arbitrary<SourcedFill[]> = fc.array(anyFill, { maxLength: 25 }).map((all) =>
  all.map((fill, index) => {
    const key = String(index);
    return { ...fill, key, source: { ...TOLD, key, ...(fill.effect && { effect: fill.effect }) } };
  }),
);
