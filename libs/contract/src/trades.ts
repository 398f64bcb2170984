import type { Sent, SentQuery } from './wire/sent.js';
import type { TradeListQuery } from './wire/trade-queries.js';
import type { AddTradeBody, CloseTradeBody, EditTradeBody, ExecutionBody } from './wire/trade-requests.js';

export type {
  CurrencyTotalsView as CurrencyTotals,
  DeletedTradeView as DeletedTrade,
  ListedTradeView as ListedTrade,
  RealizedView as Realized,
  TradeCommandView as TradeCommandAnswer,
  TradePageView as TradePage,
  TradeTotalsView as TradeTotals,
  TradeView as TradeAnswer,
} from './wire/trade-answers.js';

/** Decimals are texts such as "187.23", times ISO 8601 in UTC, days `YYYY-MM-DD`, ids UUIDs. */
export type ExecutionRequest = Sent<ExecutionBody>;
export type AddTradeRequest = Sent<AddTradeBody>;
export type EditTradeRequest = Sent<EditTradeBody>;
export type CloseTradeRequest = Sent<CloseTradeBody>;
export type TradeQuery = SentQuery<TradeListQuery>;
