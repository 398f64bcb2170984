import type { Dialect } from './dialect.js';
import { alpaca } from './alpaca/alpaca.js';
import { coinbase } from './coinbase/coinbase.js';
import { ibkr } from './ibkr/ibkr.js';
import { kraken } from './kraken/kraken.js';
import { schwab } from './schwab/schwab.js';
import { tastytrade } from './tastytrade/tastytrade.js';
import { topstepx } from './topstepx/topstepx.js';
import { tradier } from './tradier/tradier.js';
import { webull } from './webull/webull.js';

/** Those that the stand-in speaks; each is served below its name. */
export const DIALECTS: readonly Dialect[] = [
  alpaca,
  coinbase,
  ibkr,
  kraken,
  schwab,
  tastytrade,
  topstepx,
  tradier,
  webull,
];
