import { createHash } from 'node:crypto';
import type { DayTime } from '@singularity/connectors';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const SPREAD_MS = 2 * 60 * MINUTE_MS;
const FIRST_DELAY_MS = 15 * MINUTE_MS;

/** Failures in a row after which nothing is asked by itself any more. A broker that is only busy gets more patience. */
export const MOST_FAILURES = { busy: 10, other: 3 } as const;

/** When a connection is asked next by itself: after the broker's day is complete, each at its own moment within two hours. */
export function nextRunAt({ time, timeZone }: DayTime, connectionId: string, now: number): Date {
  const share = createHash('sha256').update(connectionId).digest().readUInt32BE(0) / 2 ** 32;
  const offset = Math.floor(share * SPREAD_MS);
  for (let day = now - DAY_MS; ; day += DAY_MS) {
    const at = momentOf(new Date(day).toISOString().slice(0, 10), time, timeZone) + offset;
    if (at > now) return new Date(at);
  }
}

/** When one that failed is asked again: as the broker says, else after longer and longer. */
export function retryAt(failures: number, retryAfterSeconds: number | undefined, now: number): Date {
  const delay = retryAfterSeconds === undefined ? FIRST_DELAY_MS * 2 ** (failures - 1) : retryAfterSeconds * 1_000;
  return new Date(now + Math.min(Math.max(delay, MINUTE_MS), DAY_MS));
}

/** A time on the wall of a zone, in milliseconds since 1970. Twice, because the offset is that of the moment itself. */
function momentOf(day: string, time: string, timeZone: string): number {
  const wall = Date.parse(`${day}T${time}:00Z`);
  const guess = wall - offsetAt(wall, timeZone);
  return wall - offsetAt(guess, timeZone);
}

function offsetAt(moment: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return Date.parse(`${format.format(moment).replace(' ', 'T')}Z`) - Math.floor(moment / 1_000) * 1_000;
}
