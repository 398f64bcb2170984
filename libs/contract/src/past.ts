import type * as requests from './wire/past-requests.js';
import type { Sent } from './wire/sent.js';

export type {
  CompareView as CompareAnswer,
  ComparedFiguresView as ComparedFigures,
  LedgerDifferenceView as LedgerDifference,
} from './wire/compare-answers.js';

export type AsOfQuery = Sent<requests.AsOfQuery>;
export type CompareQuery = Sent<requests.CompareQuery>;

/** The addresses that answer about the past as well, as the API's document writes them. */
export const PAST_PATHS = [
  '/api/accounts',
  '/api/trades',
  '/api/user/accounts',
  '/api/user/accounts/{id}',
  '/api/user/days/notes',
  '/api/user/days/{day}',
  '/api/user/days/{day}/note',
  '/api/user/ledger/at',
  '/api/user/stats',
  '/api/user/stats/accounts',
  '/api/user/stats/breakdown',
  '/api/user/stats/days',
  '/api/user/stats/equity',
  '/api/user/stats/explain',
  '/api/user/stats/setups',
  '/api/user/trades',
  '/api/user/trades.csv',
  '/api/user/trades.json',
  '/api/user/trades/totals',
  '/api/user/trades/{id}',
] as const;
