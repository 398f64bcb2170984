import type { Page, TradeAnswer } from '@singularity/contract';
import type { LedgerQuery } from '../past/ledger-query.js';
import { findPastTrade, listPastTrades } from './trades.past.js';
import type { TradeListQuery } from '@singularity/contract/wire';
import { findTrade, listTrades } from './trades.table.js';

const tradeList: LedgerQuery<TradeListQuery, Page<TradeAnswer>> = {
  name: 'trades',
  now: listTrades,
  past: (query, ledger) => listPastTrades(ledger, query),
};

/** Null where there is none. */
const oneTrade: LedgerQuery<{ readonly id: string }, TradeAnswer | null> = {
  name: 'trade',
  now: (tx, { id }) => findTrade(tx, id),
  past: ({ id }, ledger) => findPastTrade(ledger, id),
};

export const tradeQueries = { list: tradeList, one: oneTrade };
