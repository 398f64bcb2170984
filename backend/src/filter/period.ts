import type { TradeFilter } from '@singularity/contract/wire';
import { calendarOf, nextDay, SESSION_CALENDAR } from '@singularity/domain';
import type { Calendar, Dated, DayRules, Instant } from '@singularity/domain';

/** A stretch of time: from its first moment up to but not including its last. */
interface Span {
  readonly from: Instant | null;
  readonly until: Instant | null;
}

/** A row of days as the stretches of time that they are: for accounts whose days are futures sessions it is another one. */
export interface Period extends Span {
  readonly sessions: (Span & { readonly accountIds: readonly string[] }) | null;
}

/** Days, the first and the last included, as a request has them once it is checked. */
export type Days = Readonly<Pick<TradeFilter, 'from' | 'to'>>;

export const ALWAYS: Period = { from: null, until: null, sessions: null };

export function periodOf({ timeZone, sessionAccounts: accountIds }: DayRules, days: Days): Period {
  if (days.from === undefined && days.to === undefined) return ALWAYS;
  const sessions = accountIds.length === 0 ? null : { accountIds, ...spanOf(SESSION_CALENDAR, days) };
  return { ...spanOf(calendarOf(timeZone), days), sessions };
}

/** Up to the last day of the period, from the beginning on. */
export function upTo({ until, sessions }: Period): Period {
  return { from: null, until, sessions: sessions && { ...sessions, from: null } };
}

export function spanOf(calendar: Calendar, { from, to }: Days): Span {
  return { from: from ? calendar.startOf(from) : null, until: to ? calendar.startOf(nextDay(to)) : null };
}

export function isWithin({ at, accountId }: Dated, period: Period): boolean {
  const { sessions } = period;
  const { from, until } = accountId !== null && sessions?.accountIds.includes(accountId) ? sessions : period;
  return (from === null || at >= from) && (until === null || at < until);
}

/** The names of the two columns. */
type DatedColumns = Readonly<Record<keyof Dated, string>>;

/** The same in SQL. The stretches of both kinds of days overlap: what holds for both is a range of an index. */
export function withinSql(
  { at, accountId }: DatedColumns,
  { sessions, ...own }: Period,
  parameter: (value: unknown) => string,
): string {
  if (!sessions) return spanSql(at, own, parameter);
  const either = {
    from: own.from && sessions.from && (own.from < sessions.from ? own.from : sessions.from),
    until: own.until && sessions.until && (own.until > sessions.until ? own.until : sessions.until),
  };
  const isSession = `${accountId} = ANY(${parameter(sessions.accountIds)}::uuid[])`;
  return `(${spanSql(at, either, parameter)} AND CASE WHEN ${isSession} THEN ${spanSql(at, sessions, parameter)} ELSE ${spanSql(at, own, parameter)} END)`;
}

function spanSql(at: string, { from, until }: Span, parameter: (value: unknown) => string): string {
  const parts = [...(from ? [`${at} >= ${parameter(from)}`] : []), ...(until ? [`${at} < ${parameter(until)}`] : [])];
  return parts.length > 0 ? `(${parts.join(' AND ')})` : 'true';
}
