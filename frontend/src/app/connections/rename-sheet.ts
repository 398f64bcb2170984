import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { FormField, FormRoot, form } from '@angular/forms/signals';
import { FormSubmission } from '../http/form-submission';
import { loadedOnce } from '../ledger/loaded-once';
import type { MayHoldInput } from '../session/keep-input';
import { Failure } from '../ui/failure';
import { Field, FieldControl } from '../ui/field';
import { FocusFirst } from '../ui/focus-first';
import { FormFoot } from '../ui/form-foot';
import { Sheet } from '../ui/sheet';
import { SheetRouter } from '../ui/sheet-router';
import { Skeleton } from '../ui/skeleton';
import { ConnectionsApi } from './connections-api';
import { labelProblems } from './credentials-draft';

interface LabelDraft {
  label: string;
}

/** What a connection is called here. */
@Component({
  selector: 'app-rename-sheet',
  imports: [Failure, Field, FieldControl, FocusFirst, FormField, FormFoot, FormRoot, Sheet, Skeleton],
  template: `
    <app-sheet heading="Rename connection" (dismiss)="sheets.close()">
      @if (connection()) {
        <form [formRoot]="form">
          <div class="fields">
            <app-field label="Name">
              <input type="text" autocomplete="off" appFocusFirst appControl [formField]="form.label" />
            </app-field>
          </div>
          <app-form-foot
            label="Save changes"
            [busy]="form().submitting()"
            [problem]="submission.problem()"
            (dismiss)="sheets.close()"
          />
        </form>
      } @else if (resource.problem(); as problem) {
        <app-failure [problem]="problem" (retry)="resource.reload()" />
      } @else {
        <app-skeleton height="2rem" />
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
    .fields,
    app-failure,
    app-skeleton {
      margin: var(--space-4) var(--space-5) 0;
    }
  `,
})
export class RenameSheet implements MayHoldInput {
  readonly id = input.required<string>();

  private readonly api = inject(ConnectionsApi);
  protected readonly sheets = inject(SheetRouter);
  protected readonly resource = loadedOnce(this.api.one(() => this.id()));
  protected readonly connection = this.resource.value;
  private readonly draft = linkedSignal<LabelDraft>(() => ({ label: this.connection()?.label ?? '' }));
  private readonly saved = signal(false);
  protected readonly submission = new FormSubmission<LabelDraft>(
    ({ label }) => labelProblems(label),
    () => this.save(),
  );
  protected readonly form = form(this.draft, this.submission.rules, { submission: this.submission.options });
  readonly unsaved = computed(() => !this.saved() && this.draft().label !== (this.connection()?.label ?? ''));

  private async save(): Promise<void> {
    const connection = this.connection();
    const label = this.draft().label.trim();
    if (connection && label !== connection.label) await this.api.edit(connection, { label });
    this.saved.set(true);
    this.sheets.close();
  }
}
