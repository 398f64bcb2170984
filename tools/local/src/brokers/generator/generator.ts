import type { Book } from '../book.js';
import type { Instrument } from '../facts.js';
import { NEW_YORK, dayAfter, momentIn } from '../times.js';
import { Dice } from './dice.js';
import { instrumentOf, weekdayOf } from './products.js';
import * as trips from './round-trips.js';
import type { Happening, Trip } from './round-trips.js';

export interface Wanted {
  readonly account: string;
  readonly kinds: readonly [Instrument['type'], ...Instrument['type'][]];
  /** The first day, such as `2023-10-02`. */
  readonly from: string;
  /** How many days of the calendar it takes; three years where left out. */
  readonly days?: number;
  /** How many round trips; 60 where left out. With fewer than 12 of a kind, not every sort of it occurs. */
  readonly trips?: number;
}

type Make = (trip: Trip) => Happening[];

const USUAL: readonly Make[] = [trips.simple, trips.scaledOut, trips.partlyFilled, trips.equalFills, trips.canceled];
const ofOptions = (make: (trip: Trip<Extract<Instrument, { type: 'option' }>>) => Happening[]): Make => {
  return ({ instrument, ...trip }) => (instrument.type === 'option' ? make({ ...trip, instrument }) : []);
};
const SORTS: Record<Instrument['type'], readonly Make[]> = {
  stock: [...USUAL, trips.short, trips.acrossMidnight, trips.bracket],
  future: [...USUAL, trips.short, trips.acrossMidnight, trips.bracket, trips.reversed],
  crypto: [...USUAL, trips.acrossMidnight],
  option: [...USUAL, ofOptions(trips.expired), ofOptions(trips.assigned), ofOptions(trips.spread)],
};

/**
 * A trading life, the same for the same seed: round trips of every sort, spread evenly over the days. Where they are more
 * than ten days apart, none begins before the one before it is flat. Pure: nothing happens until a book is told.
 */
export function generated(
  seed: number,
  { account, kinds, from, days = 1_096, trips: count = 60 }: Wanted,
): Happening[] {
  const dice = new Dice(seed);
  const done = new Map<Instrument['type'], number>();
  const happenings: Happening[] = [deposit(account, from)];
  for (let trip = 0; trip < count; trip++) {
    const day = workday(dayAfter(from, Math.floor((trip * days) / count)));
    const kind = kinds[trip % kinds.length] ?? kinds[0];
    const turn = done.get(kind) ?? 0;
    done.set(kind, turn + 1);
    const make = SORTS[kind][turn % SORTS[kind].length] ?? trips.simple;
    happenings.push(...make({ account, instrument: instrumentOf(kind, day, dice), day, dice }));
  }
  return happenings;
}

/** Tells the book all of it; what is dated after its clock comes when the clock does. */
export function enter(book: Book, happenings: readonly Happening[]): void {
  for (const happening of happenings)
    if (happening.kind === 'settle') book.settle(happening.settlement);
    else if (happening.kind === 'cash') book.addCash(happening.cash);
    else {
      const { id } = book.addOrder(happening.order);
      for (const fill of happening.fills) book.addFill({ ...fill, order: id });
    }
}

function deposit(account: string, day: string): Happening {
  const at = momentIn(day, '09:00:00', NEW_YORK);
  return { kind: 'cash', cash: { account, kind: 'deposit', amount: '25000', description: 'ACH deposit', at } };
}

function workday(day: string): string {
  let next = day;
  while ([0, 5, 6].includes(weekdayOf(next))) next = dayAfter(next);
  return next;
}
