import { ZERO } from '../money/decimal.js';
import type { DecimalText } from '../money/decimal.js';
import { mondayOf } from '../time/day.js';
import type { Day } from '../time/day.js';
import type { TradingDays } from '../time/trading-day.js';
import { bucketOf } from './bucket-fold.js';
import { hasResults, joinAll } from './bucket.js';
import type { Bucket, Tally } from './bucket.js';
import type { TradedItem } from './breakdown.js';
import { statisticsOf } from './statistics.js';
import type { Statistics } from './statistics.js';

/** What the trades under one tag came to in one currency and one week, which is named by its Monday. */
export interface SetupWeek {
  readonly currency: string;
  readonly tag: string;
  readonly week: Day;
  readonly bucket: Bucket;
}

/** What the trades under one tag came to. Drawdowns are of what they made: a setup begins with nothing. */
export interface Setup extends Statistics {
  readonly tag: string;
}

export interface CurrencySetups {
  readonly currency: string;
  readonly setups: readonly Setup[];
}

export interface SetupRules {
  readonly days: TradingDays;
  readonly toleranceOf: (currency: string) => DecimalText;
}

interface SetupDay {
  readonly currency: string;
  readonly tag: string;
  readonly day: Day;
  readonly items: TradedItem[];
}

/** Items by currency, tag and day, which make weeks; a trade counts under each of its tags. Takes them in any order. */
export class SetupFold {
  private readonly days = new Map<string, SetupDay>();

  constructor(private readonly rules: SetupRules) {}

  add(item: TradedItem): void {
    if (item.tags.length === 0) return;
    const { currency } = item;
    const day = this.rules.days.dayOf(item);
    for (const tag of item.tags) {
      const key = `${currency} ${day} ${tag}`;
      const known = this.days.get(key);
      if (known) known.items.push(item);
      else this.days.set(key, { currency, tag, day, items: [item] });
    }
  }

  *toWeeks(): Iterable<SetupWeek> {
    const inOrder = [...this.days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
    const weeks = Map.groupBy(inOrder, ({ currency, tag, day }) => `${currency} ${mondayOf(day)} ${tag}`);
    for (const days of weeks.values()) {
      const [{ currency, tag, day }] = days as [SetupDay];
      const tolerance = this.rules.toleranceOf(currency);
      const bucket = joinAll(days.map((each) => bucketOf(each.day, each.items, tolerance)));
      if (bucket) yield { currency, tag, week: mondayOf(day), bucket };
    }
  }
}

export function setupWeeksOf(items: Iterable<TradedItem>, rules: SetupRules): readonly SetupWeek[] {
  const fold = new SetupFold(rules);
  for (const item of items) fold.add(item);
  return [...fold.toWeeks()];
}

/** What the trades under one tag came to in one currency, over all time. */
export interface SetupTally {
  readonly currency: string;
  readonly tag: string;
  readonly tally: Tally;
}

export function setupsOf(weeks: readonly SetupWeek[]): readonly CurrencySetups[] {
  const tags = Map.groupBy(weeks, ({ currency, tag }) => `${currency} ${tag}`);
  return setupsFrom(
    [...tags.values()].flatMap((some) => {
      const [first, ...others] = some.toSorted((a, b) => (a.week < b.week ? -1 : 1));
      if (!first) return [];
      const tally = joinAll([first.bucket, ...others.map(({ bucket }) => bucket)]);
      return [{ currency: first.currency, tag: first.tag, tally }];
    }),
  );
}

/** The statistics of every tag, in order of currencies and tags. Where neither a trade ended nor money moved, there is no setup. */
export function setupsFrom(tallies: readonly SetupTally[]): readonly CurrencySetups[] {
  const withResults = tallies.filter(({ tally }) => hasResults(tally));
  return [...Map.groupBy(withResults, ({ currency }) => currency)]
    .map(([currency, all]) => ({ currency, setups: all.map(toSetup).sort((a, b) => (a.tag < b.tag ? -1 : 1)) }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

function toSetup({ tag, tally }: SetupTally): Setup {
  return { tag, ...statisticsOf(tally, ZERO) };
}
