import type { ChartOption, Inks } from './chart-drawing';
import { formatCompactMoney, formatRoundMoney } from '../format/money';

/** What all charts have in common. */
export function textOf({ faint, font }: Inks) {
  return { color: faint, fontFamily: font, fontSize: 11 };
}

export function tooltipOf(inks: Inks, textAt: (index: number) => string): ChartOption['tooltip'] {
  return {
    trigger: 'axis',
    renderMode: 'richText',
    confine: true,
    backgroundColor: inks.surface,
    borderColor: inks.grid,
    borderWidth: 1,
    textStyle: { color: inks.text, fontFamily: inks.font, fontSize: 12, lineHeight: 18 },
    formatter: (params: unknown) => {
      const [first] = params as readonly { readonly dataIndex: number }[];
      return first ? textAt(first.dataIndex) : '';
    },
  };
}

export function nameAxis(inks: Inks, names: readonly string[], labelOf: (name: string) => string) {
  return {
    type: 'category' as const,
    data: [...names],
    axisLabel: {
      ...textOf(inks),
      formatter: labelOf,
      hideOverlap: true,
      margin: 10,
    },
    axisLine: { lineStyle: { color: inks.grid } },
    axisTick: { show: false },
  };
}

/** From edge to edge, its names within: only those of the first and the last can be, so that others give way to them. */
export function edgeToEdgeAxis(inks: Inks, names: readonly string[], labelOf: (name: string) => string) {
  const axis = nameAxis(inks, names, labelOf);
  const within = { showMinLabel: true, alignMinLabel: 'left', showMaxLabel: true, alignMaxLabel: 'right' } as const;
  return { ...axis, boundaryGap: false, axisLabel: { ...axis.axisLabel, ...within } };
}

export function valueAxis(inks: Inks, splitNumber: number, labelOf: (value: number) => string) {
  return {
    type: 'value' as const,
    splitNumber,
    axisLabel: {
      ...textOf(inks),
      hideOverlap: true,
      formatter: labelOf,
    },
    splitLine: { lineStyle: { color: inks.grid } },
  };
}

export function moneyAxis(inks: Inks, currency: string, splitNumber: number) {
  return valueAxis(inks, splitNumber, (value) => axisLabel(value, currency));
}

/**
 * The width that the labels of a money axis need, in pixels: of the round amounts that lie about these values. Estimated,
 * as the chart library measures each chart of a picture by itself, and they would not stand one beneath the other.
 */
export function moneyAxisWidth(values: readonly number[], currency: string, splitNumber: number): number {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const step = 10 ** Math.floor(Math.log10((most - least) / splitNumber || 1));
  const [lowest, highest] = [Math.floor(least / step) * step, Math.ceil(most / step) * step];
  const labels = [lowest, lowest + step, highest - step, highest].map((value) => axisLabel(value, currency));
  return Math.max(...labels.map((label) => label.length * WIDEST_LETTER));
}

/** Of the letters that amounts are written in, in pixels. */
const WIDEST_LETTER = 7;

function axisLabel(value: number, currency: string): string {
  const amount = value.toFixed(10);
  return Math.abs(value) < 10_000
    ? formatRoundMoney(amount, currency)
    : formatCompactMoney(amount, currency, 'negative', 5);
}
