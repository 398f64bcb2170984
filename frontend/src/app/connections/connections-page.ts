import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { accountNames } from '../ledger/accounts';
import { EmptyState } from '../ui/empty-state';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { Skeleton } from '../ui/skeleton';
import { BrokerCards } from './broker-cards';
import { brokerNames } from './broker-names';
import { ConnectionCard } from './connection-card';
import { isUnderWay } from './connection-state';
import { ConnectionsApi } from './connections-api';
import { ConsentEnd } from './consent-end';
import { followWhile } from './followed';

/** The brokers that are asked for trades, and how that goes. */
@Component({
  selector: 'app-connections-page',
  imports: [BrokerCards, ConnectionCard, ConsentEnd, EmptyState, Failure, Icon, MatButton, RouterLink, Skeleton],
  templateUrl: './connections-page.html',
  styles: `
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr));
      gap: var(--space-3);
    }
    li {
      min-width: 0;
    }
    .brokers {
      padding: 0 var(--space-4) var(--space-4);
    }
  `,
})
export class ConnectionsPage {
  /** How it ended that a member was asked to agree at a broker, where they come from there. */
  readonly consent = input<string>();

  private readonly api = inject(ConnectionsApi);

  protected readonly brokers = this.api.brokers();
  protected readonly connections = this.api.all();
  protected readonly accountNames = accountNames();
  protected readonly nameOf = brokerNames(this.brokers);
  protected readonly listed = computed(() => this.connections.value()?.items);

  constructor() {
    followWhile(() => this.listed()?.some(({ lastRun }) => isUnderWay(lastRun)) ?? false, this.connections);
  }
}
