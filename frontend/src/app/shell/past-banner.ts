import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { textOf } from '../ledger/as-of';
import { asOfLabel } from '../ledger/as-of-label';
import { sentenceOf } from '../http/problem';
import { Session } from '../session/session';
import { TimeTravel } from '../ledger/time-travel';
import { Icon } from '../ui/icon';
import { ShellApi } from './shell-api';

/** Says that the page shows the past, and which, and how to get out of it. */
@Component({
  selector: 'app-past-banner',
  imports: [Icon, MatButton, RouterLink],
  template: `
    <app-icon name="history" />
    <p>
      @if (fault(); as fault) {
        <strong>{{ fault }}</strong>
      } @else {
        Your journal as of <strong>{{ labels() }}</strong> · read-only
      }
    </p>
    <a matButton [routerLink]="[]" [queryParams]="{ asOf: null }" queryParamsHandling="merge">Back to now</a>
    @if (!fault()) {
      <a matButton routerLink="/compare" [queryParams]="{ from: from() }">Compare with now</a>
    }
  `,
  host: { role: 'region', 'aria-label': 'As of' },
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: var(--space-2);
      padding: var(--space-1) var(--beside-page);
      border-bottom: 1px solid var(--warning);
      background: var(--warning-tint);
      color: var(--warning);
    }
    p {
      flex: 1;
      min-width: 0;
    }
    strong {
      font-variant-numeric: tabular-nums;
    }
    @media (max-width: 45rem) {
      :host {
        flex-wrap: wrap;
        justify-content: end;
        gap: 0 var(--space-2);
        padding-inline: var(--space-4);
      }
      // Two lines, from before the moment of a version is known.
      p {
        flex-basis: calc(100% - 2rem);
        min-height: 2lh;
      }
    }
  `,
})
export class PastBanner {
  private readonly travel = inject(TimeTravel);
  private readonly timeZone = inject(Session).timeZone;
  private readonly found = inject(ShellApi).positionShown();

  protected readonly labels = computed(() => {
    const asOf = this.travel.asOf();
    return asOf ? asOfLabel(asOf, this.found.value(), this.timeZone()) : '';
  });
  protected readonly fault = computed(() => {
    const problem = this.found.problem();
    return problem && (problem.errors?.[0]?.message ?? sentenceOf(problem));
  });
  protected readonly from = computed(() => {
    const asOf = this.travel.asOf();
    return asOf && textOf(asOf);
  });
}
