import type { Instant } from '@singularity/domain';
import { endOf, lastClosedDay } from './closing-days.js';

const rules = (timeZone: string, ...sessionAccounts: readonly string[]) => ({ timeZone, sessionAccounts });
const closed = (now: string, ...of: Parameters<typeof rules>) => lastClosedDay(now as Instant, rules(...of));

it('ends a day at midnight in the time zone of its member, though the clock is changed on it', () => {
  expect(closed('2026-03-09T03:59:59.999Z', 'America/New_York')).toBe('2026-03-07');
  expect(closed('2026-03-09T04:00:00.000Z', 'America/New_York')).toBe('2026-03-08');
  expect(closed('2026-01-05T14:59:59.000Z', 'Asia/Tokyo')).toBe('2026-01-04');
  expect(closed('2026-01-05T15:00:00.000Z', 'Asia/Tokyo')).toBe('2026-01-05');
});

it('waits for the end of the session, where an account’s days are sessions', () => {
  expect(closed('2026-01-05T22:59:59.000Z', 'Asia/Tokyo', 'an account')).toBe('2026-01-04');
  expect(closed('2026-01-05T23:00:00.000Z', 'Asia/Tokyo', 'an account')).toBe('2026-01-05');
  // There, midnight is later.
  expect(closed('2026-01-06T04:59:59.000Z', 'America/New_York', 'an account')).toBe('2026-01-04');
});

it('says when that is', () => {
  const day = closed('2026-01-06T06:00:00.000Z', 'America/New_York');
  expect([day, endOf(day, rules('America/New_York'))]).toEqual(['2026-01-05', '2026-01-06T05:00:00.000Z']);
});
