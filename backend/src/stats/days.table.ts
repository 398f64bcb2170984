import type { StatsQuery } from '@singularity/contract/wire';
import { ALL_DAYS, covering, lastDayOf, plusDays } from '@singularity/domain';
import type { Day, DaySpan, Grain, GrainSpan } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { currentMonthOf } from '../event-store/current-month.js';
import { ALL_TRADES, coarsest } from '../filter/kept-buckets.js';
import type { DayStatsRow } from './day-stats.entity.js';
import type { Standing } from './days.js';

/** Buckets of one grain that begin within a span. */
export interface BucketSpan extends DaySpan {
  readonly grain: string;
  /** Whether they are read where days are few, or only where they are many; without it, they always are. */
  readonly few?: boolean;
}

export interface BucketsAsked {
  readonly columns: string;
  readonly spans: readonly BucketSpan[];
  /** How many are few, of which days. */
  readonly few?: DaySpan & { readonly most: number };
}

export function rangeOf({ from = ALL_DAYS.from, to = ALL_DAYS.to }: Pick<StatsQuery, 'from' | 'to'>): DaySpan {
  return { from, to };
}

/** What happened before a range: the fewest buckets that tell of it. */
export function spansBefore({ from }: Pick<StatsQuery, 'from'>, standing: Standing): readonly BucketSpan[] {
  return from === undefined ? [] : fewestSpans({ from: ALL_DAYS.from, to: plusDays(from, -1) }, standing);
}

/**
 * The fewest buckets that tell of a range, in order; `most` is the longest stretch that is put together. The month under
 * way is told by its days.
 */
export function fewestSpans(range: DaySpan, standing: Standing, most: Grain = 'year'): readonly GrainSpan[] {
  const month = currentMonthOf(standing);
  const grain = coarsest(standing) === 'day' ? 'day' : most;
  if (grain === 'day' || range.to < month) return covering(range, grain);
  const days: GrainSpan = { grain: 'day', from: range.from < month ? month : range.from, to: range.to };
  const before = range.from < month ? covering({ from: range.from, to: lastDayOf('year', month) }, grain) : [];
  return [
    ...before.flatMap((span) => (span.from < month ? { ...span, to: earlier(span.to, plusDays(month, -1)) } : [])),
    days,
  ];
}

function earlier(a: Day, b: Day): Day {
  return a < b ? a : b;
}

/** Buckets of all trades or of an account, in order of currencies and days. */
export function readBuckets<Column extends keyof DayStatsRow>(
  tx: TenantTransaction,
  { accountId }: StatsQuery,
  { columns, spans, few }: BucketsAsked,
): Promise<readonly Pick<DayStatsRow, Column | 'currency' | 'grain' | 'day'>[]> {
  return tx.query(
    `SELECT d.currency, d.grain, d.day, ${columns}
       FROM unnest($3::text[], $4::date[], $5::date[], $6::boolean[]) AS span(grain, first, last, few)
      CROSS JOIN LATERAL (
        SELECT * FROM day_stats
         WHERE user_id = $1 AND scope = $2 AND grain = span.grain AND day BETWEEN span.first AND span.last
           AND (span.few IS NULL OR span.few = (
             SELECT count(*) <= $9 FROM (
               SELECT FROM day_stats
                WHERE user_id = $1 AND scope = $2 AND grain = 'day' AND day BETWEEN $7 AND $8 LIMIT $9 + 1) day))
        OFFSET 0) d
      ORDER BY d.currency, d.day`,
    [
      tx.userId,
      accountId?.[0] ?? ALL_TRADES,
      spans.map(({ grain }) => grain),
      spans.map(({ from }) => from),
      spans.map(({ to }) => to),
      spans.map((span) => span.few ?? null),
      few?.from ?? null,
      few?.to ?? null,
      few?.most ?? 0,
    ],
  );
}
