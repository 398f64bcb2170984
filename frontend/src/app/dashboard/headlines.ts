import { Component, computed, input } from '@angular/core';
import type { CurrencyStatistics } from '@singularity/contract';
import { Amount } from '../ui/amount';
import { formatNumber } from '../ui/format/money';
import { Ring } from '../ui/charts/ring';
import type { Share } from '../ui/charts/ring';
import { TwoSidedBar } from '../ui/charts/two-sided-bar';
import { DefinedName } from './defined-name';
import { ExplainLink } from './explain-link';
import { FigureCard } from './figure-card';
import { balanceOf, expectancyOf, netPnlOf, profitFactorOf, streakOf, winRateOf } from './data/figures';
import type { Change } from './data/figures';

/** The numbers that come first. */
@Component({
  selector: 'app-headlines',
  imports: [Amount, DefinedName, ExplainLink, FigureCard, Ring, TwoSidedBar],
  templateUrl: './headlines.html',
  styleUrl: './headlines.scss',
})
export class Headlines {
  readonly stats = input.required<CurrencyStatistics>();
  /** Whether there is a period before, and what has changed since, as soon as that is known. */
  readonly compared = input.required<boolean>();
  readonly change = input.required<Change | null>();

  protected readonly averages = 'Average net P&L of wins and of losses. Payoff ratio = average win ÷ average loss.';
  protected readonly netPnl = computed(() => netPnlOf(this.stats()));
  protected readonly winRate = computed(() => winRateOf(this.stats()));
  protected readonly shares = computed<readonly Share[]>(() => [
    { tone: 'profit', count: this.stats().wins },
    { tone: 'even', count: this.stats().breakeven },
    { tone: 'loss', count: this.stats().losses },
  ]);
  protected readonly profitFactor = computed(() => profitFactorOf(this.stats()));
  protected readonly expectancy = computed(() => expectancyOf(this.stats()));
  protected readonly streak = computed(() => streakOf(this.stats()));
  protected readonly balance = computed(() => balanceOf(this.stats()));
  protected readonly payoff = computed(() => formatNumber(this.stats().payoffRatio, { places: 2, least: 2 }));
}
