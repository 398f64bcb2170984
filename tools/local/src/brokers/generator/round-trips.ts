import { minus, plus, signOf, times } from '../amounts.js';
import type { NewCash, NewFill, NewOrder, NewSettlement } from '../book.js';
import type { Instrument, Option, OrderLeg, Side } from '../facts.js';
import { NEW_YORK, dayAfter, instant, later, momentIn } from '../times.js';
import type { Instant } from '../times.js';
import type { Dice } from './dice.js';
import { feesOf, priceOf, quantityOf } from './products.js';

/** What happens in an account, as it can be told to the book. */
export type Happening =
  | { readonly kind: 'order'; readonly order: NewOrder; readonly fills: readonly Omit<NewFill, 'order'>[] }
  | { readonly kind: 'settle'; readonly settlement: NewSettlement }
  | { readonly kind: 'cash'; readonly cash: NewCash };

export interface Trip<T extends Instrument = Instrument> {
  readonly account: string;
  readonly instrument: T;
  readonly day: string;
  readonly dice: Dice;
}

interface Part {
  readonly lots: number;
  readonly at: Instant;
  readonly price?: string;
}
interface Wish {
  readonly side: Side;
  readonly intent: OrderLeg['intent'];
  readonly parts: readonly Part[];
  /** More than the parts together where some of it was never filled. */
  readonly wanted?: number;
  readonly placedAt?: Instant;
  readonly canceledAt?: Instant;
  readonly group?: NewOrder['group'];
}

const at = ({ day }: Trip, time: string): Instant => momentIn(day, time, NEW_YORK);

function order(trip: Trip, wish: Wish): Happening {
  const { account, instrument, dice } = trip;
  const { side, intent, parts, group, canceledAt } = wish;
  const lots = wish.wanted ?? parts.reduce((total, part) => total + part.lots, 0);
  const drawn = priceOf(instrument, dice);
  const fills = parts.map((part) => {
    const quantity = quantityOf(instrument, part.lots);
    const price = part.price ?? priceOf(instrument, dice);
    // Futures exchanges say microseconds.
    const time = instrument.type === 'future' ? part.at.replace('000Z', `${dice.between(100, 999)}Z`) : part.at;
    return { quantity, price, at: time, fees: feesOf(instrument, side, quantity, price) };
  });
  const limit = fills.reduce((kept, { price }) => limitFor(side, kept, price), drawn);
  const placedAt = wish.placedAt ?? later(parts[0]?.at ?? at(trip, '09:45:00'), -1_500);
  const legs = [{ instrument, side, intent, quantity: quantityOf(instrument, lots) }];
  const ends = { ...(canceledAt && { canceledAt }), ...(group && { group }) };
  return { kind: 'order', order: { account, legs, kind: 'limit', limit, placedAt, ...ends }, fills };
}

/** No purchase is above its limit, and no sale below. */
function limitFor(side: Side, limit: string, price: string): string {
  const above = signOf(minus(price, limit)) > 0;
  return above === (side === 'buy') ? price : limit;
}

const opening = (parts: readonly Part[], more: Partial<Wish> = {}): Wish => ({
  side: 'buy',
  intent: 'open',
  parts,
  ...more,
});
const closing = (parts: readonly Part[], more: Partial<Wish> = {}): Wish => ({
  side: 'sell',
  intent: 'close',
  parts,
  ...more,
});

export function simple(trip: Trip): Happening[] {
  const lots = trip.dice.between(1, 5);
  return [
    order(trip, opening([{ lots, at: at(trip, '09:45:10') }])),
    order(trip, closing([{ lots, at: at(trip, '10:20:30') }])),
  ];
}

export function short(trip: Trip): Happening[] {
  const lots = trip.dice.between(1, 4);
  return [
    order(trip, opening([{ lots, at: at(trip, '11:00:00') }], { side: 'sell' })),
    order(trip, closing([{ lots, at: at(trip, '11:30:00') }], { side: 'buy' })),
  ];
}

export function scaledOut(trip: Trip): Happening[] {
  const exits = ['10:10:00', '10:40:00', '13:05:00'].map((time) =>
    order(trip, closing([{ lots: 1, at: at(trip, time) }])),
  );
  return [order(trip, opening([{ lots: 3, at: at(trip, '09:50:00') }])), ...exits];
}

/** One order, three fills within a second. */
export function partlyFilled(trip: Trip): Happening[] {
  const start = at(trip, '12:00:00');
  const parts = [1, 2, 1].map((lots, place) => ({ lots, at: later(start, place * 230) }));
  return [order(trip, opening(parts)), order(trip, closing([{ lots: 4, at: at(trip, '15:30:00') }]))];
}

/** Two fills of one order that nothing but their ids tells apart. */
export function equalFills(trip: Trip): Happening[] {
  const part = { lots: 1, at: at(trip, '13:15:00'), price: priceOf(trip.instrument, trip.dice) };
  return [order(trip, opening([part, part])), order(trip, closing([{ lots: 2, at: at(trip, '14:00:00') }]))];
}

/** One order, filled before and after midnight: of UTC for stocks, else of New York. */
export function acrossMidnight(trip: Trip): Happening[] {
  const next = dayAfter(trip.day);
  const midnight =
    trip.instrument.type === 'stock' ? instant(`${next}T00:00:00Z`) : momentIn(next, '00:00:00', NEW_YORK);
  const parts = [-700, 400].map((millis) => ({ lots: 1, at: later(midnight, millis) }));
  return [order(trip, opening(parts)), order(trip, closing([{ lots: 2, at: later(midnight, 1_800_000) }]))];
}

/** Long two, then short two by one fill, then flat. */
export function reversed(trip: Trip): Happening[] {
  return [
    order(trip, opening([{ lots: 2, at: at(trip, '09:40:00') }])),
    order(trip, closing([{ lots: 4, at: at(trip, '09:55:00') }])),
    order(trip, closing([{ lots: 2, at: at(trip, '10:15:00') }], { side: 'buy' })),
  ];
}

/** An order that was cancelled when a part of it was filled, and one that never was. */
export function canceled(trip: Trip): Happening[] {
  const canceledAt = at(trip, '10:00:00');
  return [
    order(trip, opening([{ lots: 2, at: at(trip, '09:48:00') }], { wanted: 5, canceledAt })),
    order(trip, opening([], { wanted: 3, canceledAt })),
    order(trip, closing([{ lots: 2, at: at(trip, '10:30:00') }])),
  ];
}

/** Two exits of which one cancels the other. */
export function bracket(trip: Trip): Happening[] {
  const group = { id: `g${trip.dice.between(100_000, 999_999)}`, kind: 'OCO' } as const;
  const placedAt = at(trip, '09:46:00');
  const done = at(trip, '10:05:00');
  return [
    order(trip, opening([{ lots: 2, at: at(trip, '09:45:30') }])),
    order(trip, closing([{ lots: 2, at: done }], { group, placedAt })),
    order(trip, closing([], { group, placedAt, wanted: 2, canceledAt: done })),
  ];
}

/** Two options bought and sold in one order, and back. */
export function spread(trip: Trip<Option>): Happening[] {
  const higher = { ...trip.instrument, strike: plus(trip.instrument.strike, '5') };
  const one = (first: Side, intent: OrderLeg['intent'], time: string): Happening => {
    const second = first === 'buy' ? 'sell' : 'buy';
    const quantity = '2';
    const sides = [
      { instrument: trip.instrument, side: first, intent, quantity },
      { instrument: higher, side: second, intent, quantity } as const,
    ];
    const moment = at(trip, time);
    const fills = sides.map(({ instrument, side }, leg) => {
      const price = times('0.05', String(trip.dice.between(10 + 20 * (1 - leg), 40 + 20 * (1 - leg))));
      return { leg, quantity, price, at: moment, fees: feesOf(instrument, side, quantity, price) };
    });
    const { account } = trip;
    return { kind: 'order', order: { account, legs: sides, kind: 'limit', limit: '1.25', placedAt: moment }, fills };
  };
  return [one('buy', 'open', '10:00:00'), one('sell', 'close', '14:45:00')];
}

export function expired(trip: Trip<Option>): Happening[] {
  return [order(trip, opening([{ lots: 2, at: at(trip, '15:00:00') }])), settled(trip, 'expire')];
}

/** Sold, and assigned: the stock comes at the strike, and goes on the Monday after. */
export function assigned(trip: Trip<Option>): Happening[] {
  const { account, instrument, dice } = trip;
  const stock: Trip = {
    account,
    dice,
    day: dayAfter(instrument.expiry, 3),
    instrument: { type: 'stock', symbol: instrument.underlying },
  };
  const sold = instrument.right === 'call';
  const back = closing([{ lots: 10, at: at(stock, '09:35:00') }], { side: sold ? 'buy' : 'sell' });
  return [
    order(trip, opening([{ lots: 1, at: at(trip, '15:10:00') }], { side: 'sell' })),
    settled(trip, 'assign'),
    order(stock, back),
  ];
}

function settled({ account, instrument }: Trip<Option>, how: NewSettlement['how']): Happening {
  const ended = momentIn(instrument.expiry, '16:00:00', NEW_YORK);
  return { kind: 'settle', settlement: { account, option: instrument, how, at: ended } };
}
