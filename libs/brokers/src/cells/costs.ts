import { decimal, toText } from '@singularity/domain';
import type { Decimal, DecimalText, FillInstrument, Side } from '@singularity/domain';

/** What a trade is worth by its price, without costs: an option is of 100 shares. */
export function worthOf({ assetType }: FillInstrument, quantity: DecimalText, price: DecimalText): Decimal {
  return decimal(quantity).times(decimal(price)).times(sharesOf(assetType));
}

export function sharesOf(assetType: FillInstrument['assetType']): number {
  return assetType === 'option' ? 100 : 1;
}

/** What the money that moved tells of the costs of a trade: more was paid, or less was got, than it was worth. */
export function costsIn(amount: DecimalText, worth: Decimal, side: Side): DecimalText {
  const moved = decimal(amount).abs();
  return toText(side === 'buy' ? moved.minus(worth) : worth.minus(moved));
}
