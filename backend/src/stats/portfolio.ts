import { decimal, emptyBucket, joinAll, statisticsOf, sum, toText, ZERO } from '@singularity/domain';
import type { Bucket, BucketSums, Course, Day, DecimalText, Tally } from '@singularity/domain';
import type { Piece } from './pieces.js';

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

/** The sums of a day or of a longer stretch. */
export interface PieceSums extends Piece {
  readonly sums: Pick<BucketSums, 'gross' | 'fees' | 'net' | 'closed' | 'wins' | 'losses'>;
}

/** A day or a longer stretch of the equity curve. */
export interface PieceCourse extends Piece, Course {}

export type Whole = Stretch<Tally>;
export type Courses = Stretch<readonly PieceCourse[]>;
export type Sums = Stretch<readonly PieceSums[]>;

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

/** What happened from the first day on, and the money that had flowed in before, out of all up to the last day. */
export function fromDay<Dated extends { readonly day: Day }>(
  all: readonly Dated[],
  from: Day | undefined,
  flowOf: (dated: Dated) => DecimalText,
): Stretch<readonly Dated[]> {
  const before = from === undefined ? [] : all.filter(({ day }) => day < from);
  const flowedBefore = toText(sum(before.map((dated) => decimal(flowOf(dated)))));
  return { flowedBefore, content: all.slice(before.length) };
}

export function mapStretch<A, B>({ flowedBefore, content }: Stretch<A>, form: (content: A) => B): Stretch<B> {
  return { flowedBefore, content: form(content) };
}

export function asOne(buckets: readonly Bucket[]): Tally {
  return joinAll(buckets) ?? NOTHING;
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
