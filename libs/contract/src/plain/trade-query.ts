export const TRADE_SORTS = ['date', 'entryAt', 'exitAt', 'symbol', 'netPnl'] as const;
/** `date`: when a trade counts, its close if it is closed, else its entry. */
export type TradeSort = (typeof TRADE_SORTS)[number];

/** How many values a repeated filter may have. */
export const MOST_FILTER_VALUES = 50;
