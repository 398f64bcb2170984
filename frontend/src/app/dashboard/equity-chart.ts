import { Component, DOCUMENT, afterRenderEffect, computed, inject, input, viewChild } from '@angular/core';
import type { ElementRef } from '@angular/core';
import type { EquityPoint } from '@singularity/domain';
import { formatMoney } from '../ui/money';
import { formatDay } from '../ui/zoned-time';
import { drawEquity } from './equity-drawing';
import type { Drawing } from './equity-drawing';

/** The equity at the end of each day, as a picture and in words. */
@Component({
  selector: 'app-equity-chart',
  template: `
    <div #canvas class="canvas" role="img" [attr.aria-label]="summary()"></div>
    <details>
      <summary>Show the figures</summary>
      <div class="scroller" tabindex="0" role="group" aria-label="Equity by day">
        <table>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Equity</th>
              <th scope="col">Below the peak</th>
            </tr>
          </thead>
          <tbody>
            @for (row of rows(); track row.day) {
              <tr>
                <td>{{ row.day }}</td>
                <td class="number">{{ row.equity }}</td>
                <td class="number">{{ row.drawdown }}</td>
              </tr>
            }
          </tbody>
        </table>
      </div>
    </details>
  `,
  styleUrl: './equity-chart.scss',
})
export class EquityChart {
  readonly points = input.required<readonly EquityPoint[]>();
  readonly currency = input.required<string>();
  readonly theme = input.required<string>();

  private readonly canvas = viewChild.required<ElementRef<HTMLElement>>('canvas');
  private readonly window = inject(DOCUMENT).defaultView;

  protected readonly rows = computed(() =>
    this.points().map(({ day, equity, drawdown }) => ({
      day: formatDay(day),
      equity: formatMoney(equity, this.currency()),
      drawdown: formatMoney(drawdown, this.currency()),
    })),
  );
  protected readonly summary = computed(() => {
    const [first, last] = [this.rows()[0], this.rows().at(-1)];
    if (!first || !last) return 'Equity curve';
    return `Equity curve from ${first.equity} on ${first.day} to ${last.equity} on ${last.day}`;
  });

  constructor() {
    let drawing: Drawing | null = null;
    afterRenderEffect((onCleanup) => {
      this.theme();
      drawing = drawEquity(this.canvas().nativeElement, this.points(), this.currency());
      const observer = this.window && new ResizeObserver(() => drawing?.resize());
      observer?.observe(this.canvas().nativeElement);
      const system = this.window?.matchMedia('(prefers-color-scheme: light)');
      const redraw = () => drawing?.recolour();
      system?.addEventListener('change', redraw);
      onCleanup(() => {
        observer?.disconnect();
        system?.removeEventListener('change', redraw);
        drawing?.dispose();
        drawing = null;
      });
    });
  }
}
