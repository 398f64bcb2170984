import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { CandlesQuery, TradeAnswer } from '@singularity/contract';
import { marketSymbolOf, toInstant } from '@singularity/domain';
import { sentenceOf } from '../../http/problem';
import { Session } from '../../session/session';
import { Skeleton } from '../../ui/skeleton';
import { MarketApi } from './market-api';
import { PriceChart } from './price-chart';
import { priceWindowOf } from './price-window';
import { INTERVAL_LABELS, isPurchase } from './price-labels';

/** How the price went around a trade. Nothing where no source covers its instrument. */
@Component({
  selector: 'app-trade-price',
  imports: [MatButton, PriceChart, Skeleton],
  templateUrl: './trade-price.html',
  styleUrl: './trade-price.scss',
})
export class TradePrice {
  readonly trade = input.required<TradeAnswer>();

  private readonly api = inject(MarketApi);
  private readonly session = inject(Session);

  protected readonly intervalLabels = INTERVAL_LABELS;
  protected readonly timeZone = this.session.timeZone;
  protected readonly query = computed<CandlesQuery | undefined>(
    () => {
      const symbol = this.session.market() ? marketSymbolOf(this.trade()) : null;
      return symbol === null ? undefined : { symbol, ...priceWindowOf(this.trade(), toInstant(new Date())) };
    },
    { equal: asksTheSame },
  );
  private readonly resource = this.api.candles(this.query);
  protected readonly problem = this.resource.problem;
  /** The symbol of a trade may be corrected while its page is open. */
  protected readonly answer = computed(() => {
    const answer = this.resource.value();
    return answer?.symbol === this.query()?.symbol ? answer : undefined;
  });
  /** In place of a chart. */
  protected readonly note = computed(() => {
    const [answer, problem] = [this.answer(), this.problem()];
    if (answer) return answer.candles.length === 0 ? 'No market prices for this time.' : null;
    if (problem?.status === 404) return `No market data for ${this.query()?.symbol}.`;
    return problem ? sentenceOf(problem) : null;
  });
  /** How the marks of what has happened are drawn. */
  protected readonly legend = computed(() => {
    const trade = this.trade();
    const types = new Set(trade.executions.map(({ type }) => type));
    return [...types].map((type) => ({
      word: type === 'open' ? 'Entry' : 'Exit',
      shape: isPurchase(trade, type) ? '▲' : '▼',
    }));
  });

  protected retry(): void {
    this.resource.reload();
  }
}

function asksTheSame(a: CandlesQuery | undefined, b: CandlesQuery | undefined): boolean {
  return a?.symbol === b?.symbol && a?.from === b?.from && a?.to === b?.to;
}
