import type { Decimal } from '../money/decimal.js';
import { decimal, sum, zero } from '../money/decimal.js';
import { calendarOf } from '../time/day.js';
import { instrumentKey } from './fill.js';
import type { Fill, FillSource } from './fill.js';

const MARKET = calendarOf('America/New_York');

/** A fill with the kind of file or sync that told of it: `topstepx orders`. */
export interface ToldFill {
  readonly fill: Fill;
  readonly toldBy: string;
}

/** What is new of some fills, what is known already, and of what that cannot be told. */
export interface SortedOut<Told extends ToldFill> {
  readonly fresh: readonly Told[];
  /** For fresh fills that tell better of known ones, by their keys: the keys of those, which they take the place of. */
  readonly inPlaceOf: ReadonlyMap<string, readonly string[]>;
  readonly duplicates: readonly Told[];
  readonly doubtful: readonly Told[];
  /** They correct fills that the member has changed, whose word goes before the broker's. */
  readonly kept: readonly Told[];
}

/**
 * Tells new fills from those that are known. Within one kind of source the key does, and of fills that come twice the first
 * is taken. Two kinds that tell of one session do so under keys of their own: what either has of an instrument and side
 * within one order (or within the days of it that both tell of), or else within a minute (a day, where one knows no time),
 * is the same where quantity and average price are; where they are not, nobody can tell which fills are new. What the
 * broker's API tells takes the place of what a file told of the same, and of what it told otherwise before, unless the
 * member has changed that.
 */
export function sortOut<Told extends ToldFill>(
  incoming: readonly Told[],
  known: readonly ToldFill[],
  isKept: (key: string) => boolean = () => false,
): SortedOut<Told> {
  const [others, duplicates] = apartByKey(incoming, known);
  // The kind that comes first is taken as it is: within one import, files of two kinds are compared as well.
  const sorted = { fresh: [] as Told[], duplicates, doubtful: [] as Told[] };
  const inPlaceOf = new Map<string, readonly string[]>();
  const compared = new OtherKinds(known);
  for (const [toldBy, ofKind] of grouped(others, ({ toldBy }) => toldBy)) {
    for (const { group, ...found } of compared.compareAll(toldBy, ofKind)) {
      const replaced =
        found.verdict === 'duplicates' && isBetter(toldBy, found.others, isKept) ? keysOf(found.others) : null;
      append(replaced ? sorted.fresh : sorted[found.verdict], group);
      if (replaced) group.forEach(({ fill }) => inPlaceOf.set(fill.key, replaced));
    }
    compared.add(ofKind);
  }
  const told = new Set(keysOf(incoming));
  const gone = known.filter(({ fill }) => !told.has(fill.key));
  const correcting = correctedBy(sorted.fresh, gone);
  const isOverruled = ({ fill: { key } }: Told) => correcting.has(key) && isKept(correcting.get(key) ?? '');
  const fresh = sorted.fresh.filter((each) => !isOverruled(each));
  for (const { fill } of fresh) {
    const replaced = correcting.get(fill.key);
    if (replaced !== undefined) inPlaceOf.set(fill.key, [replaced]);
  }
  return { ...sorted, fresh, inPlaceOf, kept: sorted.fresh.filter(isOverruled) };
}

/**
 * An API without ids tells whole days anew. What it told of a day before and tells no longer was corrected where it tells
 * another fill of that day, instrument, side and quantity: which takes its place.
 */
function correctedBy(fresh: readonly ToldFill[], gone: readonly ToldFill[]): ReadonlyMap<string, string> {
  const before = grouped(gone.filter(isCounted), likeness);
  return new Map(
    fresh.filter(isCounted).flatMap((told) => {
      const replaced = before.get(likeness(told))?.shift();
      return replaced ? [[told.fill.key, replaced.fill.key] as const] : [];
    }),
  );
}

/** Keys of fills without ids say which of equal ones they are. */
function isCounted({ fill, toldBy }: ToldFill): boolean {
  return isApi(toldBy) && / #\d+$/.test(fill.key);
}

function likeness({ fill, toldBy }: ToldFill): string {
  return `${toldBy} ${dayOf(fill)} ${fill.quantity}`;
}

/** Those whose keys are new, and those that are known or come a second time. */
function apartByKey<Told extends ToldFill>(incoming: readonly Told[], known: readonly ToldFill[]): [Told[], Told[]] {
  const keys = new Set(keysOf(known));
  const [others, duplicates]: [Told[], Told[]] = [[], []];
  for (const told of incoming) {
    (keys.has(told.fill.key) ? duplicates : others).push(told);
    keys.add(told.fill.key);
  }
  return [others, duplicates];
}

function keysOf(told: readonly ToldFill[]): readonly string[] {
  return told.map(({ fill }) => fill.key);
}

/** One by one: of a day there may be more than a call takes. */
function append<Value>(list: Value[], more: readonly Value[]): void {
  for (const value of more) list.push(value);
}

/** The broker's own API knows ids, times and fees that its files may lack. */
function isBetter(toldBy: string, others: readonly ToldFill[], isKept: (key: string) => boolean): boolean {
  return isApi(toldBy) && !others.some((other) => isApi(other.toldBy) || isKept(other.fill.key));
}

function isApi(toldBy: string): boolean {
  return toldBy.endsWith(' api');
}

interface Compared<Told extends ToldFill> {
  readonly group: readonly Told[];
  readonly verdict: 'fresh' | 'duplicates' | 'doubtful';
  readonly others: readonly ToldFill[];
}

/** What is known by kinds of sources, within orders, minutes and days. */
class OtherKinds {
  private readonly byOrder = new Map<string, ToldFill[]>();
  private readonly byMinute = new Map<string, ToldFill[]>();
  private readonly byDay = new Map<string, ToldFill[]>();
  private readonly kinds = new Set<string>();
  /** What was added since it was last compared with. */
  private added: ToldFill[] = [];

  constructor(known: readonly ToldFill[]) {
    this.add(known);
  }

  add(told: readonly ToldFill[]): void {
    for (const { toldBy } of told) this.kinds.add(toldBy);
    append(this.added, told);
  }

  /** Not before it is asked for: most files are the only kind that there is. */
  private arrange(): void {
    for (const each of this.added) {
      if (each.fill.orderId) addTo(this.byOrder, orderOf(each.fill), each);
      addTo(this.byMinute, minuteOf(each.fill), each);
      addTo(this.byDay, dayOf(each.fill), each);
    }
    this.added = [];
  }

  /** What all that one kind tells is beside what other kinds tell of the same, first by the orders that both name. */
  compareAll<Told extends ToldFill>(toldBy: string, told: readonly Told[]): readonly Compared<Told>[] {
    if ([...this.kinds].every((kind) => kind === toldBy)) return [{ group: told, verdict: 'fresh', others: [] }];
    this.arrange();
    const [ofOrders, left]: [Compared<Told>[], Told[]] = [[], []];
    for (const [order, group] of grouped(told, ({ fill }) => (fill.orderId ? orderOf(fill) : ''))) {
      const others = order === '' ? [] : (this.byOrder.get(order) ?? []).filter((each) => each.toldBy !== toldBy);
      if (others.length === 0) append(left, group);
      else {
        const compared = comparedWithin(group, others);
        append(
          ofOrders,
          compared.filter(({ verdict }) => verdict !== 'fresh'),
        );
        append(
          left,
          compared.flatMap(({ verdict, group }) => (verdict === 'fresh' ? group : [])),
        );
      }
    }
    // Who has found their like is no other's.
    for (const { others } of ofOrders) for (const each of others) this.remove(each);
    return [...ofOrders, ...[...this.groupsOf(left)].map((group) => this.compare(toldBy, group))];
  }

  private remove(told: ToldFill): void {
    for (const [all, key] of [
      [this.byMinute, minuteOf(told.fill)],
      [this.byDay, dayOf(told.fill)],
    ] as const)
      all.set(
        key,
        (all.get(key) ?? []).filter((each) => each !== told),
      );
  }

  /** Those that are compared as one: within a day where any side of the comparison knows no time. */
  private groupsOf<Told extends ToldFill>(told: readonly Told[]): Iterable<readonly Told[]> {
    const days = new Set(
      [...this.byDay].flatMap(([day, all]) => (all.some(({ fill }) => fill.precision === 'day') ? [day] : [])),
    );
    return grouped(told, ({ fill }) =>
      fill.precision === 'day' || days.has(dayOf(fill)) ? dayOf(fill) : minuteOf(fill),
    ).values();
  }

  /** What a group of one kind is beside what other kinds tell of the same. */
  private compare<Told extends ToldFill>(toldBy: string, group: readonly Told[]): Compared<Told> {
    const [first] = group;
    if (!first) return { group, verdict: 'fresh', others: [] };
    const day = this.byDay.get(dayOf(first.fill)) ?? [];
    const wide = [...group, ...day].some(({ fill }) => fill.precision === 'day');
    const near = wide ? day : (this.byMinute.get(minuteOf(first.fill)) ?? []);
    const others = near.filter((each) => each.toldBy !== toldBy);
    if (others.length === 0) return { group, verdict: 'fresh', others };
    return { group, verdict: sameAmounts(group, others) ? 'duplicates' : 'doubtful', others };
  }
}

/**
 * What two kinds tell of one order. Of an order that was filled over days, a file of some days tells those alone; the days
 * that only one of them tells of are still to be compared with what names no order.
 */
function comparedWithin<Told extends ToldFill>(
  group: readonly Told[],
  others: readonly ToldFill[],
): readonly Compared<Told>[] {
  if (sameAmounts(group, others)) return [{ group, others, verdict: 'duplicates' }];
  const [days, daysOfOthers] = [grouped(group, ofDay), grouped(others, ofDay)];
  const both = [...days].filter(([day]) => daysOfOthers.has(day));
  if (both.length === 0 || !both.every(([day, told]) => sameAmounts(told, daysOfOthers.get(day) ?? [])))
    return [{ group, others, verdict: 'doubtful' }];
  return [...days].map(([day, told]) => {
    const known = daysOfOthers.get(day) ?? [];
    return { group: told, others: known, verdict: known.length > 0 ? 'duplicates' : 'fresh' };
  });
}

function ofDay({ fill }: ToldFill): string {
  return dayOf(fill);
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

function orderOf({ side, instrument, orderId }: Fill): string {
  return `${side} ${instrumentKey(instrument)} ${orderId ?? ''}`;
}

function minuteOf(fill: Fill): string {
  return `${fill.side} ${instrumentKey(fill.instrument)} ${fill.at.slice(0, 16)}`;
}

/** Sources that know days alone mean days of the market: in New York the evening is still of the same day. */
function dayOf({ side, instrument, at, precision }: Fill): string {
  const day = precision === 'day' ? at.slice(0, 10) : MARKET.dayOf(at);
  return `${side} ${instrumentKey(instrument)} ${day}`;
}

function grouped<Value>(values: readonly Value[], keyOf: (value: Value) => string): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) addTo(groups, keyOf(value), value);
  return groups;
}

function addTo<Value>(groups: Map<string, Value[]>, key: string, value: Value): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}

const PRECISIONS = { second: 0, minute: 1, day: 2 } as const;

/**
 * A known fill as the broker tells of it now: a fee that was not known yet, a price that was corrected. Null where it says
 * nothing new. Where it tells the time less exactly than before, that of before stays; so do the costs, where a source of
 * another kind knows of none.
 */
export function retold<Told extends Fill & { readonly source: FillSource }>(before: Told, now: Told): Told | null {
  const isCoarser = PRECISIONS[now.precision] > PRECISIONS[before.precision];
  const knowsNoFees = now.fees === '0' && now.source.kind !== before.source.kind;
  const better = {
    ...now,
    ...(isCoarser && { at: before.at, precision: before.precision }),
    ...(knowsNoFees && { fees: before.fees }),
  };
  const differs = (['quantity', 'price', 'at', 'fees'] as const).some((field) => before[field] !== better[field]);
  return differs ? { ...better, source: withPrecision(better) } : null;
}

function withPrecision({
  source: { precision: _, ...source },
  precision,
}: Fill & { readonly source: FillSource }): FillSource {
  return precision === 'second' ? source : { ...source, precision };
}
