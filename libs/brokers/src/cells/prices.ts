import { decimal, exactly, PLACES, quotientText, toText } from '@singularity/domain';
import type { DecimalText } from '@singularity/domain';

const HALF_A_CENT = decimal(exactly('0.005'));

/**
 * The price of a unit where a row states the money too. Brokers round prices and keep money exact: where the stated price does
 * not come to the money, the price is what the money says, at ten places.
 */
export function priceIn(money: DecimalText, quantity: DecimalText, stated: DecimalText | null): DecimalText | null {
  const paid = decimal(money).abs();
  const price = stated && decimal(stated).abs();
  if (price?.times(decimal(quantity)).minus(paid).abs().lt(HALF_A_CENT)) return toText(price);
  return quotientText(paid, decimal(quantity), PLACES.money);
}

export function absolute(value: DecimalText): DecimalText {
  return toText(decimal(value).abs());
}

export function negative(value: DecimalText): DecimalText {
  return toText(decimal(value).negated());
}
