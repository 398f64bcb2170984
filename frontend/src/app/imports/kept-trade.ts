import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TradeName } from '../ui/trade-name';
import { ImportsApi } from './imports-api';

/** One of them by its name, and why it stayed. */
@Component({
  selector: 'app-kept-trade',
  imports: [RouterLink, TradeName],
  template: `
    <a [routerLink]="['/trades', id()]">
      @if (trade.value(); as trade) {
        <app-trade-name [trade]="trade" />
      } @else {
        Trade
      }
    </a>
    <span class="soft">{{ reason() }}</span>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 0 var(--space-3);
    }
  `,
})
export class KeptTrade {
  readonly id = input.required<string>();
  readonly reason = input.required<string>();

  protected readonly trade = inject(ImportsApi).trade(() => this.id());
}
