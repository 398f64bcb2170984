import { Component, computed, input } from '@angular/core';
import type { CandlesAnswer, TradeAnswer } from '@singularity/contract';
import { Chart } from '../ui/chart';
import { pricePicture } from './price-picture';
import { priceSentence } from './price-words';
// Beside the parts that every chart has.
import 'echarts/lib/chart/candlestick';
import 'echarts/lib/chart/scatter';
import 'echarts/lib/component/markLine';

/** Candles around a trade. Brings its part of the chart library along: for use inside `@defer`. */
@Component({
  selector: 'app-price-chart',
  imports: [Chart],
  template: `<app-chart [picture]="picture()" [label]="sentence()" />`,
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

  protected readonly picture = computed(() => pricePicture(this.answer(), this.trade(), this.timeZone()));
  protected readonly sentence = computed(() => priceSentence(this.answer(), this.trade(), this.timeZone()));
}
