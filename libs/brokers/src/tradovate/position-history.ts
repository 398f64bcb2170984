import { tableReader } from '../table-reader.js';
import { readPairs } from './pairs.js';

const BOUGHT = { id: 'Buy Fill ID', price: 'Buy Price', time: 'Bought Timestamp' } as const;
const SOLD = { id: 'Sell Fill ID', price: 'Sell Price', time: 'Sold Timestamp' } as const;

/**
 * "Position History" of the reports of Tradovate, as the platform exports it: the matched pairs of each position of each day.
 * `P/L` is before fees. It lacks fees and a time zone.
 */
export const tradovatePositionHistory = tableReader({
  platform: 'tradovate',
  kind: 'position-history',
  name: 'Tradovate position history',
  columns: [
    'Position ID',
    'Pair ID',
    'Contract',
    'Paired Qty',
    'P/L',
    ...Object.values(BOUGHT),
    ...Object.values(SOLD),
  ],
  read: (table, draft, options) =>
    readPairs(
      table,
      { contract: 'Contract', quantity: 'Paired Qty', pnl: 'P/L', bought: BOUGHT, sold: SOLD },
      draft,
      options,
    ),
});
