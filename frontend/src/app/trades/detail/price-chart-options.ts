import type { Candle, CandlesAnswer, TradeAnswer } from '@singularity/contract';
import { isIntraday, MARKET_TIME_ZONE } from '@singularity/domain';
import type { CandleInterval } from '@singularity/domain';
import { nameAxis, textOf, tooltipOf, valueAxis } from '../../ui/charts/chart-axes';
import type { ChartOption, Inks, ChartOptions } from '../../ui/charts/chart-drawing';
import { formatNumber } from '../../ui/format/money';
import { formatDay, toDay } from '../../ui/format/zoned-time';
import { clockLabels } from './clock-labels';
import { executionLinesOf } from '../execution-lines';
import { beginningOf, formatPrice, isPurchase, levelsOf } from './price-labels';
import type { Level } from './price-labels';

/** The price around a trade in candles, its executions where they were, and lines at its average entry and its stop. */
export function priceChartOptions(
  { interval, candles }: CandlesAnswer,
  trade: TradeAnswer,
  timeZone: string,
): ChartOptions {
  const times = candles.map(({ time }) => time);
  const labels = isIntraday(interval) ? clockLabels(times, timeZone) : null;
  const marks = executionLinesOf(trade, timeZone).map((line) => ({
    ...line,
    index: indexAt(times, line.execution.at),
  }));
  const labelsAt = (index: number) => [
    ...candleLabels(candles[index], interval, timeZone),
    ...marks.filter((mark) => mark.index === index).map(({ word, amount }) => `${word} ${amount}`),
  ];
  return (inks) => ({
    animation: false,
    grid: { left: 64, right: 16, top: 16, bottom: 44 },
    tooltip: tooltipOf(inks, (index) => labelsAt(index).join('\n')),
    xAxis: timeAxis(times, labels, inks),
    yAxis: { ...valueAxis(inks, 4, (value) => formatNumber(value.toFixed(6), { least: 2 })), scale: true },
    series: [candleSeries(candles, inks), levelSeries(levelsOf(trade), inks), markSeries(marks, trade, inks)],
  });
}

/** Where no labels are chosen, each candle has its day. */
function timeAxis(times: readonly string[], labels: ReadonlyMap<string, string> | null, inks: Inks) {
  if (!labels) return nameAxis(inks, times, (time) => formatDay(toDay(time, MARKET_TIME_ZONE)));
  const axis = nameAxis(inks, times, (time) => labels.get(time) ?? '');
  const interval = (_index: number, time: string) => labels.has(time);
  return { ...axis, axisLabel: { ...axis.axisLabel, lineHeight: 14, interval } };
}

/** The candle in which a moment falls, or else the one before it; before the first there is none. */
export function indexAt(times: readonly string[], at: string): number {
  return Math.max(
    times.findLastIndex((time) => time <= at),
    0,
  );
}

function candleLabels(candle: Candle | undefined, interval: CandleInterval, timeZone: string): readonly string[] {
  if (!candle) return [];
  const [open, high, low, close] = [candle.open, candle.high, candle.low, candle.close].map(formatPrice);
  const volume = candle.volume === null ? [] : [`Volume ${formatNumber(candle.volume)}`];
  return [beginningOf(candle, interval, timeZone), `${open} → ${close}`, `Low ${low}, high ${high}`, ...volume];
}

// A picture may round: only here do prices become numbers.
/** A candle that rises is hollow, one that falls is filled: they differ without their colours too. */
function candleSeries(candles: readonly Candle[], { profit, loss }: Inks) {
  return {
    type: 'candlestick' as const,
    data: candles.map(({ open, close, low, high }) => [open, close, low, high].map(Number)),
    barMaxWidth: 14,
    itemStyle: { color: 'transparent', color0: loss, borderColor: profit, borderColor0: loss },
  };
}

/** Points without size, so that the axis reaches as far as the lines through them. */
function levelSeries(levels: readonly Level[], inks: Inks) {
  const styles = {
    entry: { color: inks.accent, type: 'solid', position: 'insideStartTop' },
    stop: { color: inks.loss, type: 'dashed', position: 'insideEndBottom' },
  } as const;
  return {
    type: 'scatter' as const,
    symbolSize: 0,
    silent: true,
    data: levels.map(({ price }) => [0, Number(price)]),
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      data: levels.map(({ kind, name, price }) => {
        const { color, type, position } = styles[kind];
        return {
          yAxis: Number(price),
          lineStyle: { color, width: 1, type },
          label: {
            ...textOf(inks),
            color,
            textBorderColor: inks.surface,
            textBorderWidth: 3,
            formatter: `${name} ${formatPrice(price)}`,
            position,
          },
        };
      }),
    },
  };
}

type Mark = ReturnType<typeof executionLinesOf>[number] & { readonly index: number };

/** Triangles whose tips are at the price: up where something was bought, down where it was sold. */
function markSeries(marks: readonly Mark[], trade: TradeAnswer, inks: Inks) {
  return {
    type: 'scatter' as const,
    symbol: 'triangle',
    symbolSize: 14,
    z: 5,
    data: marks.map(({ index, execution }) => {
      const bought = isPurchase(trade, execution.type);
      return {
        value: [index, Number(execution.price)],
        symbolRotate: bought ? 0 : 180,
        symbolOffset: [0, bought ? '50%' : '-50%'] as [number, string],
        itemStyle: {
          color: execution.type === 'open' ? inks.accent : inks.text,
          borderColor: inks.surface,
          borderWidth: 1,
          opacity: 1,
        },
      };
    }),
  } satisfies Extract<ChartOption['series'], readonly unknown[]>[number];
}
