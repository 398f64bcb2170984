/** The fields of a trade that are one cell each. */
export const TRADE_COLUMNS = [
  'id',
  'accountId',
  'currency',
  'symbol',
  'assetType',
  'direction',
  'side',
  'strike',
  'expiration',
  'multiplier',
  'multiplierSource',
  'stopPrice',
  'notes',
  'tags',
  'quantity',
  'entryPrice',
  'entryAt',
  'exitPrice',
  'exitAt',
  'fees',
  'status',
  'openQuantity',
  'grossPnl',
  'netPnl',
  'pnlPercent',
  'rMultiple',
  'fromBroker',
  'streamVersion',
  'createdAt',
  'updatedAt',
] as const;
export type TradeColumn = (typeof TRADE_COLUMNS)[number];

/** What a file of a list can tell: of its trades, and of what they realized in the days that it asks for, if any. */
export const CSV_COLUMNS = [...TRADE_COLUMNS, 'realizedGross', 'realizedFees', 'realizedNet'] as const;
export type CsvColumn = (typeof CSV_COLUMNS)[number];

/** What is told where no columns are asked for. */
export const DEFAULT_TRADE_COLUMNS = [
  'symbol',
  'assetType',
  'direction',
  'status',
  'quantity',
  'entryAt',
  'entryPrice',
  'exitAt',
  'exitPrice',
  'fees',
  'grossPnl',
  'netPnl',
  'pnlPercent',
  'rMultiple',
  'currency',
  'tags',
  'notes',
] as const satisfies readonly TradeColumn[];
