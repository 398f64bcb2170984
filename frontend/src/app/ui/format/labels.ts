import type {
  AssetType,
  BalanceReason,
  Direction,
  Side,
  TradeResult,
  TradeStatus,
  TradingDay,
} from '@singularity/domain';

export const ASSET_TYPE_LABELS: Record<AssetType, string> = {
  stock: 'Stock',
  option: 'Option',
  future: 'Future',
  crypto: 'Crypto',
};

export const DIRECTION_LABELS: Record<Direction, string> = { LONG: 'Long', SHORT: 'Short', CALL: 'Call', PUT: 'Put' };

export const SIDE_LABELS: Record<Side, string> = { buy: 'Bought', sell: 'Sold' };

export const STATUS_LABELS: Record<TradeStatus, string> = { open: 'Open', closed: 'Closed' };

export const RESULT_LABELS: Record<TradeResult, string> = { win: 'Wins', loss: 'Losses', breakeven: 'Breakeven' };

export const BALANCE_REASON_LABELS: Record<BalanceReason, string> = {
  deposit: 'Deposit',
  withdrawal: 'Withdrawal',
  fee: 'Fee',
  correction: 'Correction',
};

/** One of a few choices. */
export interface Segment {
  readonly value: string;
  readonly label: string;
}

export function segmentsOf(labels: Record<string, string>, values = Object.keys(labels)): readonly Segment[] {
  return values.map((value) => ({ value, label: labels[value] ?? value }));
}

export const TRADING_DAY_LABELS: Readonly<Record<TradingDay, string>> = {
  midnight: 'Midnight to midnight',
  session: 'Futures session, 5 PM CT to 5 PM CT',
};
