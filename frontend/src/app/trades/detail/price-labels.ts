import type { Candle, CandlesAnswer, TradeAnswer } from '@singularity/contract';
import { decimal, exactly, isIntraday, MARKET_TIME_ZONE, signOf } from '@singularity/domain';
import type { CandleInterval, ExecutionType } from '@singularity/domain';
import { formatNumber } from '../../ui/format/money';
import { formatDay, formatMoment, toDay } from '../../ui/format/zoned-time';
import { executionLinesOf } from '../execution-lines';

export const INTERVAL_LABELS: Record<CandleInterval, string> = {
  '1min': '1-minute candles',
  '5min': '5-minute candles',
  '15min': '15-minute candles',
  daily: 'Daily candles',
  weekly: 'Weekly candles',
  monthly: 'Monthly candles',
};

export function formatPrice(price: string): string {
  return formatNumber(price, { least: 2 });
}

/** When a candle begins: a moment on the member's clock, or a day of the market. */
export function beginningOf({ time }: Candle, interval: CandleInterval, timeZone: string): string {
  return isIntraday(interval) ? formatMoment(time, timeZone) : formatDay(toDay(time, MARKET_TIME_ZONE));
}

/** Whether an execution of this kind is a purchase: short positions and written options begin with a sale. */
export function isPurchase({ direction, side }: TradeAnswer, type: ExecutionType): boolean {
  return (signOf(direction, side) === 1) === (type === 'open');
}

/** A price that the chart draws a line at. */
export interface Level {
  readonly kind: 'entry' | 'stop';
  readonly name: string;
  readonly price: string;
}

export function levelsOf({ entryPrice, stopPrice, executions }: TradeAnswer): readonly Level[] {
  const entries = executions.filter(({ type }) => type === 'open').length;
  const entry: Level = { kind: 'entry', name: entries > 1 ? 'Average entry' : 'Entry', price: entryPrice };
  return stopPrice === null ? [entry] : [entry, { kind: 'stop', name: 'Stop', price: stopPrice }];
}

/** What the chart shows, for whoever cannot see it; each entry is told by its execution. */
export function priceSentence({ interval, candles }: CandlesAnswer, trade: TradeAnswer, timeZone: string): string {
  const [first, last] = [candles[0], candles.at(-1)];
  if (!first || !last) return '';
  const [from, to] = [first, last].map((candle) => beginningOf(candle, interval, timeZone));
  const lowest = candles.reduce((least, { low }) => (isLess(low, least) ? low : least), first.low);
  const highest = candles.reduce((most, { high }) => (isLess(most, high) ? high : most), first.high);
  const executions = executionLinesOf(trade, timeZone).map(({ word, amount, at }) => `${word} ${amount}, ${at}.`);
  const stop = levelsOf(trade)
    .filter(({ kind }) => kind === 'stop')
    .map(({ name, price }) => `${name} ${formatPrice(price)}.`);
  const range = `${INTERVAL_LABELS[interval]} from ${from} to ${to}, between ${formatPrice(lowest)} and ${formatPrice(highest)}.`;
  return [`Price of ${trade.symbol}. ${range}`, ...executions, ...stop].join(' ');
}

function isLess(a: string, b: string): boolean {
  return decimal(exactly(a)).lessThan(decimal(exactly(b)));
}
