import type { Instant } from '../time/instant.js';

/** Where the days of the market begin and end. */
export const MARKET_TIME_ZONE = 'America/New_York';

export const CANDLE_INTERVALS = ['1min', '5min', '15min', 'daily', 'weekly', 'monthly'] as const;
export type CandleInterval = (typeof CANDLE_INTERVALS)[number];

export const MOST_CANDLES = 500;

export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The least time that a candle stands for, and how far back there are any: candles of minutes are not kept for long. */
const KINDS: Readonly<Record<CandleInterval, { readonly length: number; readonly kept: number }>> = {
  '1min': { length: MINUTE, kept: 10 * DAY },
  '5min': { length: 5 * MINUTE, kept: 18 * DAY },
  '15min': { length: 15 * MINUTE, kept: 18 * DAY },
  daily: { length: DAY, kept: Infinity },
  weekly: { length: 7 * DAY, kept: Infinity },
  monthly: { length: 28 * DAY, kept: Infinity },
};

/** The finest candles that are still to be had and of which a span holds no more than `MOST_CANDLES`; null for one that is too long. */
export function candleIntervalOf({ from, to }: Span, now: Instant): CandleInterval | null {
  const [length, age] = [Date.parse(to) - Date.parse(from), Date.parse(now) - Date.parse(from)];
  const fits = (interval: CandleInterval) =>
    length / KINDS[interval].length <= MOST_CANDLES && age <= KINDS[interval].kept;
  return CANDLE_INTERVALS.find(fits) ?? null;
}

/** Whether candles are parts of a day, which begin at a moment, or whole days of the market and more. */
export function isIntraday(interval: CandleInterval): boolean {
  return KINDS[interval].length < DAY;
}
