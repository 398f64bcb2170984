import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { FormRoot, form } from '@angular/forms/signals';
import type { BrokerAnswer } from '@singularity/contract';
import { FormSubmission } from '../http/form-submission';
import { Notices } from '../http/notices';
import type { MayHoldInput } from '../session/keep-input';
import { Failure } from '../ui/failure';
import { FormFoot } from '../ui/form-foot';
import { Sheet } from '../ui/sheet';
import { SheetRouter } from '../ui/sheet-router';
import { Skeleton } from '../ui/skeleton';
import { ConnectionsApi } from './connections-api';
import { CredentialFields } from './credential-fields';
import { credentialProblems, emptyCredentials } from './credentials-draft';
import type { CredentialsDraft } from './credentials-draft';

/** Another key for a connection, when the old one works no more. The broker is asked before it is kept. */
@Component({
  selector: 'app-replace-key-sheet',
  imports: [CredentialFields, Failure, FormFoot, FormRoot, Sheet, Skeleton],
  template: `
    <app-sheet [heading]="heading()" (dismiss)="sheets.close()">
      @if (broker(); as broker) {
        <form [formRoot]="form" autocomplete="off">
          <div class="fields">
            @if (kept(); as kept) {
              <p class="soft">{{ kept }}</p>
            }
            <ol>
              @for (step of broker.steps; track $index) {
                <li>{{ step }}</li>
              }
            </ol>
            <app-credential-fields [broker]="broker" [credentials]="form.credentials" [agreed]="form.agreed" />
          </div>
          <app-form-foot
            label="Replace key"
            [busy]="form().submitting()"
            [problem]="submission.problem()"
            (dismiss)="sheets.close()"
          />
        </form>
      } @else if (resource.problem() ?? brokers.problem(); as problem) {
        <app-failure [problem]="problem" (retry)="reload()" />
      } @else {
        <app-skeleton [count]="3" height="2rem" />
      }
    </app-sheet>
  `,
  styles: `
    form {
      display: flex;
      flex: 1;
      flex-direction: column;
      gap: var(--space-4);
    }
    .fields {
      display: grid;
      gap: var(--space-4);
    }
    .fields,
    app-failure,
    app-skeleton {
      margin: var(--space-4) var(--space-5) 0;
    }
    ol {
      display: grid;
      gap: var(--space-2);
      margin: 0;
      padding-left: var(--space-5);
      list-style: decimal;
    }
  `,
})
export class ReplaceKeySheet implements MayHoldInput {
  readonly id = input.required<string>();

  private readonly api = inject(ConnectionsApi);
  private readonly notices = inject(Notices);
  protected readonly sheets = inject(SheetRouter);
  protected readonly resource = this.api.one(() => this.id());
  protected readonly brokers = this.api.brokers();
  protected readonly broker = computed(() => {
    const broker = this.resource.value()?.broker;
    return this.brokers.value()?.items.find((one) => one.broker === broker);
  });
  protected readonly heading = computed(() => `Replace key of ${this.resource.value()?.label ?? 'connection'}`);
  /** Which one it is now, as far as it is told. */
  protected readonly kept = computed(() => {
    const told = (this.resource.value()?.credentials ?? []).flatMap(({ label, lastFour }) =>
      lastFour === null ? [] : [`${label} ending in ${lastFour}`],
    );
    return told.length > 0 ? `Now: ${told.join(', ')}` : '';
  });

  private readonly draft = linkedSignal<BrokerAnswer | undefined, CredentialsDraft>({
    source: this.broker,
    computation: (broker, before) => (before?.source ? before.value : emptyCredentials(broker?.fields ?? [])),
  });
  private readonly done = signal(false);
  protected readonly submission = new FormSubmission<CredentialsDraft>(
    (draft) => {
      const broker = this.broker();
      return broker ? credentialProblems(broker, draft) : [];
    },
    () => this.replace(),
  );
  protected readonly form = form(this.draft, this.submission.rules, { submission: this.submission.options });
  readonly unsaved = computed(
    () => !this.done() && Object.values(this.draft().credentials).some((typed) => typed.trim() !== ''),
  );

  protected reload(): void {
    this.resource.reload();
    this.brokers.reload();
  }

  private async replace(): Promise<void> {
    const connection = this.resource.value();
    if (!connection) return;
    await this.api.edit(connection, { credentials: this.draft().credentials });
    this.done.set(true);
    this.notices.say(`Replaced key of ${connection.label}`);
    this.sheets.close();
  }
}
