import { Component, computed, input } from '@angular/core';
import type { AssetType, Direction, Side } from '@singularity/domain';
import { formatNumber } from './format/money';
import { DIRECTION_LABELS } from './format/labels';
import { formatDay, formatShortDay } from './format/zoned-time';

export interface NamedTrade {
  readonly symbol: string;
  readonly assetType: AssetType;
  readonly direction: Direction;
  readonly side: Side | null;
  readonly strike: string | null;
  readonly expiration: string | null;
}

/** What was traded and which way: `SPY 600 · Dec 18, 2026 Put`. */
@Component({
  selector: 'app-trade-name',
  template: `
    <span class="symbol">{{ trade().symbol }}</span>
    <span class="chip">{{ word() }}</span>
    @if (terms(); as terms) {
      <span class="terms faint">{{ terms }}</span>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.125rem var(--space-2);
      min-width: 0;
    }
    .symbol {
      font-weight: 600;
      overflow-wrap: anywhere;
    }
    .terms {
      font-size: var(--text-xs);
    }
  `,
})
export class TradeName {
  readonly trade = input.required<NamedTrade>();
  /** The year that stands beside it. */
  readonly year = input<string>();

  protected readonly word = computed(() => wayOf(this.trade()));
  protected readonly terms = computed(() => termsOf(this.trade(), this.year()));
}

/** `Long`, `Sold Call`. */
export function wayOf({ direction, side }: NamedTrade): string {
  return `${side === 'sell' ? 'Sold ' : ''}${DIRECTION_LABELS[direction]}`;
}

/** `600 · Dec 18, 2026` of an option, without the year that stands beside it; of anything else nothing. */
export function termsOf({ strike, expiration }: NamedTrade, year?: string): string {
  const format = year !== undefined && expiration?.startsWith(year) ? formatShortDay : formatDay;
  return [strike && formatNumber(strike), expiration && format(expiration)].filter(Boolean).join(' · ');
}
