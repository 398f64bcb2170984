import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { FIGURE_RULES, FIGURES } from '@singularity/domain';
import type { Figure } from '@singularity/domain';
import { Filter } from '../filter/filter';
import { Session } from '../session/session';
import { Failure } from '../ui/failure';
import { formatFigure, isSigned, nameOf } from '../ui/format/figure-labels';
import { InSight } from '../ui/in-sight';
import { formatCount, formatMoney, toneOf } from '../ui/format/money';
import { Sheet } from '../ui/sheet';
import { SheetPipe, SheetRouter } from '../ui/sheet-router';
import { Skeleton } from '../ui/skeleton';
import { ContributionList } from './contribution-list';
import { ExplainPages } from './explain-pages';
import { balanceLabel, formulaOf, partLinesOf } from './explain-labels';

/** What a figure is made of: its formula with the numbers of today, the trades that count, and the events behind them. */
@Component({
  selector: 'app-explain-sheet',
  imports: [ContributionList, Failure, InSight, MatButton, RouterLink, Sheet, SheetPipe, Skeleton],
  templateUrl: './explain-sheet.html',
  styleUrl: './explain-sheet.scss',
})
export class ExplainSheet {
  readonly figure = input.required<string>();
  /** From the query. */
  readonly currency = input<string>();

  protected readonly sheets = inject(SheetRouter);
  protected readonly session = inject(Session);
  protected readonly count = formatCount;
  private readonly filter = inject(Filter);
  protected readonly pages = new ExplainPages(() => ({
    figure: this.figure(),
    currency: this.currency() ?? this.session.settings().baseCurrency,
  }));
  private readonly known = computed<Figure | undefined>(() => FIGURES.find((figure) => figure === this.figure()));
  private readonly rule = computed(() => {
    const figure = this.known();
    return figure && FIGURE_RULES[figure];
  });

  protected readonly heading = computed(() => {
    const figure = this.known();
    return figure ? nameOf(figure) : 'Unknown metric';
  });
  protected readonly shown = computed(() => {
    const answer = this.pages.answer();
    return (
      answer && {
        answer,
        value: formatFigure(answer.figure, answer.value, answer.currency),
        tone: isSigned(answer.figure) ? toneOf(answer.value) : '',
        formula: formulaOf(answer),
        parts: partLinesOf(answer),
        accounts: answer.accounts.map((account) => ({
          ...account,
          balance: formatMoney(account.balance, answer.currency),
          made: balanceLabel(account, answer.currency),
        })),
      }
    );
  });
  /** What of the ledger it is about. */
  protected readonly scope = computed(() => {
    if (this.rule()?.from === 'accounts')
      return this.filter.chosen().accountId.length > 0 ? 'Selected accounts, to date' : 'All accounts, to date';
    return this.filter.active() ? 'Current filters' : 'All trades';
  });
  protected readonly order = computed(() =>
    ['streak', 'fall'].includes(this.rule()?.from ?? '') ? 'Oldest first' : 'Largest first',
  );
  protected readonly inR = computed(() => this.known() === 'averageR');
}
