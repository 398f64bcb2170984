import type { TradeAnswer } from '@singularity/contract';
import { formatNumber, formatQuantity } from '../../ui/format/money';
import { ASSET_TYPE_LABELS, SIDE_LABELS } from '../../ui/format/labels';
import { formatDay, formatMoment } from '../../ui/format/zoned-time';
import { holdingTimeOf } from '../holding-time';
import type { Vocabulary } from '../../changes/change-values';

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** What was said about a trade; what nobody said is left out. */
export function factsOf(trade: TradeAnswer, { timeZone, accountNames }: Vocabulary): readonly Fact[] {
  const facts: readonly (readonly [string, string | null])[] = [
    ['Account', trade.accountId && (accountNames.get(trade.accountId) ?? null)],
    ...instrumentOf(trade),
    ['Quantity', formatQuantity(trade.quantity)],
    ['Open quantity', trade.status === 'open' ? formatQuantity(trade.openQuantity) : null],
    ['Entry price', formatPrice(trade.entryPrice)],
    ['Entry time', formatMoment(trade.entryAt, timeZone)],
    ['Exit price', formatPrice(trade.exitPrice)],
    ['Exit time', trade.exitAt && formatMoment(trade.exitAt, timeZone)],
    ['Held', holdingTimeOf(trade)],
    ['Stop price', formatPrice(trade.stopPrice)],
    ['Source', trade.fromBroker ? 'Straight from the broker' : null],
  ];
  return facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}

function instrumentOf(trade: TradeAnswer): readonly (readonly [string, string | null])[] {
  const { multiplier, multiplierSource } = trade;
  return [
    ['Asset type', ASSET_TYPE_LABELS[trade.assetType]],
    ['Side', trade.side && SIDE_LABELS[trade.side]],
    ['Strike', formatPrice(trade.strike)],
    ['Expiration', trade.expiration && formatDay(trade.expiration)],
    ['Multiplier', `${formatNumber(multiplier)}${multiplierSource === 'user' ? ' (custom)' : ''}`],
  ];
}

function formatPrice(price: string | null): string | null {
  return price && formatNumber(price, { least: 2 });
}
