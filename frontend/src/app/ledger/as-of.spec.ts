import type { Instant } from '@singularity/domain';
import { parseAsOf, textOf } from './as-of';
import { momentsAt } from './moments';

test.each([
  ['57', { version: 57 }],
  ['v57', { version: 57 }],
  ['V0', { version: 0 }],
  [' 2026-11-05T16:00:00-05:00 ', { moment: '2026-11-05T21:00:00.000Z' }],
  ['2026-11-05T21:00Z', { moment: '2026-11-05T21:00:00.000Z' }],
])('%s is a version or a moment, and stays one in an address', (text, asOf) => {
  expect(parseAsOf(text)).toEqual(asOf);
  expect(parseAsOf(textOf(parseAsOf(text)!))).toEqual(asOf);
});

test.each(['', 'v', '-1', '1.5', 'v1234567890', 'yesterday', '2026-11-05', '2026-02-30T10:00:00Z'])(
  '%s is none',
  (text) => expect(parseAsOf(text)).toBeNull(),
);

test.each([
  ['a Wednesday', '2026-11-25T15:00:30.500Z', 'Yesterday’s close', '2026-11-24T21:00:00.000Z'],
  ['a Monday', '2026-11-23T15:00:30.500Z', 'Friday’s close', '2026-11-20T21:00:00.000Z'],
  ['a Saturday', '2026-11-21T15:00:30.500Z', 'Yesterday’s close', '2026-11-20T21:00:00.000Z'],
  ['a Sunday in summer', '2026-07-05T15:00:30.500Z', 'Friday’s close', '2026-07-03T20:00:00.000Z'],
])('the close before %s is one of a weekday', (_day, now, name, moment) => {
  expect(momentsAt(now as Instant, 'America/New_York')[0]).toEqual({ name, moment });
});

test('a week and a month are those of the member’s clock', () => {
  const [, week, month] = momentsAt('2026-11-01T03:30:30.500Z' as Instant, 'America/New_York');
  expect(week?.moment).toBe('2026-10-25T03:30:00.000Z');
  expect(month?.moment).toBe('2026-10-01T04:00:00.000Z');
});
