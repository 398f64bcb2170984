import type { CurrencyTotals, TradeAnswer, TradePage } from '@singularity/contract';
import { toleranceOf } from '@singularity/domain';
import type { RecordedTrade } from '@singularity/domain';
import type { FoldedStream } from '../event-store/projection.js';
import { ALWAYS, isWithin, periodOf } from '../filter/period.js';
import { passesFilter } from '../filter/trade-filter.js';
import { once, statRulesOf, streamOf, streamsOf } from '../past/folded-ledger.js';
import type { FoldedLedger } from '../past/folded-ledger.js';
import { inOrder, listingOf, pageOf } from './trades.listing.js';
import { realizedIn, resultsOf, totalsByCurrency } from './trade-totals.js';
import type { CurrencySums } from './trade-totals.js';
import type { TradeListQuery, TradeListFilter } from '@singularity/contract/wire';
import { tradeAnswer, tradeRows } from './trades.projection.js';
import type { TradeRows } from './trades.projection.js';

export function findPastTrade(ledger: FoldedLedger, id: string): TradeAnswer | null {
  const stream = streamOf(ledger, 'trade', id);
  if (stream?.state.status !== 'recorded') return null;
  const { trade, executions } = tradeRows({ ...stream, state: stream.state });
  return tradeAnswer(trade, executions);
}

/** The same pages as `listTrades`: the same filters, order and cursors, without SQL. */
export function listPastTrades(ledger: FoldedLedger, query: TradeListQuery): TradePage {
  const listing = listingOf(query);
  const period = periodOf(statRulesOf(ledger), query);
  const filtered = filteredOf(ledger, query);
  const ordered = inOrder(
    filtered.map(({ trade }) => trade),
    listing,
  );
  const { rows, nextCursor } = pageOf(ordered.slice(0, listing.limit + 1), listing);
  const byId = new Map(filtered.map((one) => [one.trade.id, one]));
  const items = rows.flatMap(({ id }) => byId.get(id) ?? []);
  return {
    items: items.map(({ trade, executions, realizations }) => ({
      ...tradeAnswer(trade, executions),
      ...(period !== ALWAYS && realizedIn(realizations, period)),
    })),
    nextCursor,
  };
}

export function pastTradeTotals(ledger: FoldedLedger, query: TradeListFilter): readonly CurrencyTotals[] {
  const rules = statRulesOf(ledger);
  const period = periodOf(rules, query);
  const currencies = Map.groupBy(filteredOf(ledger, query), ({ trade }) => trade.currency);
  return totalsByCurrency(
    [...currencies].map(([currency, trades]): CurrencySums => {
      const realized = realizedIn(
        trades.flatMap(({ realizations }) => realizations),
        period,
      );
      const nets = trades.flatMap(({ trade: { closedAt, accountId, netPnl } }) =>
        closedAt !== null && netPnl !== null && isWithin({ at: closedAt, accountId }, period) ? [netPnl] : [],
      );
      return { currency, trades: trades.length, ...realized, ...resultsOf(nets, toleranceOf(rules, currency)) };
    }),
  );
}

const rowsOf = once((stream: FoldedStream) => tradeRows(stream as FoldedStream<RecordedTrade>));

/** The trades that a filter lets through; under days, those that realized something on them, and open ones entered on them. */
function filteredOf(ledger: FoldedLedger, query: TradeListFilter): readonly TradeRows[] {
  const rules = statRulesOf(ledger);
  const passes = passesFilter(query, rules);
  const period = periodOf(rules, query);
  return streamsOf(ledger, 'trade')
    .flatMap((stream) => (stream.state.status === 'recorded' ? [rowsOf(stream)] : []))
    .filter(({ trade, realizations }) => {
      if (!passes(trade)) return false;
      const { datedAt: at, accountId } = trade;
      return isWithin({ at, accountId }, period) || realizations.some((one) => isWithin(one, period));
    });
}
