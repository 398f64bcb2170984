import type { Connector } from './connector.js';
import { alpaca } from './alpaca/alpaca.js';
import { coinbase } from './coinbase/coinbase.js';
import { ibkr } from './ibkr/ibkr.js';
import { kraken } from './kraken/kraken.js';
import { schwab } from './schwab/schwab.js';
import { tastytrade } from './tastytrade/tastytrade.js';
import { topstepx } from './topstepx/topstepx.js';
import { tradier } from './tradier/tradier.js';
import { webull } from './webull/webull.js';

/** All brokers that can be connected, those first that most members of such a community have. */
export const CONNECTORS: readonly Connector[] = [
  tradier,
  topstepx,
  webull,
  ibkr,
  tastytrade,
  alpaca,
  schwab,
  coinbase,
  kraken,
];
