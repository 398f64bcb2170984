import type { TradeFilter } from '@singularity/contract';
import { nextDay } from '@singularity/domain';
import type { Calendar, Day, Instant } from '@singularity/domain';

/** A stretch of time: from its first moment up to but not including its last. */
export interface Span {
  readonly from: Instant | null;
  readonly until: Instant | null;
}

/** Days, the first and the last included, as a request has them once it is checked. */
export type Days = Readonly<Partial<Record<keyof Pick<TradeFilter, 'from' | 'to'>, Day>>>;

export function spanOf(calendar: Calendar, { from, to }: Days): Span {
  return { from: from ? calendar.startOf(from) : null, until: to ? calendar.startOf(nextDay(to)) : null };
}

export function isWithin(at: Instant, { from, until }: Span): boolean {
  return (from === null || at >= from) && (until === null || at < until);
}

/** The same in SQL. */
export function withinSql(at: string, { from, until }: Span, parameter: (value: unknown) => string): string {
  const parts = [...(from ? [`${at} >= ${parameter(from)}`] : []), ...(until ? [`${at} < ${parameter(until)}`] : [])];
  return parts.length > 0 ? `(${parts.join(' AND ')})` : 'true';
}
