import { TRADE_LIMITS } from '@singularity/domain';

/** What a text field may hold, for form and server alike; lengths in UTF-16 code units. */
export const TEXT_LIMITS = {
  platform: 40,
  accountName: 80,
  externalId: 80,
  notes: 20_000,
  tag: TRADE_LIMITS.tagLength,
  tags: TRADE_LIMITS.tags,
} as const;

/** The platforms that the form offers; any other may be typed. */
export const PLATFORMS = [
  'Tradier',
  'Webull',
  'TopstepX',
  'Tradovate',
  'NinjaTrader',
  'thinkorswim',
  'Interactive Brokers',
  'Robinhood',
  'E*TRADE',
  'Fidelity',
  'tastytrade',
  'Alpaca',
  'Coinbase',
  'Binance',
  'Kraken',
  'Other',
] as const;

export const PAGE_SIZE = { default: 50, max: 200 } as const;

/** How many fills of one day an answer holds. */
export const MOST_FILLS_OF_A_DAY = 2_000;

/** How many trades one request may change. */
export const MOST_TRADES_AT_ONCE = 500;

/** How many points a sparkline has at most. */
export const SPARKLINE_POINTS = 60;

/** How many points of a series may be asked for, and are where nothing is said. */
export const SERIES_POINTS = { min: 10, default: 400, max: 10_000 } as const;

/** How many versions a ledger, or a part of it, may be thought to have. */
export const MOST_VERSIONS = 1_000_000_000;
