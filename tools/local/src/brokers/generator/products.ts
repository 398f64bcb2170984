import { fixed, times } from '../amounts.js';
import type { Fees, Future, Instrument, Side } from '../facts.js';
import { dayAfter } from '../times.js';
import type { Dice } from './dice.js';

/** What is traded, in which steps, at which prices and for which fees: made up, and of the usual size. */

type Kind = Instrument['type'];

interface Product {
  /** The smallest quantity that is traded. */
  readonly unit: string;
  readonly tick: string;
  /** In ticks. */
  readonly prices: readonly [low: number, high: number];
}

const PRODUCTS: Record<Kind, Product> = {
  stock: { unit: '10', tick: '0.01', prices: [1_500, 60_000] },
  option: { unit: '1', tick: '0.01', prices: [40, 1_800] },
  future: { unit: '1', tick: '0.25', prices: [16_000, 26_000] },
  crypto: { unit: '0.00012500', tick: '0.01', prices: [2_000_000, 9_000_000] },
};

const FUTURES: readonly [Omit<Future, 'month'>, ...Omit<Future, 'month'>[]] = [
  { type: 'future', root: 'ES', projectX: 'EP', tick: '0.25', tickValue: '12.5' },
  { type: 'future', root: 'MES', projectX: 'MES', tick: '0.25', tickValue: '1.25' },
  { type: 'future', root: 'NQ', projectX: 'ENQ', tick: '0.25', tickValue: '5' },
  { type: 'future', root: 'MNQ', projectX: 'MNQ', tick: '0.25', tickValue: '0.5' },
];

export const quantityOf = (instrument: Instrument, lots: number): string =>
  times(PRODUCTS[instrument.type].unit, String(lots));

export function priceOf(instrument: Instrument, dice: Dice): string {
  const { tick, prices } = PRODUCTS[instrument.type];
  return times(tick, String(dice.between(...prices)));
}

export function feesOf(instrument: Instrument, side: Side, quantity: string, price: string): Fees {
  const each = (amount: string) => times(amount, quantity);
  if (instrument.type === 'crypto')
    return { commission: fixed(times(times(price, quantity), '0.006'), 8), exchange: '0', regulatory: '0' };
  if (instrument.type === 'future')
    return { commission: each('0.50'), exchange: each('0.35'), regulatory: each('0.02') };
  if (instrument.type === 'option')
    return {
      commission: each('0.35'),
      exchange: each('0.05'),
      regulatory: side === 'sell' ? each('0.03') : each('0.02'),
    };
  return { commission: '0', exchange: '0', regulatory: side === 'sell' ? fixed(each('0.000166'), 2) : '0' };
}

/** What is traded on that day: options end on a Friday after it, futures are of the quarter's month. */
export function instrumentOf(kind: Kind, day: string, dice: Dice): Instrument {
  if (kind === 'stock') return { type: 'stock', symbol: dice.oneOf(['AMD', 'SPY', 'TSLA', 'F', 'BRK.B']) };
  if (kind === 'crypto') return { type: 'crypto', base: dice.oneOf(['BTC', 'ETH']), quote: 'USD' };
  if (kind === 'future') return { ...dice.oneOf(FUTURES), month: quarterOf(day) };
  const right = dice.oneOf(['call', 'put'] as const);
  const strike = times('2.5', String(dice.between(10, 250)));
  return { type: 'option', underlying: dice.oneOf(['SPY', 'AMD', 'F']), expiry: fridayAfter(day), right, strike };
}

export function fridayAfter(day: string): string {
  let next = dayAfter(day);
  while (weekdayOf(next) !== 5) next = dayAfter(next);
  return next;
}

/** 0 is Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();

function quarterOf(day: string): string {
  const quarter = Math.ceil(Number(day.slice(5, 7)) / 3);
  return `${'HMUZ'.charAt(quarter - 1)}${day.slice(2, 4)}`;
}
