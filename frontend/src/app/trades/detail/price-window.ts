import type { TradeAnswer } from '@singularity/contract';
import { candleIntervalOf, isIntraday, toInstant } from '@singularity/domain';
import type { Instant, Span } from '@singularity/domain';

const QUARTER = 15 * 60_000;
const HOUR = 4 * QUARTER;
const MONTH = 30 * 24 * HOUR;

/**
 * The time around a trade that a chart shows: half as long again before and after it, and enough for a picture. That is
 * an hour while there are candles of minutes, and a month where days are the finest. An open trade goes on until now.
 */
export function priceWindowOf(trade: TradeAnswer, now: Instant): Span {
  const near = around(trade, now, HOUR);
  const interval = candleIntervalOf(near, now);
  return interval && isIntraday(interval) ? near : around(trade, now, MONTH);
}

/** In whole quarters of an hour, where candles begin, and so that who looks twice asks the same. */
function around({ status, entryAt, exitAt }: TradeAnswer, now: Instant, least: number): Span {
  const present = Date.parse(now);
  const first = Date.parse(entryAt);
  const last = status === 'closed' && exitAt ? Date.parse(exitAt) : Math.max(first, present);
  const margin = Math.max((last - first) / 2, least);
  const end = Math.max(last, Math.min(last + margin, present));
  return { from: quarterOf(first - margin), to: quarterOf(end + QUARTER) };
}

function quarterOf(time: number): Instant {
  return toInstant(new Date(Math.floor(time / QUARTER) * QUARTER));
}
