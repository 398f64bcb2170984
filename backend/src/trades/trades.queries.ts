import type { CurrencyTotals, TradeAnswer, TradePage, TradeTotals } from '@singularity/contract';
import { readHead } from '../event-store/events.table.js';
import type { LedgerQuery } from '../past/ledger-query.js';
import { readTradeTotals } from './trade-totals.table.js';
import { findPastTrade, listPastTrades, pastTradeTotals } from './trades.past.js';
import type { TradeListQuery, TradeListFilter } from '@singularity/contract/wire';
import { findTrade, listTrades } from './trades.table.js';

const tradeList: LedgerQuery<TradeListQuery, TradePage> = {
  name: 'trades',
  now: listTrades,
  past: (query, ledger) => listPastTrades(ledger, query),
};

const tradeTotals: LedgerQuery<TradeListFilter, TradeTotals> = {
  name: 'trade totals',
  async now(tx, query) {
    const head = await readHead(tx);
    return toTotals(head.version, await readTradeTotals(tx, query, head));
  },
  past: (query, ledger) => toTotals(ledger.version, pastTradeTotals(ledger, query)),
};

function toTotals(version: number, currencies: readonly CurrencyTotals[]): TradeTotals {
  return { version, count: currencies.reduce((count, { trades }) => count + trades, 0), currencies };
}

/** Null where there is none. */
const oneTrade: LedgerQuery<{ readonly id: string }, TradeAnswer | null> = {
  name: 'trade',
  now: (tx, { id }) => findTrade(tx, id),
  past: ({ id }, ledger) => findPastTrade(ledger, id),
};

export const tradeQueries = { list: tradeList, totals: tradeTotals, one: oneTrade };
