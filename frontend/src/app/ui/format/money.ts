import { signal } from '@angular/core';
import type { CurrencyDisplay } from '@singularity/contract';
import { decimal, exactly, toText } from '@singularity/domain';

/** How a number says its sign: always, or only below zero. */
export type Sign = 'always' | 'negative';

const LOCALE = 'en-US';
const formats = new Map<string, Intl.NumberFormat>();

const display = signal<CurrencyDisplay>('symbol');

/** How every amount names its currency from now on: `$` or `USD`. */
export function showCurrencyAs(chosen: CurrencyDisplay): void {
  display.set(chosen);
}

/** What stands for an amount that is hidden. */
const HIDDEN = '•••';

const hidden = signal(false);

/** Whether amounts are hidden: percentages, multiples of the risk and prices are not. */
export const amountsHidden = hidden.asReadonly();

export function hideAmounts(hide: boolean): void {
  hidden.set(hide);
}

/** An amount in its currency: `"1234.5"` → `$1,234.50`, rounded half-even to the currency's digits. Null is an en dash. */
export function formatMoney(amount: string | null, currency: string, sign: Sign = 'negative'): string {
  if (amount === null) return '–';
  if (hidden()) return HIDDEN;
  // Intl knows codes of three letters only; the ticker of a longer one stands behind the amount.
  if (currency.length !== 3) return `${formatNumber(amount, { places: 8, sign })} ${currency}`;
  return exact(amount, {
    style: 'currency',
    currency,
    currencyDisplay: nameOfCurrency(),
    signDisplay: signDisplayOf(sign),
  });
}

/** As `formatMoney`, without the digits behind the point where they are all zero: for axes. */
export function formatRoundMoney(amount: string, currency: string): string {
  if (hidden()) return HIDDEN;
  return currency.length === 3
    ? exact(amount, {
        style: 'currency',
        currency,
        currencyDisplay: nameOfCurrency(),
        trailingZeroDisplay: 'stripIfInteger',
      })
    : formatMoney(amount, currency);
}

/** As `formatMoney`, as short as it goes: `"-12345.6"` → `−$12.3K`. For where room is short and the whole amount is told too. */
export function formatCompactMoney(amount: string, currency: string, sign: Sign = 'negative', most = 3): string {
  if (hidden()) return HIDDEN;
  const digits = { signDisplay: signDisplayOf(sign), ...shortest(amount, most) };
  return currency.length === 3
    ? exact(amount, { ...digits, style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    : exact(amount, digits);
}

/** An amount whose currency stands elsewhere. */
export function formatAmount(amount: string, sign: Sign = 'negative'): string {
  return hidden() ? HIDDEN : formatNumber(amount, { least: 2, sign });
}

/** How much of something was traded: with it and the prices everybody could work the amounts out. */
export function formatQuantity(quantity: string): string {
  return hidden() ? HIDDEN : formatNumber(quantity);
}

/** A number with at most so many places, in groups of thousands. */
export function formatNumber(
  amount: string | null,
  { places = 10, least = 0, sign = 'negative' }: { places?: number; least?: number; sign?: Sign } = {},
): string {
  if (amount === null) return '–';
  return exact(amount, {
    minimumFractionDigits: least,
    maximumFractionDigits: places,
    signDisplay: signDisplayOf(sign),
  });
}

/** How many there are: `1234` → `1,234`. */
export function formatCount(count: number): string {
  return formatNumber(String(count));
}

/** A fraction as a percentage: `"0.0234"` → `2.34%`. */
export function formatPercent(fraction: string | null, sign: Sign = 'negative'): string {
  return percentage(fraction, 2, sign);
}

/** A win rate: `"0.5517"` → `55.2%`. Of a few hundred trades a second place says nothing. */
export function formatRate(fraction: string | null, sign: Sign = 'negative'): string {
  return percentage(fraction, 1, sign);
}

/** A multiple of the risk: `"1.5"` → `+1.50R`. */
export function formatR(multiple: string | null): string {
  return multiple === null ? '–' : `${formatNumber(multiple, { places: 2, least: 2, sign: 'always' })}R`;
}

/** `profit`, `loss`, or nothing at zero: the class that colours an amount. */
export function toneOf(amount: string | null): 'profit' | 'loss' | '' {
  if (amount === null) return '';
  const value = decimal(exactly(amount));
  if (value.isZero()) return '';
  return value.isNegative() ? 'loss' : 'profit';
}

function percentage(fraction: string | null, places: number, sign: Sign): string {
  if (fraction === null) return '–';
  const hundredfold = toText(decimal(exactly(fraction)).times(100));
  return `${formatNumber(hundredfold, { places, least: places, sign })}%`;
}

function signDisplayOf(sign: Sign): 'exceptZero' | 'negative' {
  return sign === 'always' ? 'exceptZero' : 'negative';
}

/** Cents count below ten, and thousands above a thousand. */
function shortest(amount: string, most: number): Intl.NumberFormatOptions {
  const size = decimal(exactly(amount)).abs();
  if (size.lessThan(10)) return {};
  return size.lessThan(1000) ? { maximumFractionDigits: 0 } : { notation: 'compact', maximumSignificantDigits: most };
}

function nameOfCurrency(): 'narrowSymbol' | 'code' {
  return display() === 'code' ? 'code' : 'narrowSymbol';
}

/** Intl takes the digits of a text as they are: nothing on this way passes through a `number`. */
function exact(amount: string, options: Intl.NumberFormatOptions): string {
  const key = JSON.stringify(options);
  const format = formats.get(key) ?? new Intl.NumberFormat(LOCALE, { roundingMode: 'halfEven', ...options });
  formats.set(key, format);
  return format.format(amount as Intl.StringNumericLiteral).replace('-', '−');
}
