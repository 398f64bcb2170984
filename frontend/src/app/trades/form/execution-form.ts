import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { FormField, FormRoot, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { ExecutionAnswer, ExecutionRequest } from '@singularity/contract';
import { sentenceOf } from '../../http/problem';
import { FormSubmission } from '../../http/form-submission';
import { Session } from '../../session/session';
import { Field, FieldControl } from '../../ui/field';
import { Moment, MomentInput } from '../../ui/moment';
import { NumberControl } from '../../ui/number-control';
import { writeMoment } from '../../ui/format/moment-text';
import { readExecutionDraft } from '../read-draft';
import { emptyExecution } from '../trade-draft';
import type { ExecutionDraft } from '../trade-draft';

/** One execution of a recorded trade. Whether the trade still stands with it, the server knows. */
@Component({
  selector: 'app-execution-form',
  imports: [Field, FieldControl, FormField, FormRoot, MatButton, Moment, MomentInput, NumberControl],
  templateUrl: './execution-form.html',
  styleUrl: './execution-form.scss',
})
export class ExecutionForm {
  readonly label = input.required<string>();
  /** Left out for a new one. */
  readonly execution = input<ExecutionAnswer>();
  readonly send = input.required<(request: ExecutionRequest) => Promise<void>>();
  readonly loadNewest = output();
  readonly dismiss = output();

  private readonly session = inject(Session);
  /** As it was when the form was opened: what is typed is meant in it. */
  protected readonly timeZone = this.session.timeZone();
  private readonly draft = linkedSignal<ExecutionDraft>(() => {
    const execution = this.execution();
    return execution ? { ...execution, at: writeMoment(execution.at, this.timeZone) } : emptyExecution('close');
  });
  protected readonly submission = new FormSubmission<ExecutionDraft>(
    (draft) => {
      const read = readExecutionDraft(draft, this.timeZone);
      return 'request' in read ? [] : read.problems;
    },
    () => this.save(),
  );
  protected readonly problem = computed(() => {
    const problem = this.submission.problem();
    return problem && sentenceOf(problem);
  });
  protected readonly form = form(this.draft, this.submission.rules, { submission: this.submission.options });

  private async save(): Promise<void> {
    const read = readExecutionDraft(this.draft(), this.timeZone);
    if (!('request' in read)) return;
    const before = this.execution();
    // A time that was not touched keeps what the field does not show: which of two hours of the same name it is.
    const sameTime = before && writeMoment(before.at, this.timeZone) === this.draft().at;
    await this.send()(sameTime ? { ...read.request, at: before.at } : read.request);
  }
}
