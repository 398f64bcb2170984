import { Component, computed, input } from '@angular/core';

/** An amount as a bar from the middle, to the right or, below zero, to the left: a decoration beside the amount. */
@Component({
  selector: 'app-signed-bar',
  template: `<span [class]="loses() ? 'bar lost' : 'bar'" [style.width.%]="width()"></span>`,
  host: { 'aria-hidden': 'true' },
  styles: `
    :host {
      position: relative;
      display: block;
      height: 0.5rem;
      border-radius: var(--radius-s);
      background: linear-gradient(var(--line-strong), var(--line-strong)) center / 1px 100% no-repeat var(--sunken);
    }
    .bar {
      position: absolute;
      inset: 0 auto 0 50%;
      border-radius: 0 var(--radius-s) var(--radius-s) 0;
      background: var(--profit);
    }
    .lost {
      inset: 0 50% 0 auto;
      border-radius: var(--radius-s) 0 0 var(--radius-s);
      background: var(--loss);
    }
  `,
})
export class SignedBar {
  /** A decimal text, of which only the sign and the size count. */
  readonly amount = input.required<string>();
  /** The largest of its like, which fills its half. */
  readonly most = input.required<number>();

  protected readonly loses = computed(() => this.amount().startsWith('-'));
  protected readonly width = computed(() => (sizeOf(this.amount()) / this.most()) * 50);
}

/** The size of the largest amount. */
export function largestOf(amounts: readonly string[]): number {
  return Math.max(...amounts.map(sizeOf), Number.MIN_VALUE);
}

/** Only a width depends on it. */
function sizeOf(amount: string): number {
  return Math.abs(Number(amount));
}
