import type { CandlesRequest } from './wire/market-requests.js';
import type { Sent } from './wire/sent.js';

export type {
  CandlesView as CandlesAnswer,
  CandleView as Candle,
  QuoteView as QuoteAnswer,
} from './wire/market-answers.js';

export type CandlesQuery = Sent<CandlesRequest>;
