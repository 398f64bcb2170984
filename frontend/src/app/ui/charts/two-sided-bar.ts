import { Component, computed, input } from '@angular/core';

/** A loss and a win as two parts of one bar: a decoration beside the figures that say the same. */
@Component({
  selector: 'app-two-sided-bar',
  template: `
    @if (parts(); as parts) {
      <span class="loss-part" [style.flex-grow]="parts.loss"></span>
      <span class="win-part" [style.flex-grow]="parts.win"></span>
    }
  `,
  host: { 'aria-hidden': 'true' },
  styles: `
    :host {
      display: flex;
      gap: 2px;
      height: 0.375rem;
      border-radius: 1rem;
      background: var(--sunken);
      overflow: hidden;
    }
    .loss-part {
      background: var(--loss);
    }
    .win-part {
      background: var(--profit);
    }
  `,
})
export class TwoSidedBar {
  /** Decimal texts, of which only the sizes count. */
  readonly loss = input.required<string | null>();
  readonly win = input.required<string | null>();

  protected readonly parts = computed(() => {
    const [loss, win] = [this.loss(), this.win()].map((amount) => Math.abs(Number(amount ?? 0)));
    return loss || win ? { loss, win } : null;
  });
}
