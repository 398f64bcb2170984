import { Decimal as DecimalJs } from 'decimal.js';

/**
 * Exact decimal numbers: the only arithmetic for prices, quantities, fees and P&L.
 * 120 significant digits hold any product of three inputs exactly (28 digits each) and any sum of them;
 * the library's default of 20 would round silently.
 */
export const Decimal = DecimalJs.clone({ precision: 120, rounding: DecimalJs.ROUND_HALF_EVEN });
export type Decimal = DecimalJs;

declare const decimalText: unique symbol;

/** A decimal as stored and sent: plain digits, no exponent, no trailing zeros, never "-0". Equal values are equal texts. */
export type DecimalText = string & { readonly [decimalText]: true };

const INPUT = /^-?\d{1,18}(\.\d{1,10})?$/;

export const ZERO = '0' as DecimalText;
export const zero = new Decimal(0);

/** Texts that were read last. */
const known = new Map<DecimalText, Decimal>([[ZERO, zero]]);
const MOST_KNOWN = 1_000;

/** The same few texts are read again and again: those of a trade by each of its figures, and by each of its buckets. */
export function decimal(text: DecimalText): Decimal {
  let value = known.get(text);
  if (value) return value;
  if (known.size >= MOST_KNOWN) known.clear();
  value = new Decimal(text);
  known.set(text, value);
  return value;
}

export function toText(value: Decimal): DecimalText {
  return value.toFixed() as DecimalText;
}

/** What a person or a program typed, in canonical form; null where it is not a decimal of at most 18 digits before and 10 after the point. */
export function parseDecimal(input: string): DecimalText | null {
  return INPUT.test(input) ? toText(new Decimal(input)) : null;
}

/** A decimal out of a trusted place (our own source, a `numeric` column), in canonical form. Throws on anything else. */
export function exactly(text: string | number): DecimalText {
  return toText(new Decimal(text));
}

export function sum(values: Iterable<Decimal>): Decimal {
  let total: Decimal = zero;
  for (const value of values) total = total.plus(value);
  return total;
}

/** Decimal places kept where something must be divided. */
export const PLACES = { money: 10, ratio: 4 } as const;

/** `a ÷ b` rounded half-even to so many places, null without a denominator. */
export function quotient(a: Decimal, b: Decimal, places: number): Decimal | null {
  return b.isZero() ? null : a.div(b).toDecimalPlaces(places, DecimalJs.ROUND_HALF_EVEN);
}

/** As `quotient`, in the form that is stored and sent. */
export function quotientText(a: Decimal, b: Decimal, places: number): DecimalText | null {
  const result = quotient(a, b, places);
  return result && toText(result);
}
