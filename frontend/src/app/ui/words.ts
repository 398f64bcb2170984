import type { AssetType, BalanceReason, Direction, Side, TradeResult, TradeStatus } from '@singularity/domain';
import type { Segment } from './segmented';

export const ASSET_TYPE_WORDS: Record<AssetType, string> = {
  stock: 'Stock',
  option: 'Option',
  future: 'Future',
  crypto: 'Crypto',
};

export const DIRECTION_WORDS: Record<Direction, string> = { LONG: 'Long', SHORT: 'Short', CALL: 'Call', PUT: 'Put' };

export const SIDE_WORDS: Record<Side, string> = { buy: 'Bought', sell: 'Sold' };

export const STATUS_WORDS: Record<TradeStatus, string> = { open: 'Open', closed: 'Closed' };

export const RESULT_WORDS: Record<TradeResult, string> = { win: 'Wins', loss: 'Losses', breakeven: 'Breakeven' };

export const BALANCE_REASON_WORDS: Record<BalanceReason, string> = {
  deposit: 'Deposit',
  withdrawal: 'Withdrawal',
  fee: 'Fee',
  correction: 'Correction',
};

export function segmentsOf(words: Record<string, string>, values = Object.keys(words)): readonly Segment[] {
  return values.map((value) => ({ value, label: words[value] ?? value }));
}
