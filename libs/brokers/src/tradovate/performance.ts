import { tableReader } from '../table-reader.js';
import { readPairs } from './pairs.js';

const BOUGHT = { id: 'buyFillId', price: 'buyPrice', time: 'boughtTimestamp' } as const;
const SOLD = { id: 'sellFillId', price: 'sellPrice', time: 'soldTimestamp' } as const;

/**
 * "Performance" of the reports of Tradovate, which NinjaTrader's web platform and most funded-trader programs show too: matched
 * pairs of fills, as the platform exports them. `pnl` is before fees. It lacks fees, the account and a time zone.
 */
export const tradovatePerformance = tableReader({
  platform: 'tradovate',
  kind: 'performance',
  name: 'Tradovate performance',
  columns: ['symbol', 'qty', 'pnl', ...Object.values(BOUGHT), ...Object.values(SOLD)],
  read: (table, draft, options) =>
    readPairs(table, { contract: 'symbol', quantity: 'qty', pnl: 'pnl', bought: BOUGHT, sold: SOLD }, draft, options),
});
