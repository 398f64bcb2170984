import type { Candle } from '@singularity/contract';
import { calendarOf, isIntraday, MARKET_TIME_ZONE, parseDay, toInstant } from '@singularity/domain';
import type { CandleInterval, Instant, Span } from '@singularity/domain';
import type { NoAnswer } from './tradier.js';
import { fieldsOf, numberOf, parseExactly } from './tradier-json.js';
import type { Fields } from './tradier-json.js';

export interface CandlesRead {
  readonly status: 'found';
  readonly candles: readonly Candle[];
}

export interface CandleRequest {
  readonly path: 'timesales' | 'history';
  readonly query: Readonly<Record<string, string>>;
}

/** The last second that `Date` knows. */
const END_OF_TIME = 8.64e12;

const calendar = calendarOf(MARKET_TIME_ZONE);

/** Which of its two services has candles of such an interval, and how it is asked: in times of New York. */
export function requestFor(symbol: string, interval: CandleInterval, { from, to }: Span): CandleRequest {
  const common = { symbol, interval };
  return isIntraday(interval)
    ? {
        path: 'timesales',
        query: { ...common, start: toMinute(from), end: toMinute(to), session_filter: 'all' },
      }
    : { path: 'history', query: { ...common, start: calendar.dayOf(from), end: calendar.dayOf(to) } };
}

/** Reads the body of either service. `null` stands for no candles; one comes as itself, several as an array. */
export function candlesFrom(body: string, interval: CandleInterval): CandlesRead | NoAnswer {
  const [outer, inner] = isIntraday(interval) ? (['series', 'data'] as const) : (['history', 'day'] as const);
  const series = fieldsOf(parseExactly(body))[outer];
  if (series === null || series === 'null') return { status: 'found', candles: [] };
  const found = fieldsOf(series)[inner];
  if (found === undefined) return { status: 'no-answer', why: 'an answer without candles' };
  return { status: 'found', candles: [found].flat().flatMap((each) => candleOf(fieldsOf(each)) ?? []) };
}

/** Null where a price is missing, as in a minute without trades. */
function candleOf(fields: Fields): Candle | null {
  const [open, high, low, close, volume] = ['open', 'high', 'low', 'close', 'volume'].map((name) =>
    numberOf(fields[name]),
  );
  const time = timeOf(fields);
  if (!time || !open || !high || !low || !close) return null;
  return { time, open, high, low, close, volume: volume ?? null };
}

/** Of minutes, the seconds since 1970; of days and more, the day on which they begin. */
function timeOf({ timestamp, date }: Fields): Instant | null {
  const day = typeof date === 'string' ? parseDay(date) : null;
  if (day) return calendar.startOf(day);
  const seconds = Number(numberOf(timestamp) ?? 0);
  return seconds > 0 && seconds < END_OF_TIME ? toInstant(new Date(seconds * 1000)) : null;
}

/** `2026-01-05 09:30`. New York is whole hours from UTC, so the minutes are the same. */
function toMinute(at: Instant): string {
  return `${calendar.dayOf(at)} ${String(calendar.hourOf(at)).padStart(2, '0')}:${at.slice(14, 16)}`;
}
