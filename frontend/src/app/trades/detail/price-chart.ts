import { Component, computed, input } from '@angular/core';
import type { CandlesAnswer, TradeAnswer } from '@singularity/contract';
import { Chart } from '../../ui/charts/chart';
import { priceChartOptions } from './price-chart-options';
import { priceSentence } from './price-labels';
// Beside the parts that every chart has.
import 'echarts/lib/chart/candlestick';
import 'echarts/lib/chart/scatter';
import 'echarts/lib/component/markLine';

/** Candles around a trade. Brings its part of the chart library along: for use inside `@defer`. */
@Component({
  selector: 'app-price-chart',
  imports: [Chart],
  template: `<app-chart [options]="options()" [label]="sentence()" />`,
  styles: `
    app-chart {
      height: 100%;
    }
  `,
})
export class PriceChart {
  readonly answer = input.required<CandlesAnswer>();
  readonly trade = input.required<TradeAnswer>();
  readonly timeZone = input.required<string>();

  protected readonly options = computed(() => priceChartOptions(this.answer(), this.trade(), this.timeZone()));
  protected readonly sentence = computed(() => priceSentence(this.answer(), this.trade(), this.timeZone()));
}
