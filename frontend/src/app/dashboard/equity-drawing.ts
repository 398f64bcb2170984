import { LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import type { ComposeOption } from 'echarts/core';
import type { LineSeriesOption } from 'echarts/charts';
import type { GridComponentOption, TooltipComponentOption } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';
import type { EquityPoint } from '@singularity/domain';
import { formatMoney, formatRoundMoney } from '../ui/money';
import { formatDay } from '../ui/zoned-time';

use([LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

type Option = ComposeOption<LineSeriesOption | GridComponentOption | TooltipComponentOption>;

export interface Drawing {
  resize(): void;
  /** Takes the colours of the theme anew. */
  recolour(): void;
  dispose(): void;
}

/** Draws the curve into an element that has a size. */
export function drawEquity(place: HTMLElement, points: readonly EquityPoint[], currency: string): Drawing {
  emptiedWithoutMarkup(place);
  const chart = init(place, null, { renderer: 'canvas' });
  const recolour = () => chart.setOption(optionFor(points, currency, coloursOf(place)), { notMerge: true });
  recolour();
  return { resize: () => chart.resize(), recolour, dispose: () => chart.dispose() };
}

/**
 * The chart library empties its element by `innerHTML = ''`, which the page's Trusted Types forbid, even for an empty
 * text. This one element is emptied in another way; any markup would still be lost on it.
 */
function emptiedWithoutMarkup(place: HTMLElement): void {
  Object.defineProperty(place, 'innerHTML', { configurable: true, set: () => place.replaceChildren() });
}

interface Colours {
  readonly line: string;
  readonly text: string;
  readonly grid: string;
  readonly surface: string;
  readonly font: string;
}

/** A canvas knows no custom properties: the browser works them out on an element first. */
function coloursOf(place: HTMLElement): Colours {
  const probe = place.appendChild(document.createElement('span'));
  const colour = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    line: colour('accent'),
    text: colour('text-faint'),
    grid: colour('line'),
    surface: colour('raised'),
    font: getComputedStyle(place).fontFamily,
  };
  probe.remove();
  return colours;
}

function optionFor(points: readonly EquityPoint[], currency: string, colours: Colours): Option {
  const text = { color: colours.text, fontFamily: colours.font, fontSize: 11 };
  return {
    animation: false,
    grid: { left: 16, right: 16, top: 12, bottom: 8, containLabel: true },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      backgroundColor: colours.surface,
      borderColor: colours.grid,
      textStyle: { ...text, fontSize: 12 },
      formatter: (params) => tooltipOf(points, currency, params),
    },
    xAxis: {
      type: 'category',
      data: points.map(({ day }) => day),
      boundaryGap: false,
      axisLabel: {
        ...text,
        formatter: (day: string) => formatDay(day),
        hideOverlap: true,
        alignMinLabel: 'left',
        alignMaxLabel: 'right',
        margin: 12,
      },
      axisLine: { lineStyle: { color: colours.grid } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      scale: true,
      splitNumber: 4,
      axisLabel: { ...text, formatter: (value: number) => formatRoundMoney(value.toFixed(10), currency) },
      splitLine: { lineStyle: { color: colours.grid } },
    },
    series: [
      {
        type: 'line',
        // A picture may round: only here does an amount become a number.
        data: points.map(({ equity }) => Number(equity)),
        showSymbol: points.length === 1,
        symbol: 'circle',
        symbolSize: 7,
        lineStyle: { color: colours.line, width: 2 },
        itemStyle: { color: colours.line },
        areaStyle: { color: colours.line, opacity: 0.08 },
      },
    ],
  };
}

function tooltipOf(points: readonly EquityPoint[], currency: string, params: unknown): string {
  const [first] = params as readonly { readonly dataIndex: number }[];
  const point = first && points[first.dataIndex];
  if (!point) return '';
  const below = point.drawdown === '0' ? '' : `\n${formatMoney(point.drawdown, currency)} below the peak`;
  return `${formatDay(point.day)}\n${formatMoney(point.equity, currency)}${below}`;
}
