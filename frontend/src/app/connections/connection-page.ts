import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { accountNames, memberAccounts } from '../ledger/accounts';
import { Failure } from '../ui/failure';
import { Skeleton } from '../ui/skeleton';
import { BrokerAccount } from './broker-account';
import { brokerNames } from './broker-names';
import { ConnectionCard } from './connection-card';
import { isSetUp, isUnderWay } from './connection-state';
import { ConnectionsApi } from './connections-api';
import { ConsentEnd } from './consent-end';
import { followWhile } from './followed';
import { RunList } from './run-list';
import { outcomeOf } from './run-labels';

/** One connection: how it stands, its accounts beside ours, and all its syncs. */
@Component({
  selector: 'app-connection-page',
  imports: [BrokerAccount, ConnectionCard, ConsentEnd, Failure, MatButton, RouterLink, RunList, Skeleton],
  templateUrl: './connection-page.html',
  styles: `
    .page {
      max-width: 60rem;
    }
    .accounts {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-3);
    }
  `,
})
export class ConnectionPage {
  readonly id = input.required<string>();
  /** How it ended that the member was asked to agree at the broker, where they come from there. */
  readonly consent = input<string>();

  private readonly api = inject(ConnectionsApi);
  private readonly router = inject(Router);
  private readonly accounts = memberAccounts();
  protected readonly accountNames = accountNames(this.accounts);
  private readonly nameOf = brokerNames(this.api.brokers());
  protected readonly resource = this.api.one(() => this.id());
  protected readonly connection = computed(() => {
    const read = this.resource.value();
    return read?.id === this.id() ? read : undefined;
  });
  protected readonly broker = computed(() => this.nameOf()(this.connection()?.broker ?? ''));
  protected readonly lines = computed(() =>
    (this.connection()?.accounts ?? []).map((account) => ({
      account,
      ours: this.accounts.value()?.items.find(({ id }) => id === account.accountId) ?? null,
    })),
  );
  /** Who has just agreed says next where the trades go, unless that was said before. */
  protected readonly onward = computed(() => {
    const connection = this.connection();
    if (!connection) return undefined;
    return isSetUp(connection) ? null : ['/connections', connection.id, 'accounts'];
  });
  /** For who does not see the page: what the last sync came to. */
  protected readonly told = computed(() => {
    const run = this.connection()?.lastRun ?? null;
    return run && !isUnderWay(run) ? `Last sync: ${[outcomeOf(run), run.problem].filter(Boolean).join('. ')}` : '';
  });

  constructor() {
    followWhile(() => isUnderWay(this.connection()?.lastRun ?? null), this.resource);
  }

  protected async leave(): Promise<void> {
    await this.router.navigate(['/connections']);
  }
}
