import { Component, computed, input, signal } from '@angular/core';
import type { ContributionAnswer } from '@singularity/contract';
import type { TradeResult } from '@singularity/domain';
import { Icon } from '../ui/icon';
import { formatMoney, formatR, toneOf } from '../ui/format/money';
import { SignedBar, largestOf } from '../ui/charts/signed-bar';
import { TradeName } from '../ui/trade-name';
import { formatDay, toDay } from '../ui/format/zoned-time';
import { ContributionEvents } from './contribution-events';

const RESULT_LABELS: Record<TradeResult, string> = { win: 'win', loss: 'loss', breakeven: 'breakeven' };

/** Trades with what each adds: its bar to the right for more and to the left for less. Each opens to its events. */
@Component({
  selector: 'app-contribution-list',
  imports: [ContributionEvents, Icon, SignedBar, TradeName],
  templateUrl: './contribution-list.html',
  styleUrl: './contribution-list.scss',
})
export class ContributionList {
  readonly items = input.required<readonly ContributionAnswer[]>();
  readonly currency = input.required<string>();
  readonly timeZone = input.required<string>();
  /** Whether what is added are multiples of the risk. */
  readonly inR = input(false);
  /** Whether less is good: costs have no colour. */
  readonly plain = input(false);

  protected readonly opened = signal<string | null>(null);
  protected readonly most = computed(() => largestOf(this.items().map(({ contribution }) => contribution)));
  protected readonly rows = computed(() =>
    this.items().map((item) => ({
      item,
      when: formatDay(toDay(item.at, this.timeZone())),
      amount: this.amountOf(item),
      tone: this.plain() ? '' : toneOf(item.contribution),
      word: item.result === null ? openWord(item) : RESULT_LABELS[item.result],
    })),
  );

  protected toggle(id: string): void {
    this.opened.update((opened) => (opened === id ? null : id));
  }

  private amountOf({ contribution }: ContributionAnswer): string {
    if (this.inR()) return formatR(contribution);
    return formatMoney(contribution, this.currency(), this.plain() ? 'negative' : 'always');
  }
}

function openWord({ status }: ContributionAnswer): string {
  return status === 'open' ? 'open' : '';
}
