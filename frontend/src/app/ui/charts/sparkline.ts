import { Component, computed, input } from '@angular/core';

const WIDTH = 100;
const HEIGHT = 24;

/** The shape of a row of amounts, without axes: a decoration beside the figures that it is made of. */
@Component({
  selector: 'app-sparkline',
  template: `
    <svg [attr.viewBox]="box" preserveAspectRatio="none" aria-hidden="true">
      @if (line(); as line) {
        <path class="area" [attr.d]="line + corners" />
        <path class="line" [attr.d]="line" />
      }
    </svg>
  `,
  styles: `
    :host {
      display: block;
      height: 2rem;
    }
    svg {
      display: block;
      width: 100%;
      height: 100%;
      overflow: visible;
    }
    .line {
      fill: none;
      stroke: var(--sparkline, var(--accent));
      stroke-width: 1.5;
      stroke-linejoin: round;
      vector-effect: non-scaling-stroke;
    }
    .area {
      fill: var(--sparkline, var(--accent));
      opacity: 0.1;
    }
  `,
})
export class Sparkline {
  /** Decimal texts, in order of time. */
  readonly amounts = input.required<readonly string[]>();

  protected readonly box = `0 0 ${WIDTH} ${HEIGHT}`;
  protected readonly corners = ` L${WIDTH} ${HEIGHT} L0 ${HEIGHT} Z`;
  protected readonly line = computed(() => lineThrough(this.amounts()));
}

/** An SVG path from edge to edge; where nothing moves, through the middle. Empty for fewer than two amounts. */
export function lineThrough(amounts: readonly string[]): string {
  if (amounts.length < 2) return '';
  // A chart may round: only here do amounts become numbers.
  const values = amounts.map(Number);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const steps = values.map((value, index) => {
    const x = (index / (values.length - 1)) * WIDTH;
    const y = high === low ? HEIGHT / 2 : (1 - (value - low) / (high - low)) * HEIGHT;
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return `M${steps.join(' L')}`;
}
