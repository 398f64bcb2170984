import type { BarSeriesOption, CandlestickSeriesOption, LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type {
  AxisPointerComponentOption,
  GridComponentOption,
  MarkLineComponentOption,
  TooltipComponentOption,
} from 'echarts/components';
import { init, use } from 'echarts/core';
import type { ComposeOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
// By their own files: whatever part anybody names from 'echarts/charts' comes with every chart of the app.
import 'echarts/lib/chart/bar';
import 'echarts/lib/chart/line';
import 'echarts/lib/component/axisPointer';
import 'echarts/lib/component/grid';
import 'echarts/lib/component/tooltip';

use(CanvasRenderer);

/** What a chart may ask for. Parts that are not brought above, a chart's own module brings. */
export type ChartOption = ComposeOption<
  | AxisPointerComponentOption
  | BarSeriesOption
  | CandlestickSeriesOption
  | GridComponentOption
  | LineSeriesOption
  | MarkLineComponentOption
  | ScatterSeriesOption
  | TooltipComponentOption
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

/** A chart, given the colours to draw it in. */
export type ChartOptions = (inks: Inks) => ChartOption;

export interface Drawing {
  show(options: ChartOptions): void;
  /** Tells which of the names on its first axis was clicked at, anywhere above it. */
  onPick(pick: (index: number) => void): void;
  resize(): void;
  dispose(): void;
}

/** Makes an element that has a size ready for charts. */
export function drawingIn(host: HTMLElement): Drawing {
  emptiedWithoutMarkup(host);
  const chart = init(host, null, { renderer: 'canvas' });
  return {
    show: (options) => chart.setOption(options(inksOf(host)), { notMerge: true }),
    onPick: (pick) =>
      chart.getZr().on('click', ({ offsetX, offsetY }) => {
        if (!chart.containPixel({ gridIndex: 0 }, [offsetX, offsetY])) return;
        pick(Number(chart.convertFromPixel({ xAxisIndex: 0 }, offsetX)));
      }),
    resize: () => chart.resize(),
    dispose: () => chart.dispose(),
  };
}

/**
 * The chart library empties its element by `innerHTML = ''`, which the page's Trusted Types forbid, even for an empty
 * text. This one element is emptied in another way; any markup would still be lost on it.
 */
function emptiedWithoutMarkup(host: HTMLElement): void {
  Object.defineProperty(host, 'innerHTML', { configurable: true, set: () => host.replaceChildren() });
}

/** A canvas knows no custom properties: the browser works them out on an element first. */
function inksOf(host: HTMLElement): Inks {
  const probe = host.appendChild(document.createElement('span'));
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
    font: getComputedStyle(host).fontFamily,
  };
  probe.remove();
  return inks;
}
