import { BarChart, LineChart } from 'echarts/charts';
import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import { AxisPointerComponent, GridComponent, TooltipComponent } from 'echarts/components';
import type { AxisPointerComponentOption, GridComponentOption, TooltipComponentOption } from 'echarts/components';
import { init, use } from 'echarts/core';
import type { ComposeOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([AxisPointerComponent, BarChart, CanvasRenderer, GridComponent, LineChart, TooltipComponent]);

export type ChartOption = ComposeOption<
  AxisPointerComponentOption | BarSeriesOption | GridComponentOption | LineSeriesOption | TooltipComponentOption
>;

/** What a chart is drawn in: the colours of the theme as it is now. */
export interface Inks {
  readonly accent: string;
  readonly profit: string;
  readonly loss: string;
  /** Of what is pointed at, and of axes. */
  readonly text: string;
  readonly faint: string;
  readonly grid: string;
  readonly surface: string;
  readonly font: string;
}

/** A picture, given the colours to draw it in. */
export type Picture = (inks: Inks) => ChartOption;

export interface Drawing {
  show(picture: Picture): void;
  resize(): void;
  dispose(): void;
}

/** Makes a place that has a size ready for pictures. */
export function drawingIn(place: HTMLElement): Drawing {
  emptiedWithoutMarkup(place);
  const chart = init(place, null, { renderer: 'canvas' });
  return {
    show: (picture) => chart.setOption(picture(inksOf(place)), { notMerge: true }),
    resize: () => chart.resize(),
    dispose: () => chart.dispose(),
  };
}

/**
 * The chart library empties its element by `innerHTML = ''`, which the page's Trusted Types forbid, even for an empty
 * text. This one element is emptied in another way; any markup would still be lost on it.
 */
function emptiedWithoutMarkup(place: HTMLElement): void {
  Object.defineProperty(place, 'innerHTML', { configurable: true, set: () => place.replaceChildren() });
}

/** A canvas knows no custom properties: the browser works them out on an element first. */
function inksOf(place: HTMLElement): Inks {
  const probe = place.appendChild(document.createElement('span'));
  const ink = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const inks = {
    accent: ink('accent'),
    profit: ink('profit'),
    loss: ink('loss'),
    text: ink('text'),
    faint: ink('text-faint'),
    grid: ink('line'),
    surface: ink('raised'),
    font: getComputedStyle(place).fontFamily,
  };
  probe.remove();
  return inks;
}
