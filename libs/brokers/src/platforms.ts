/** Whose files are read, by their ids, with the names that they go by. */
export const PLATFORMS = {
  topstepx: 'TopstepX',
  tradovate: 'Tradovate',
  ninjatrader: 'NinjaTrader',
  webull: 'Webull',
  tradier: 'Tradier',
  thinkorswim: 'thinkorswim',
  schwab: 'Schwab',
  ibkr: 'Interactive Brokers',
  robinhood: 'Robinhood',
  etrade: 'E*TRADE',
  fidelity: 'Fidelity',
  tastytrade: 'tastytrade',
  alpaca: 'Alpaca',
  tradingview: 'TradingView',
  metatrader: 'MetaTrader 5',
  coinbase: 'Coinbase',
  binance: 'Binance',
  kraken: 'Kraken',
  singularity: 'Singularity',
  other: 'Other',
} as const;

export type Platform = keyof typeof PLATFORMS;
