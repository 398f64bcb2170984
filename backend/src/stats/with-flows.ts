import { decimal, emptyBucket, sum, toText, tradingDaysOf, ZERO } from '@singularity/domain';
import type { Day, DayRules, Decimal, FlowItem, Tally } from '@singularity/domain';
import { NOTHING } from './portfolio.js';
import type { Courses, Stretch, Sums } from './portfolio.js';
import type { DayMade, KeyedTally, Sums as KeyedSums } from './tallies.table.js';

/** Money that came to or left accounts up to the end of a range, and the first day of that. */
export interface Flows {
  readonly items: readonly FlowItem[];
  readonly rules: DayRules;
  readonly from: Day | undefined;
}

interface DatedFlow extends FlowItem {
  readonly day: Day;
}

/** What was made as one, by currency. */
export function wholesWith(made: readonly KeyedTally[], flows: Flows): ReadonlyMap<string, Stretch<Tally>> {
  return stretchesOf(made, flows, ([tally], flowed): Tally => {
    if (!tally) return NOTHING;
    const { fall, ...sums } = tally;
    const flow = toText(total(flowed));
    if (!fall) return { ...sums, curve: { flow, fall } };
    const { amount, high, to, at } = fall;
    const byThen = flowed.filter((flow) => flow.day < to || (flow.day === to && at !== null && flow.at <= at));
    const peak = toText(decimal(high).plus(total(byThen)));
    return { ...sums, curve: { flow, fall: { amount, peak, from: peakDayOf(fall, flowed), to } } };
  });
}

/** A fall from the very beginning is one from the first day on which anything happened. */
function peakDayOf({ high, from }: NonNullable<KeyedTally['fall']>, flowed: readonly DatedFlow[]): Day {
  return high === ZERO ? flowed.reduce((first, { day }) => (day < first ? day : first), from) : from;
}

/** What was made on each day, with the days on which nothing happened but that money came or went. */
export function daysWith(made: readonly KeyedSums[], flows: Flows): ReadonlyMap<string, Sums> {
  return stretchesOf(made, flows, (sums, flowed): Sums['content'] => {
    const traded = sums.map(({ key, ...rest }) => ({ grain: 'day' as const, day: key as Day, sums: rest }));
    const known = new Set(traded.map(({ day }) => day));
    const others = [...new Set(flowed.map(({ day }) => day))].filter((day) => !known.has(day));
    return inOrder([...traded, ...others.map((day) => ({ grain: 'day' as const, day, sums: emptyBucket(day) }))]);
  });
}

/** The curve by the ends of days. */
export function coursesWith(made: readonly DayMade[], flows: Flows): ReadonlyMap<string, Courses> {
  return stretchesOf(made, flows, (days, flowed): Courses['content'] => {
    const traded = new Map(days.map((one) => [one.day, one]));
    const flowing = Map.groupBy(flowed, ({ day }) => day);
    const all = [...new Set([...traded.keys(), ...flowing.keys()])];
    return inOrder(
      all.map((day) => {
        const { pnl = ZERO, high = ZERO } = traded.get(day) ?? {};
        const flow = toText(total(flowing.get(day) ?? []));
        return { grain: 'day' as const, day, curve: { pnl, high, flow }, ends: [] };
      }),
    );
  });
}

function stretchesOf<Made extends { readonly currency: string }, Content>(
  made: readonly Made[],
  { items, rules, from }: Flows,
  contentOf: (made: readonly Made[], flowed: readonly DatedFlow[]) => Content,
): ReadonlyMap<string, Stretch<Content>> {
  const { dayOf } = tradingDaysOf(rules);
  const flows = items.map((item) => ({ ...item, day: dayOf(item) }));
  const currencies = new Set([...made, ...flows].map(({ currency }) => currency));
  return new Map(
    [...currencies].map((currency) => {
      const own = flows.filter((flow) => flow.currency === currency);
      const before = own.filter(({ day }) => from !== undefined && day < from);
      const within = own.filter(({ day }) => from === undefined || day >= from);
      const content = contentOf(
        made.filter((one) => one.currency === currency),
        within,
      );
      return [currency, { flowedBefore: toText(total(before)), content }];
    }),
  );
}

function total(flows: readonly FlowItem[]): Decimal {
  return sum(flows.map(({ amount }) => decimal(amount)));
}

function inOrder<Dated extends { readonly day: Day }>(days: readonly Dated[]): readonly Dated[] {
  return days.toSorted((a, b) => (a.day < b.day ? -1 : 1));
}
