import type { Instant } from '../time/instant.js';
import { candleIntervalOf, isIntraday } from './candles.js';

const NOW = '2026-03-20T18:00:00.000Z' as Instant;

const over = (from: string, to: string) => candleIntervalOf({ from: from as Instant, to: to as Instant }, NOW);

it.each([
  ['minutes of a morning', '2026-03-20T13:00:00.000Z', '2026-03-20T16:00:00.000Z', '1min'],
  ['four hours', '2026-03-20T12:00:00.000Z', '2026-03-20T16:00:00.000Z', '1min'],
  ['a minute more', '2026-03-20T12:00:00.000Z', '2026-03-20T16:01:00.000Z', '5min'],
  ['days', '2026-03-16T14:00:00.000Z', '2026-03-20T14:00:00.000Z', '15min'],
  ['a week', '2026-03-13T14:00:00.000Z', '2026-03-20T14:00:00.000Z', 'daily'],
  ['a morning whose minutes are gone', '2026-03-09T14:00:00.000Z', '2026-03-09T16:00:00.000Z', '5min'],
  ['a morning that is long past', '2026-03-01T14:00:00.000Z', '2026-03-01T16:00:00.000Z', 'daily'],
  ['two years', '2024-03-20T14:00:00.000Z', '2026-03-20T14:00:00.000Z', 'weekly'],
  ['ten years', '2016-03-20T14:00:00.000Z', '2026-03-20T14:00:00.000Z', 'monthly'],
  ['a lifetime', '1970-01-01T00:00:00.000Z', '2026-03-20T14:00:00.000Z', null],
])('%s', (_name, from, to, interval) => expect(over(from, to)).toBe(interval));

it('tells parts of a day from days', () => {
  expect([isIntraday('15min'), isIntraday('daily')]).toEqual([true, false]);
});
