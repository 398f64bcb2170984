import { Component, computed, input } from '@angular/core';

export interface Share {
  readonly count: number;
  readonly tone: 'profit' | 'loss' | 'even';
}

/** How much of the way round, of a hundred, stays empty between two arcs. */
const GAP = 2;

/** Shares of a whole as arcs of a ring: a decoration beside the figures that say the same. */
@Component({
  selector: 'app-ring',
  template: `
    <svg viewBox="0 0 36 36" aria-hidden="true">
      <circle class="track" cx="18" cy="18" r="15" />
      @for (arc of arcs(); track arc.tone) {
        <circle
          cx="18"
          cy="18"
          r="15"
          pathLength="100"
          [class]="arc.tone"
          [attr.stroke-dasharray]="arc.length + ' 100'"
          [attr.stroke-dashoffset]="-arc.start"
        />
      }
    </svg>
  `,
  styles: `
    :host {
      display: block;
    }
    svg {
      display: block;
      width: 100%;
      height: 100%;
      rotate: -90deg;
    }
    circle {
      fill: none;
      stroke-width: 5;
    }
    .track {
      stroke: var(--sunken);
    }
    .profit {
      stroke: var(--profit);
    }
    .loss {
      stroke: var(--loss);
    }
    .even {
      stroke: var(--text-faint);
    }
  `,
})
export class Ring {
  /** Clockwise from the top. */
  readonly shares = input.required<readonly Share[]>();

  protected readonly arcs = computed(() => arcsOf(this.shares()));
}

function arcsOf(all: readonly Share[]) {
  const shares = all.filter(({ count }) => count > 0);
  const whole = shares.reduce((sum, { count }) => sum + count, 0);
  const gap = shares.length > 1 ? GAP : 0;
  let start = 0;
  return shares.map(({ tone, count }) => {
    const length = (count / whole) * 100;
    const arc = { tone, start, length: Math.max(length - gap, 0.5) };
    start += length;
    return arc;
  });
}
