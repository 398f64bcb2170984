import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { FormField, FormRoot, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { AccountAnswer } from '@singularity/contract';
import { same } from '@singularity/domain';
import { Filter } from '../filter/filter';
import { newIdempotencyKey } from '../http/commands';
import { FormSubmission } from '../http/form-submission';
import { memberAccounts } from '../ledger/accounts';
import { loadedOnce } from '../ledger/loaded-once';
import type { MayHoldInput } from '../session/keep-input';
import { Session } from '../session/session';
import { Failure } from '../ui/failure';
import { Field, FieldControl } from '../ui/field';
import { plural } from '../ui/format/figure-labels';
import { NumberControl } from '../ui/number-control';
import { Skeleton } from '../ui/skeleton';
import { seenLabel, usualStart } from './broker-labels';
import { isSetUp } from './connection-state';
import { ConnectionsApi } from './connections-api';
import { NEW_ACCOUNT, NOWHERE, accountOf, choicesFor, draftOf, mappingOf, problemsOf } from './mapping-draft';
import type { MappingDraft } from './mapping-draft';

const EMPTY: MappingDraft = { accounts: [] };

/** The last step of a new connection, and changed later: where the trades of each account at the broker go. */
@Component({
  selector: 'app-mapping-page',
  imports: [Failure, Field, FieldControl, FormField, FormRoot, MatButton, NumberControl, RouterLink, Skeleton],
  templateUrl: './mapping-page.html',
  styleUrl: './mapping-page.scss',
})
export class MappingPage implements MayHoldInput {
  readonly id = input.required<string>();

  private readonly api = inject(ConnectionsApi);
  private readonly router = inject(Router);
  protected readonly today = inject(Filter).today;
  private readonly timeZone = inject(Session).timeZone;
  private readonly connections = this.api.one(() => this.id());
  private readonly accounts = memberAccounts();
  private readonly brokers = this.api.brokers();
  /** Of each row of the form: however often it is sent, its account is added once. */
  private readonly keys = new Map<string, string>();
  /** Accounts that the form has made. */
  private readonly added = signal<readonly AccountAnswer[]>([]);
  protected readonly newAccount = NEW_ACCOUNT;
  protected readonly nowhere = NOWHERE;

  /** What the form was opened with: what is read later does not replace it. */
  private readonly opened = loadedOnce({
    value: computed(() => {
      const [connection, mine] = [this.connections.value(), this.accounts.value()?.items];
      const broker = this.brokers.value()?.items.find((one) => one.broker === connection?.broker);
      return connection && mine && broker ? { connection, mine, broker } : undefined;
    }),
    loading: this.connections.loading,
    problem: computed(() => this.connections.problem() ?? this.accounts.problem() ?? this.brokers.problem()),
    reload: () => [this.connections, this.accounts, this.brokers].forEach((resource) => resource.reload()),
  });
  protected readonly problem = this.opened.problem;
  protected readonly connection = computed(() => this.opened.value()?.connection);
  protected readonly broker = computed(() => this.opened.value()?.broker);
  protected readonly isFirst = computed(() => {
    const connection = this.connection();
    return connection !== undefined && !isSetUp(connection);
  });
  protected readonly heading = computed(() => (this.isFirst() ? 'Where do the trades go?' : 'Accounts to sync'));
  protected readonly found = computed(() => {
    const [connection, broker] = [this.connection(), this.broker()];
    return connection && broker ? `${broker.name} shows ${plural(connection.accounts.length, 'account')}.` : '';
  });
  protected readonly start = computed(() => {
    const broker = this.broker();
    return broker ? `Empty: ${usualStart(broker)}` : '';
  });
  protected readonly lines = computed(() => {
    const { connection, mine } = this.opened.value() ?? {};
    const all = [...(mine ?? []), ...this.added()];
    return (connection?.accounts ?? []).map((account) => ({
      account,
      choices: choicesFor(account, all),
      seen: this.isFirst() ? seenLabel(account, this.timeZone()) : '',
    }));
  });

  private readonly before = computed<MappingDraft>(() => {
    const opened = this.opened.value();
    return opened ? draftOf(opened.connection, opened.mine, opened.broker.name) : EMPTY;
  });
  private readonly draft = linkedSignal(() => this.before());
  private readonly done = signal(false);
  protected readonly submission = new FormSubmission<MappingDraft>(problemsOf, () => this.save());
  protected readonly form = form(this.draft, this.submission.rules, { submission: this.submission.options });
  readonly unsaved = computed(() => !this.done() && !same(this.draft(), this.before()));

  protected isMoved(index: number): boolean {
    const [before, now] = [this.connection()?.accounts[index]?.accountId ?? null, this.draft().accounts[index]];
    return before !== null && now !== undefined && now.accountId !== before;
  }

  protected reload(): void {
    this.opened.reload();
  }

  private async save(): Promise<void> {
    const connection = this.connection();
    if (!connection) return;
    await this.addAccounts();
    await this.api.edit(connection, { accounts: mappingOf(this.draft()) });
    this.done.set(true);
    await this.router.navigate(['/connections', connection.id]);
  }

  /** One that was added is chosen at once: where the rest fails, it is not added again. */
  private async addAccounts(): Promise<void> {
    const platform = this.broker()?.name ?? '';
    for (const [index, { account }] of this.lines().entries()) {
      const row = this.draft().accounts[index];
      if (row?.accountId !== NEW_ACCOUNT) continue;
      const key = this.keys.get(row.brokerAccountId) ?? newIdempotencyKey();
      this.keys.set(row.brokerAccountId, key);
      const added = await this.api.addAccount(accountOf(row, account, platform), key);
      this.added.update((all) => [...all, added]);
      this.draft.update(({ accounts }) => ({
        accounts: accounts.map((one, place) => (place === index ? { ...one, accountId: added.id } : one)),
      }));
    }
  }
}
