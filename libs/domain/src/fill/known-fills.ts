import type { Decimal } from '../money/decimal.js';
import { decimal, sum, zero } from '../money/decimal.js';
import { instrumentKey } from './fill.js';
import type { Fill } from './fill.js';

/** A fill with the kind of file or sync that told of it: `topstepx orders`. */
export interface ToldFill {
  readonly fill: Fill;
  readonly toldBy: string;
}

/** What is new of some fills, what is known already, and of what that cannot be told. */
export interface SortedOut<Told extends ToldFill> {
  readonly fresh: readonly Told[];
  readonly duplicates: readonly Told[];
  readonly doubtful: readonly Told[];
}

/**
 * Tells new fills from those that are known. Within one kind of source the key does, and of fills that come twice the first
 * is taken. Two kinds that tell of one session do so under keys of their own: what either has of an instrument and side
 * within a minute (a day, where one knows no time) is the same where quantity and average price are; where they are not,
 * nobody can tell which fills are new.
 */
export function sortOut<Told extends ToldFill>(incoming: readonly Told[], known: readonly ToldFill[]): SortedOut<Told> {
  const keys = new Set(known.map(({ fill }) => fill.key));
  const duplicates: Told[] = [];
  const others: Told[] = [];
  for (const told of incoming) {
    if (keys.has(told.fill.key)) duplicates.push(told);
    else others.push(told);
    keys.add(told.fill.key);
  }
  // The kind that comes first is taken as it is: within one import, files of two kinds are compared as well.
  const sorted = { fresh: [] as Told[], duplicates, doubtful: [] as Told[] };
  const compared = new OtherKinds(known);
  for (const [toldBy, ofKind] of grouped(others, ({ toldBy }) => toldBy)) {
    for (const group of compared.groupsOf(ofKind)) {
      const verdict = sorted[compared.compare(toldBy, group)];
      // One by one: of a day there may be more than a call takes.
      for (const told of group) verdict.push(told);
    }
    compared.add(ofKind);
  }
  return sorted;
}

/** What is known by kinds of sources, within minutes and days. */
class OtherKinds {
  private readonly byMinute = new Map<string, ToldFill[]>();
  private readonly byDay = new Map<string, ToldFill[]>();

  constructor(known: readonly ToldFill[]) {
    this.add(known);
  }

  add(told: readonly ToldFill[]): void {
    for (const each of told) {
      append(this.byMinute, minuteOf(each.fill), each);
      append(this.byDay, dayOf(each.fill), each);
    }
  }

  /** Those that are compared as one: within a day where any side of the comparison knows no time. */
  groupsOf<Told extends ToldFill>(told: readonly Told[]): Iterable<readonly Told[]> {
    const days = new Set(
      [...this.byDay].flatMap(([day, all]) => (all.some(({ fill }) => fill.precision === 'day') ? [day] : [])),
    );
    return grouped(told, ({ fill }) =>
      fill.precision === 'day' || days.has(dayOf(fill)) ? dayOf(fill) : minuteOf(fill),
    ).values();
  }

  compare(toldBy: string, group: readonly ToldFill[]): 'fresh' | 'duplicates' | 'doubtful' {
    const [first] = group;
    if (!first) return 'fresh';
    const day = this.byDay.get(dayOf(first.fill)) ?? [];
    const wide = [...group, ...day].some(({ fill }) => fill.precision === 'day');
    const near = wide ? day : (this.byMinute.get(minuteOf(first.fill)) ?? []);
    const others = near.filter((each) => each.toldBy !== toldBy);
    if (others.length === 0) return 'fresh';
    return sameAmounts(group, others) ? 'duplicates' : 'doubtful';
  }
}

/** Averages of an order are rounded: half of the last place in which the shorter price is written is no difference. */
function sameAmounts(a: readonly ToldFill[], b: readonly ToldFill[]): boolean {
  const [ofA, ofB] = [amountsOf(a), amountsOf(b)];
  if (!ofA.quantity.eq(ofB.quantity)) return false;
  const place = decimal('1' as Fill['price']).div(decimal('10' as Fill['price']).pow(Math.min(ofA.places, ofB.places)));
  return ofA.notional.minus(ofB.notional).abs().lte(place.times(ofA.quantity).div(2));
}

function amountsOf(told: readonly ToldFill[]): { quantity: Decimal; notional: Decimal; places: number } {
  return {
    quantity: sum(told.map(({ fill }) => decimal(fill.quantity))),
    notional: told.reduce((total, { fill }) => total.plus(decimal(fill.quantity).times(decimal(fill.price))), zero),
    places: told.reduce((most, { fill }) => Math.max(most, fill.price.split('.')[1]?.length ?? 0), 0),
  };
}

function minuteOf(fill: Fill): string {
  return `${fill.side} ${instrumentKey(fill.instrument)} ${fill.at.slice(0, 16)}`;
}

function dayOf(fill: Fill): string {
  return `${fill.side} ${instrumentKey(fill.instrument)} ${fill.at.slice(0, 10)}`;
}

function grouped<Value>(values: readonly Value[], keyOf: (value: Value) => string): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) append(groups, keyOf(value), value);
  return groups;
}

function append<Value>(groups: Map<string, Value[]>, key: string, value: Value): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}

/** Whether a broker tells of a fill otherwise than before: a fee that was not known yet, a price that was corrected. */
export function isAmended(before: Fill, now: Fill): boolean {
  return (['quantity', 'price', 'at', 'fees'] as const).some((field) => before[field] !== now[field]);
}
