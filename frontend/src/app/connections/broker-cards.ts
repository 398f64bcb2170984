import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { BrokersAnswer } from '@singularity/contract';
import type { LedgerResource } from '../ledger/ledger-resource';
import { Failure } from '../ui/failure';
import { Skeleton } from '../ui/skeleton';
import { completeLabel, reachLabel } from './broker-labels';

/** The brokers that can be connected, each with what it gives. */
@Component({
  selector: 'app-broker-cards',
  imports: [Failure, RouterLink, Skeleton],
  template: `
    @if (lines(); as lines) {
      <ul aria-label="Brokers">
        @for (line of lines; track line.broker.broker) {
          <li class="card">
            <h2>
              <a class="reaching" [routerLink]="['/connections/add', line.broker.broker]">{{ line.broker.name }}</a>
            </h2>
            <p>{{ line.broker.gives }}</p>
            <p class="faint">{{ line.facts }}</p>
          </li>
        }
      </ul>
    } @else if (brokers().problem(); as problem) {
      <app-failure [problem]="problem" (retry)="brokers().reload()" />
    } @else {
      <app-skeleton [count]="3" height="6rem" />
    }
  `,
  styles: `
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr));
      gap: var(--space-3);
    }
    li {
      position: relative;
      display: grid;
      align-content: start;
      gap: var(--space-1);
      padding: var(--space-3) var(--space-4);
      transition: border-color var(--fast);
    }
    li:hover,
    li:focus-within {
      border-color: var(--accent);
    }
    h2 {
      font-size: var(--text-l);
    }
    /* All of the card is the link. */
    a {
      position: static;
      text-decoration: none;
    }
    a::after {
      position: absolute;
      inset: 0;
      width: auto;
      height: auto;
      translate: none;
      content: '';
    }
    p {
      color: var(--text-soft);
      font-size: var(--text-s);
    }
    .faint {
      color: var(--text-faint);
    }
  `,
})
export class BrokerCards {
  readonly brokers = input.required<LedgerResource<BrokersAnswer>>();

  protected readonly lines = computed(() =>
    this.brokers()
      .value()
      ?.items.map((broker) => ({
        broker,
        facts: `${reachLabel(broker)} · ${completeLabel(broker)}`,
      })),
  );
}
