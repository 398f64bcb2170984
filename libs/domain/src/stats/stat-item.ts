import type { RecordedAccount } from '../account/account.state.js';
import { decimal } from '../money/decimal.js';
import type { DecimalText } from '../money/decimal.js';
import type { Day } from '../time/day.js';
import type { Instant } from '../time/instant.js';
import type { TradeDetails } from '../trade/trade.events.js';
import type { TradeFigures } from '../trade/trade.view.js';

interface Item {
  /** Null for a trade without an account. */
  readonly accountId: string | null;
  readonly currency: string;
  readonly at: Instant;
}

/** Money that came or went other than by trading. */
export interface FlowItem extends Item {
  readonly kind: 'flow';
  readonly id: string;
  readonly amount: DecimalText;
}

/** Money that a closing execution made real. */
export interface RealizationItem extends Item {
  readonly kind: 'realization';
  readonly tradeId: string;
  /** Its index among the realizations of its trade. */
  readonly index: number;
  readonly gross: DecimalText;
  readonly fees: DecimalText;
  readonly net: DecimalText;
}

/** A trade that came to its end and counts from now on. */
export interface CloseItem extends Item {
  readonly kind: 'close';
  readonly tradeId: string;
  readonly net: DecimalText;
  readonly rMultiple: DecimalText | null;
  readonly holdingSeconds: number;
}

/** What statistics are made of: money counts by realization, trades count at their close. */
export type StatItem = FlowItem | RealizationItem | CloseItem;

export function tradeItems(
  tradeId: string,
  { accountId, currency }: Pick<TradeDetails, 'accountId' | 'currency'>,
  figures: TradeFigures,
): readonly StatItem[] {
  const items: StatItem[] = figures.realizations.map(({ at, gross, fees, net }, index) => ({
    kind: 'realization',
    accountId,
    currency,
    at,
    tradeId,
    index,
    gross,
    fees,
    net,
  }));
  const { closedAt, netPnl, rMultiple, holdingSeconds } = figures;
  if (closedAt !== null && netPnl !== null && holdingSeconds !== null)
    items.push({ kind: 'close', accountId, currency, at: closedAt, tradeId, net: netPnl, rMultiple, holdingSeconds });
  return items;
}

/** The flows of one account, numbered in the order in which they were recorded. */
export function accountItems(accountId: string, { details, balanceUpdates }: RecordedAccount): readonly FlowItem[] {
  return balanceUpdates.map(({ at, adjustment }, index) => ({
    kind: 'flow',
    accountId,
    currency: details.currency,
    at,
    id: `${accountId}.${String(index).padStart(6, '0')}`,
    amount: adjustment,
  }));
}

const KIND_ORDER = { flow: 0, realization: 1, close: 2 } as const;

/** The order in which items count: by time; at one moment flows first, then by trade, then by index. Total, so that every fold agrees. */
export function compareItems(a: StatItem, b: StatItem): number {
  return (
    compareText(a.at, b.at) ||
    Number(b.kind === 'flow') - Number(a.kind === 'flow') ||
    compareText(ownerOf(a), ownerOf(b)) ||
    KIND_ORDER[a.kind] - KIND_ORDER[b.kind] ||
    indexOf(a) - indexOf(b)
  );
}

/**
 * A text for the place of an item of a day, in the order of days and then of items: of two, the smaller comes first. Days
 * of accounts begin at other times, so that what comes later may be of a day before.
 */
export function placeInOrder(item: StatItem, day: Day): string {
  const index = String(indexOf(item)).padStart(6, '0');
  return [day, item.at, item.kind === 'flow' ? 0 : 1, ownerOf(item), KIND_ORDER[item.kind], index].join(' ');
}

function ownerOf(item: StatItem): string {
  return item.kind === 'flow' ? item.id : item.tradeId;
}

function indexOf(item: StatItem): number {
  return item.kind === 'realization' ? item.index : 0;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export const TRADE_RESULTS = ['win', 'loss', 'breakeven'] as const;
export type TradeResult = (typeof TRADE_RESULTS)[number];

/** Whether a net is a win, a loss or breakeven within a tolerance, which is inclusive. */
export function resultOf(net: DecimalText, tolerance: DecimalText): TradeResult {
  const value = decimal(net);
  if (value.abs().lte(decimal(tolerance))) return 'breakeven';
  return value.isNegative() ? 'loss' : 'win';
}
