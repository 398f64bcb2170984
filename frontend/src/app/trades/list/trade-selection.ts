import { computed, signal } from '@angular/core';
import type { TradeAnswer } from '@singularity/contract';
import {
  Decimal,
  PLACES,
  decimal,
  exactly,
  quotientText,
  resultOf,
  sum,
  toText,
  toleranceOf,
} from '@singularity/domain';
import type { DecimalText, Settings } from '@singularity/domain';

/** Some of the trades that are shown. What is no longer shown is no longer chosen. */
export class TradeSelection {
  private readonly ids = signal<ReadonlySet<string>>(new Set());
  /** Where a range begins. */
  private anchor = 0;

  readonly trades = computed(() => {
    const ids = this.ids();
    return ids.size === 0 ? [] : this.shown().filter(({ id }) => ids.has(id));
  });
  readonly count = computed(() => this.trades().length);

  constructor(private readonly shown: () => readonly TradeAnswer[]) {}

  has(id: string): boolean {
    return this.ids().has(id);
  }

  toggle(index: number): void {
    const id = this.shown()[index]?.id;
    if (id === undefined) return;
    this.anchor = index;
    this.ids.update((ids) => {
      const toggled = new Set(ids);
      if (!toggled.delete(id)) toggled.add(id);
      return toggled;
    });
  }

  /** Everything between the last one toggled and this one. */
  extendTo(index: number): void {
    const [from, to] = [Math.min(this.anchor, index), Math.max(this.anchor, index)];
    this.add(this.shown().slice(from, to + 1));
  }

  /** All that is loaded. */
  all(): void {
    this.add(this.shown());
  }

  clear(): void {
    this.ids.set(new Set());
  }

  private add(trades: readonly TradeAnswer[]): void {
    this.ids.update((ids) => new Set([...ids, ...trades.map(({ id }) => id)]));
  }
}

export interface Total {
  readonly currency: string;
  readonly count: number;
  readonly netPnl: DecimalText;
  /** Wins among the closed trades, a fraction; null where none is closed. */
  readonly winRate: DecimalText | null;
}

/** What trades come to, for each currency: they are never added together. */
export function totalsOf(trades: readonly TradeAnswer[], settings: Settings): readonly Total[] {
  const groups = Map.groupBy(trades, ({ currency }) => currency);
  return [...groups].map(([currency, group]) => {
    const tolerance = toleranceOf(settings, currency);
    const closed = group.filter(({ status }) => status === 'closed').map(netOf);
    const wins = closed.filter((net) => resultOf(net, tolerance) === 'win').length;
    return {
      currency,
      count: group.length,
      netPnl: toText(sum(group.map((trade) => decimal(netOf(trade))))),
      winRate: quotientText(new Decimal(wins), new Decimal(closed.length), PLACES.ratio),
    };
  });
}

function netOf({ netPnl }: TradeAnswer): DecimalText {
  return exactly(netPnl ?? '0');
}
