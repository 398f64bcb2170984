import { figuresOnce } from '@singularity/domain';
import type { StatItem, TradeDetails, TradedItem, TradeFigures } from '@singularity/domain';
import { isWithin } from '../filter/span.js';
import type { Span } from '../filter/span.js';
import { passesFilter } from '../filter/trade-filter.js';
import type { TradeConditions } from '../filter/trade-filter.js';
import { itemsOf, itemsOfOne, once, settingsOf, streamsOf } from '../past/folded-ledger.js';
import type { FoldedLedger } from '../past/folded-ledger.js';

export interface PastTrade {
  readonly id: string;
  readonly details: TradeDetails;
  readonly figures: TradeFigures;
}

/** The trades that were there: recorded by then, and not deleted. */
export const tradesOf = once((ledger: FoldedLedger): readonly PastTrade[] =>
  streamsOf(ledger, 'trade').flatMap(({ streamId, state }) =>
    state.status === 'recorded' ? [{ id: streamId, details: state.details, figures: figuresOnce(state) }] : [],
  ),
);

/** The trades that a filter lets through. */
export function tradesThrough(ledger: FoldedLedger, filter: TradeConditions): readonly PastTrade[] {
  const passes = passesFilter(filter, settingsOf(ledger));
  return tradesOf(ledger).filter(({ details, figures: { status, netPnl } }) => passes({ ...details, status, netPnl }));
}

/** What happened in a span, of the trades that a filter lets through. */
export function tradeItemsOf(ledger: FoldedLedger, span: Span, filter: TradeConditions): readonly StatItem[] {
  return tradesThrough(ledger, filter).flatMap(({ id }) =>
    itemsOfOne(ledger, id).filter(({ at }) => isWithin(at, span)),
  );
}

/** The same, each with what is known of its trade. */
export function tradedItemsOf(ledger: FoldedLedger, span: Span, filter: TradeConditions): readonly TradedItem[] {
  return tradesThrough(ledger, filter).flatMap(({ id, details: { symbol, assetType, direction, tags } }) =>
    itemsOfOne(ledger, id)
      .filter((item) => item.kind !== 'flow')
      .filter(({ at }) => isWithin(at, span))
      .map((item) => ({ ...item, symbol, assetType, direction, tags })),
  );
}

/** Money that came to or left accounts in a span; of some accounts where they are named. */
export function flowsOf(ledger: FoldedLedger, span: Span, accountIds?: readonly string[]): readonly StatItem[] {
  return itemsOf(ledger).filter(
    ({ kind, at, accountId }) =>
      kind === 'flow' && isWithin(at, span) && (accountIds === undefined || accountIds.includes(accountId as string)),
  );
}
