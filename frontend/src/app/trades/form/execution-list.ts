import { Component, computed, inject, input } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import type { FieldTree } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { decimal, sum, toText } from '@singularity/domain';
import type { ExecutionType } from '@singularity/domain';
import { Session } from '../../session/session';
import { Field, FieldControl } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { formatQuantity } from '../../ui/format/money';
import { Moment, MomentInput } from '../../ui/moment';
import { NumberControl } from '../../ui/number-control';
import { readNumber } from '../../ui/format/number-text';
import { emptyExecution } from '../trade-draft';
import type { ExecutionDraft } from '../trade-draft';

/** The executions of a new trade, a line for each: several entries, several exits, or both. */
@Component({
  selector: 'app-execution-list',
  imports: [Field, FieldControl, FormField, Icon, MatButton, MatIconButton, Moment, MomentInput, NumberControl],
  templateUrl: './execution-list.html',
  styleUrl: './execution-list.scss',
})
export class ExecutionList {
  readonly executions = input.required<FieldTree<ExecutionDraft[]>>();

  protected readonly timeZone = inject(Session).timeZone;
  private readonly open = computed(() => {
    const signed = this.executions()()
      .value()
      .map(({ type, quantity }) => decimal(readNumber(quantity) ?? toText(sum([]))).times(type === 'open' ? 1 : -1));
    return sum(signed);
  });
  protected readonly remaining = computed(() => {
    const open = this.open();
    if (open.isZero()) return '';
    return open.isNegative()
      ? `${formatQuantity(toText(open.abs()))} more out than in.`
      : `${formatQuantity(toText(open))} still open.`;
  });

  /** An exit begins with all that is still open. */
  protected add(type: ExecutionType): void {
    const open = this.open();
    const quantity = type === 'close' && open.gt(0) ? toText(open) : '';
    this.change((executions) => [...executions, { ...emptyExecution(type), quantity }]);
  }

  protected remove(index: number): void {
    this.change((executions) => executions.filter((_, other) => other !== index));
  }

  private change(into: (executions: ExecutionDraft[]) => ExecutionDraft[]): void {
    const state = this.executions()();
    state.value.update(into);
    state.markAsDirty();
  }
}
