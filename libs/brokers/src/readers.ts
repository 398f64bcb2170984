import type { Reader } from './reader.js';
import { alpacaReaders } from './alpaca/alpaca.js';
import { binanceReaders } from './binance/binance.js';
import { coinbaseReaders } from './coinbase/coinbase.js';
import { etradeReaders } from './etrade/etrade.js';
import { fidelityReaders } from './fidelity/fidelity.js';
import { ibkrReaders } from './ibkr/ibkr.js';
import { krakenReaders } from './kraken/kraken.js';
import { metatraderReaders } from './metatrader/metatrader.js';
import { ninjatraderReaders } from './ninjatrader/ninjatrader.js';
import { robinhoodReaders } from './robinhood/robinhood.js';
import { schwabReaders } from './schwab/schwab.js';
import { tastytradeReaders } from './tastytrade/tastytrade.js';
import { ownExecutions } from './singularity/executions.js';
import { programFillsReaders } from './singularity/program-fills.js';
import { thinkorswimReaders } from './thinkorswim/thinkorswim.js';
import { topstepxReaders } from './topstepx/topstepx.js';
import { tradierReaders } from './tradier/tradier.js';
import { tradingviewReaders } from './tradingview/tradingview.js';
import { tradovateReaders } from './tradovate/tradovate.js';
import { webullReaders } from './webull/webull.js';

/** All of them. The header of a file is of one platform alone; where it holds two kinds, the first one here reads it. */
export const READERS: readonly Reader[] = [
  ...alpacaReaders,
  ...binanceReaders,
  ...coinbaseReaders,
  ...etradeReaders,
  ...fidelityReaders,
  ...ibkrReaders,
  ...krakenReaders,
  ...ninjatraderReaders,
  ...robinhoodReaders,
  ...schwabReaders,
  ...tastytradeReaders,
  ...thinkorswimReaders,
  ...topstepxReaders,
  ...tradierReaders,
  ...tradingviewReaders,
  ...tradovateReaders,
  ...webullReaders,
  ...metatraderReaders,
  ownExecutions,
  ...programFillsReaders,
];
