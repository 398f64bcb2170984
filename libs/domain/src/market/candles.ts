import type { Instant } from '../time/instant.js';

/** Where the days of the market begin and end. */
export const MARKET_TIME_ZONE = 'America/New_York';

export const CANDLE_INTERVALS = ['1min', '5min', '15min', 'daily', 'weekly', 'monthly'] as const;
export type CandleInterval = (typeof CANDLE_INTERVALS)[number];

export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const YEAR = 366 * DAY;

/** The longest span that such candles can be told apart in, and how far back there are any: those of minutes are not kept for long. */
const REACH: Readonly<Record<CandleInterval, { readonly span: number; readonly age: number }>> = {
  '1min': { span: 4 * HOUR, age: 10 * DAY },
  '5min': { span: 20 * HOUR, age: 18 * DAY },
  '15min': { span: 5 * DAY, age: 18 * DAY },
  daily: { span: YEAR, age: Infinity },
  weekly: { span: 5 * YEAR, age: Infinity },
  monthly: { span: 40 * YEAR, age: Infinity },
};

/** More than any of them can hold. */
export const MOST_CANDLES = 500;
export const MOST_YEARS = REACH.monthly.span / YEAR;

/** The finest candles that suit a span and are still to be had; null for a span that is too long for any. */
export function candleIntervalOf({ from, to }: Span, now: Instant): CandleInterval | null {
  const [span, age] = [Date.parse(to) - Date.parse(from), Date.parse(now) - Date.parse(from)];
  const suits = (interval: CandleInterval) => span <= REACH[interval].span && age <= REACH[interval].age;
  return CANDLE_INTERVALS.find(suits) ?? null;
}

/** Whether candles are parts of a day, which begin at a moment, or whole days of the market and more. */
export function isIntraday(interval: CandleInterval): boolean {
  return REACH[interval].age < Infinity;
}
