import { nextDay } from '@singularity/domain';
import type { Calendar, Instant } from '@singularity/domain';
import type { StatsQuery } from './stats.requests.js';

/** A stretch of time: from its first moment up to but not including its last. */
export interface Span {
  readonly from: Instant | null;
  readonly until: Instant | null;
}

/** The days of a query, as a stretch of time. */
export function spanOf(calendar: Calendar, { from, to }: Pick<StatsQuery, 'from' | 'to'>): Span {
  return { from: from ? calendar.startOf(from) : null, until: to ? calendar.startOf(nextDay(to)) : null };
}

export function isWithin(at: Instant, { from, until }: Span): boolean {
  return (from === null || at >= from) && (until === null || at < until);
}
