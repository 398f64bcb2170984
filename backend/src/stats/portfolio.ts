import { decimal, emptyBucket, joinAll, statisticsOf, sum, toText, ZERO } from '@singularity/domain';
import type { Bucket, Day, DayBucket, DecimalText } from '@singularity/domain';

/** One currency of a portfolio, as far as a filter lets it through. */
export interface PortfolioSlice {
  readonly currency: string;
  /** Starting balances, and what had flowed in before the first day. */
  readonly base: DecimalText;
  readonly days: readonly DayBucket[];
  /** All days in one. */
  readonly whole: Bucket;
  readonly totalAccounts: number;
  readonly totalBalance: DecimalText;
  readonly openTrades: number;
}

/** What there is in a currency, whatever else is asked: filters other than the account do not change it. */
export interface Totals {
  readonly currency: string;
  readonly totalAccounts: number;
  readonly startingBalance: DecimalText;
  readonly totalBalance: DecimalText;
}

/** What a portfolio is made of, out of the rows that stand or out of streams that were folded. */
export interface PortfolioParts {
  readonly totals: readonly Totals[];
  /** Open trades by currency; in a range, those that were entered in it. */
  readonly openTrades: ReadonlyMap<string, number>;
  /** Buckets by currency, in order of days, up to the end of the range; those before it tell what had flowed in. */
  readonly days: ReadonlyMap<string, readonly DayBucket[]>;
}

/** Every figure about a portfolio comes from here, so that the same query has the same answer on every screen. */
export function portfolioOf(parts: PortfolioParts, from: Day | undefined): readonly PortfolioSlice[] {
  const traded = [...parts.openTrades.keys(), ...parts.days.keys()];
  const currencies = [...new Set([...parts.totals.map(({ currency }) => currency), ...traded])].sort();
  return currencies.map((currency) => sliceOf(parts, currency, from));
}

/** One currency, which may be one that nothing happened in. */
export function sliceOf(
  { totals, openTrades, days }: PortfolioParts,
  currency: string,
  from: Day | undefined,
): PortfolioSlice {
  const total = totals.find((row) => row.currency === currency) ?? noTotals(currency);
  return { ...total, ...inRange(days.get(currency) ?? [], total, from), openTrades: openTrades.get(currency) ?? 0 };
}

export function noTotals(currency: string): Totals {
  return { currency, totalAccounts: 0, startingBalance: ZERO, totalBalance: ZERO };
}

/** Names the day of a stretch in which nothing happened; nothing shows it. */
const NO_DAY = '1970-01-01' as Day;

/** The days of the range, and the money at its start: starting balances and what had flowed in by then. */
function inRange(all: readonly DayBucket[], { startingBalance }: Totals, from: Day | undefined) {
  const before = from === undefined ? [] : all.filter(({ day }) => day < from);
  const days = all.slice(before.length);
  const flowed = sum(before.map(({ bucket }) => decimal(bucket.curve.flow)));
  return {
    base: toText(decimal(startingBalance).plus(flowed)),
    days,
    whole: joinAll(days.map(({ bucket }) => bucket)) ?? emptyBucket(from ?? NO_DAY),
  };
}

export function toStatistics({ currency, base, whole, totalAccounts, totalBalance, openTrades }: PortfolioSlice) {
  const statistics = statisticsOf(whole, base);
  return {
    currency,
    totalAccounts,
    totalBalance,
    totalTrades: openTrades + statistics.closedTrades,
    openTrades,
    ...statistics,
  };
}
