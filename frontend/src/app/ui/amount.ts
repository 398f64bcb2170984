import { Component, computed, input } from '@angular/core';
import { formatMoney, toneOf } from './format/money';

/** Profit or loss in a currency: signed, coloured, in tabular figures. */
@Component({
  selector: 'app-amount',
  template: `{{ text() }}`,
  host: { class: 'number', '[class.profit]': 'tone() === "profit"', '[class.loss]': 'tone() === "loss"' },
})
export class Amount {
  /** A decimal text; null where there is none. */
  readonly value = input.required<string | null>();
  readonly currency = input.required<string>();

  protected readonly text = computed(() => formatMoney(this.value(), this.currency(), 'always'));
  protected readonly tone = computed(() => toneOf(this.value()));
}
