import { absolute, minus, negated, plus, quotient, signOf, smaller, sum, times } from './amounts.js';
import type { ExpectedFill, Fees, Fill, Instrument } from './facts.js';
import { keyOf, multiplierOf } from './instruments.js';
import type { Instant } from './times.js';

/** What is open of one purchase, or of one short sale. */
interface Lot {
  readonly openedAt: Instant;
  /** Negative where sold short. */
  quantity: string;
  readonly price: string;
  fees: string;
}

/** A part of a lot that was closed; costs and proceeds are after fees, in USD. */
export interface ClosedLot {
  readonly instrument: Instrument;
  readonly openedAt: Instant;
  readonly closedAt: Instant;
  /** The fill that closed it. */
  readonly closedBy: string;
  /** Negative where sold short. */
  readonly quantity: string;
  readonly cost: string;
  readonly proceeds: string;
}

export interface Position {
  readonly instrument: Instrument;
  /** Negative where short. */
  readonly quantity: string;
  /** Signed like the quantity, before fees, in USD. */
  readonly cost: string;
  readonly openedAt: Instant;
}

export interface Walked {
  readonly fills: readonly ExpectedFill[];
  readonly closed: readonly ClosedLot[];
  readonly positions: readonly Position[];
}

export const totalOf = (fees: Fees): string => sum([fees.commission, fees.exchange, fees.regulatory]);

/** Meets the fills of one account first-in first-out, in the order in which they are given. */
export function walk(fills: readonly Fill[]): Walked {
  const held = new Map<string, { instrument: Instrument; lots: Lot[] }>();
  const closed: ClosedLot[] = [];
  const seen = fills.map((fill): ExpectedFill => {
    const key = keyOf(fill.instrument);
    const one = held.get(key) ?? { instrument: fill.instrument, lots: [] };
    held.set(key, one);
    const opened = closeLots(fill, one.lots);
    closed.push(...opened.closed);
    if (signOf(opened.rest.quantity) !== 0) one.lots.push(opened.rest);
    return { ...expected(fill), ...effectOf(fill, opened) };
  });
  const open = [...held.values()].filter(({ lots }) => lots.length > 0);
  return { fills: seen, closed, positions: open.map(positionOf) };
}

function expected(fill: Fill): Omit<ExpectedFill, 'effect' | 'profit'> {
  const { id, account, instrument, side, quantity, price, at, order = null } = fill;
  return { id, account, instrument, side, quantity, price, at, order, fees: totalOf(fill.fees) };
}

interface Closing {
  readonly closed: ClosedLot[];
  /** What the fill opens once it has closed what there was. */
  readonly rest: Lot;
  readonly profit: string;
}

function closeLots(fill: Fill, lots: Lot[]): Closing {
  const signed = fill.side === 'buy' ? fill.quantity : negated(fill.quantity);
  const rest: Lot = { openedAt: fill.at, quantity: signed, price: fill.price, fees: totalOf(fill.fees) };
  const closed: ClosedLot[] = [];
  let profit = '0';
  for (let lot = lots[0]; lot && signOf(rest.quantity) === -signOf(lot.quantity); lot = lots[0]) {
    const quantity = smaller(absolute(lot.quantity), absolute(rest.quantity));
    const part = { opened: takeFrom(lot, quantity), closing: takeFrom(rest, quantity) };
    const value = (price: string) => times(times(price, part.opened.quantity), multiplierOf(fill.instrument));
    profit = plus(profit, minus(value(rest.price), value(lot.price)));
    closed.push(closedLot(fill, lot, part, value));
    if (signOf(lot.quantity) === 0) lots.shift();
  }
  return { closed, rest, profit };
}

interface Part {
  readonly quantity: string;
  readonly fees: string;
}

/** Takes so much from the lot, with its share of the fees; the last part takes what remains of them. */
function takeFrom(lot: Lot, quantity: string): Part {
  const size = absolute(lot.quantity);
  const last = signOf(minus(size, quantity)) === 0;
  const fees = last ? lot.fees : quotient(times(lot.fees, quantity), size, 6);
  const signed = signOf(lot.quantity) < 0 ? negated(quantity) : quantity;
  lot.quantity = minus(lot.quantity, signed);
  lot.fees = minus(lot.fees, fees);
  return { quantity: signed, fees };
}

function closedLot(
  fill: Fill,
  lot: Lot,
  part: { opened: Part; closing: Part },
  value: (price: string) => string,
): ClosedLot {
  const { quantity, fees } = part.opened;
  const long = signOf(quantity) > 0;
  const [bought, boughtFees] = long ? [lot.price, fees] : [fill.price, part.closing.fees];
  const [sold, soldFees] = long ? [fill.price, part.closing.fees] : [lot.price, fees];
  return {
    instrument: fill.instrument,
    openedAt: lot.openedAt,
    closedAt: fill.at,
    closedBy: fill.id,
    quantity,
    cost: plus(long ? value(bought) : negated(value(bought)), boughtFees),
    proceeds: minus(long ? value(sold) : negated(value(sold)), soldFees),
  };
}

function effectOf(fill: Fill, { closed, rest, profit }: Closing): Pick<ExpectedFill, 'effect' | 'profit'> {
  if (fill.settles) return { effect: fill.settles, profit };
  if (closed.length === 0) return { effect: 'open', profit: null };
  return { effect: signOf(rest.quantity) === 0 ? 'close' : 'reverse', profit };
}

function positionOf({ instrument, lots }: { instrument: Instrument; lots: readonly Lot[] }): Position {
  const worth = lots.map((lot) => times(times(lot.price, lot.quantity), multiplierOf(instrument)));
  const quantity = sum(lots.map((lot) => lot.quantity));
  return { instrument, quantity, cost: sum(worth), openedAt: lots[0]?.openedAt ?? '' };
}
