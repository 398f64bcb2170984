export const TRADE_SORTS = [
  'date',
  'entryAt',
  'exitAt',
  'symbol',
  'netPnl',
  'quantity',
  'fees',
  'pnlPercent',
  'rMultiple',
  'holding',
] as const;
/** `date`: when a trade counts, its close if it is closed, else its entry. `holding`: from entry to close. */
export type TradeSort = (typeof TRADE_SORTS)[number];

/** How many values a repeated filter may have. */
export const MOST_FILTER_VALUES = 50;
