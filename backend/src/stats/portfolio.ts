import { decimal, emptyBucket, joinAll, statisticsOf, sum, toText, ZERO } from '@singularity/domain';
import type { BucketSums, Day, DayBucket, DayCurve, DecimalText, Tally } from '@singularity/domain';

/** What there is in a currency, whatever else is asked: filters other than the account do not change it. */
export interface Totals {
  readonly currency: string;
  readonly totalAccounts: number;
  readonly startingBalance: DecimalText;
  readonly totalBalance: DecimalText;
}

/** What happened in a range of days; all of it as one, or day by day. */
export interface Stretch<Content> {
  /** The money that had flowed in before it. */
  readonly flowedBefore: DecimalText;
  readonly content: Content;
}

export interface DaySums {
  readonly day: Day;
  readonly bucket: Pick<BucketSums, 'gross' | 'fees' | 'net' | 'closed' | 'wins' | 'losses'>;
}

export type Whole = Stretch<Tally>;
export type Course = Stretch<readonly DayCurve[]>;
export type Days = Stretch<readonly DaySums[]>;

/** What a portfolio is made of, out of the rows that stand or out of streams that were folded. */
export interface PortfolioParts<Of> {
  readonly totals: readonly Totals[];
  /** Open trades by currency; in a range, those that were entered in it. */
  readonly openTrades: ReadonlyMap<string, number>;
  /** What happened in the range, by currency, as far as anything has happened by its end. */
  readonly stretches: ReadonlyMap<string, Of>;
}

/** One currency of a portfolio, as far as a filter lets it through. */
export interface PortfolioSlice<Content> extends Totals {
  /** Starting balances, and what had flowed in before the first day. */
  readonly base: DecimalText;
  readonly content: Content;
  readonly openTrades: number;
}

/** Every figure about a portfolio comes from here, so that the same query has the same answer on every screen. */
export function portfolioOf<Content>(
  parts: PortfolioParts<Stretch<Content>>,
  nothing: Content,
): readonly PortfolioSlice<Content>[] {
  const traded = [...parts.openTrades.keys(), ...parts.stretches.keys()];
  const currencies = [...new Set([...parts.totals.map(({ currency }) => currency), ...traded])].sort();
  return currencies.map((currency) => sliceOf(parts, currency, nothing));
}

/** One currency, which may be one that nothing happened in. */
export function sliceOf<Content>(
  { totals, openTrades, stretches }: PortfolioParts<Stretch<Content>>,
  currency: string,
  nothing: Content,
): PortfolioSlice<Content> {
  const total = totals.find((row) => row.currency === currency) ?? noTotals(currency);
  const { flowedBefore, content } = stretches.get(currency) ?? { flowedBefore: ZERO, content: nothing };
  const base = toText(decimal(total.startingBalance).plus(decimal(flowedBefore)));
  return { ...total, base, content, openTrades: openTrades.get(currency) ?? 0 };
}

export function noTotals(currency: string): Totals {
  return { currency, totalAccounts: 0, startingBalance: ZERO, totalBalance: ZERO };
}

/** Names the day of a stretch in which nothing happened; nothing shows it. */
export const NOTHING: Tally = emptyBucket('1970-01-01' as Day);

/** The days from the first one on, out of all up to the last. */
export function fromDay(all: readonly DayBucket[], from: Day | undefined): Stretch<readonly DayBucket[]> {
  const before = from === undefined ? [] : all.filter(({ day }) => day < from);
  const flowedBefore = toText(sum(before.map(({ bucket }) => decimal(bucket.curve.flow))));
  return { flowedBefore, content: all.slice(before.length) };
}

export function asWhole({ flowedBefore, content }: Stretch<readonly DayBucket[]>): Whole {
  return { flowedBefore, content: joinAll(content.map(({ bucket }) => bucket)) ?? NOTHING };
}

export function toStatistics({
  currency,
  base,
  content,
  totalAccounts,
  totalBalance,
  openTrades,
}: PortfolioSlice<Tally>) {
  const statistics = statisticsOf(content, base);
  return {
    currency,
    totalAccounts,
    totalBalance,
    totalTrades: openTrades + statistics.closedTrades,
    openTrades,
    ...statistics,
  };
}
