import type { Connector, Window } from './connector.js';

const DAY_MS = 86_400_000;

/**
 * The windows that cover some days, newest first: what a broker does not know any more is found out once. They begin and end
 * with whole days, so that a day is never counted in two parts. Days are of UTC, and `today` is the last of them.
 */
export function windowsOf(
  { windowDays }: Pick<Connector, 'windowDays'>,
  from: string,
  today: string,
): readonly Window[] {
  const windows: Window[] = [];
  for (let to = today; to >= from; to = dayBefore(windows.at(-1)?.from ?? from, 1)) {
    const begin = dayBefore(to, windowDays - 1);
    windows.push({ from: begin < from ? from : begin, to, isLast: to === today });
  }
  return windows;
}

/** A day some days earlier. */
export function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);
}
