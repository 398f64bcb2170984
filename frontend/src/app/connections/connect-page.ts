import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { FormField, FormRoot, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { BrokerAnswer } from '@singularity/contract';
import { FormSubmission } from '../http/form-submission';
import type { MayHoldInput } from '../session/keep-input';
import { Failure } from '../ui/failure';
import { Field, FieldControl } from '../ui/field';
import { Skeleton } from '../ui/skeleton';
import { BrokerBrief } from './broker-brief';
import { ConnectionActions } from './connection-actions';
import { ConnectionsApi } from './connections-api';
import { CredentialFields } from './credential-fields';
import { credentialProblems, emptyCredentials, labelProblems } from './credentials-draft';
import type { ConnectDraft } from './credentials-draft';

/** The second step of a new connection: what to do at the broker, and the key. The broker is asked before it is kept. */
@Component({
  selector: 'app-connect-page',
  imports: [
    BrokerBrief,
    CredentialFields,
    Failure,
    Field,
    FieldControl,
    FormField,
    FormRoot,
    MatButton,
    RouterLink,
    Skeleton,
  ],
  templateUrl: './connect-page.html',
  styleUrl: './connect-page.scss',
})
export class ConnectPage implements MayHoldInput {
  /** As the API names it. */
  readonly broker = input.required<string>();

  private readonly api = inject(ConnectionsApi);
  private readonly actions = inject(ConnectionActions);
  private readonly router = inject(Router);
  protected readonly brokers = this.api.brokers();
  protected readonly chosen = computed(() =>
    this.brokers.value()?.items.find(({ broker }) => broker === this.broker()),
  );
  protected readonly heading = computed(() => `Connect ${this.chosen()?.name ?? 'a broker'}`);

  // The list is read again with every change of the ledger: what is typed stays.
  private readonly draft = linkedSignal<BrokerAnswer | undefined, ConnectDraft>({
    source: this.chosen,
    computation: (broker, before) =>
      before?.source && before.source.broker === broker?.broker ? before.value : emptyDraft(broker),
  });
  private readonly done = signal(false);
  protected readonly submission = new FormSubmission<ConnectDraft>(
    (draft) => {
      const broker = this.chosen();
      return broker ? [...credentialProblems(broker, draft), ...labelProblems(draft.label)] : [];
    },
    () => this.connect(),
  );
  protected readonly form = form(this.draft, this.submission.rules, { submission: this.submission.options });
  readonly unsaved = computed(
    () => !this.done() && Object.values(this.draft().credentials).some((typed) => typed.trim() !== ''),
  );

  private async connect(): Promise<void> {
    const { label, credentials } = this.draft();
    const { id, consentUrl } = await this.api.add({ broker: this.broker(), label: label.trim(), credentials });
    this.done.set(true);
    // Who goes back from the broker without an answer finds the connection, not a form that adds a second one.
    const next = consentUrl === null ? ['accounts'] : [];
    await this.router.navigate(['/connections', id, ...next], { replaceUrl: true });
    if (consentUrl !== null) this.actions.leaveFor(consentUrl);
  }
}

function emptyDraft(broker: BrokerAnswer | undefined): ConnectDraft {
  return broker ? { ...emptyCredentials(broker.fields), label: broker.name } : { ...emptyCredentials([]), label: '' };
}
