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

function axisLabel(value: number, currency: string): string {
  const amount = value.toFixed(10);
  return Math.abs(value) < 10_000
    ? formatRoundMoney(amount, currency)
    : formatCompactMoney(amount, currency, 'negative', 5);
}
