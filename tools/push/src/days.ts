import { dayBefore, windowsOf } from '@singularity/connectors';
import type { Connector, Window } from '@singularity/connectors';

/** Days in a row, both ends in. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/**
 * What there is to ask about: the days since the last one that was taken, less those in which the broker still corrects, and
 * the days before the first one that was taken, where a run broke off or the member wants more. Newest first.
 */
export function windowsToAsk(
  connector: Pick<Connector, 'windowDays' | 'overlapDays' | 'reachDays'>,
  wantedFrom: string,
  taken: Days | null,
  today: string,
): readonly Window[] {
  const { reachDays } = connector;
  const first = reachDays === null ? wantedFrom : laterOf(wantedFrom, dayBefore(today, reachDays));
  if (taken === null) return windowsOf(connector, first, today);
  const again = laterOf(first, dayBefore(taken.to, connector.overlapDays));
  const recent = windowsOf(connector, again < today ? again : today, today);
  const older = windowsOf(connector, first, dayBefore(taken.from, 1));
  return [...recent, ...older.map((window) => ({ ...window, isLast: false }))];
}

/** What is taken once some more days are. Days that do not meet what is taken would leave a gap: they are asked again. */
export function withDays(taken: Days | null, more: Days): Days {
  if (taken === null) return more;
  const meet = more.from <= dayBefore(taken.to, -1) && more.to >= dayBefore(taken.from, 1);
  if (!meet) return taken;
  return { from: taken.from < more.from ? taken.from : more.from, to: laterOf(taken.to, more.to) };
}

/** A day of UTC. */
export function dayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && dayOf(Date.parse(text)) === text;
}

function laterOf(one: string, other: string): string {
  return one > other ? one : other;
}
