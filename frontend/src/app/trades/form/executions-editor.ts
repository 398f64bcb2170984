import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import type {
  ExecutionAnswer,
  ExecutionRequest,
  HistoryType,
  TradeAnswer,
  TradeCommandAnswer,
} from '@singularity/contract';
import { outcomeOf } from '../../changes/outcomes';
import { Undo, recordOf } from '../../changes/undo';
import { Notices } from '../../http/notices';
import { Session } from '../../session/session';
import { Icon } from '../../ui/icon';
import { ExecutionForm } from './execution-form';
import { executionLinesOf } from '../execution-lines';
import { TradesApi } from '../trades-api';

/** The executions of a trade, each of them added, changed or removed by itself and at once. */
@Component({
  selector: 'app-executions-editor',
  imports: [ExecutionForm, Icon, MatButton, MatIconButton],
  templateUrl: './executions-editor.html',
  styleUrl: './executions-editor.scss',
})
export class ExecutionsEditor {
  readonly trade = input.required<TradeAnswer>();
  readonly changed = output<TradeAnswer>();
  readonly loadNewest = output();

  private readonly api = inject(TradesApi);
  private readonly notices = inject(Notices);
  private readonly undo = inject(Undo);
  private readonly session = inject(Session);

  /** The id of the execution in the form, `new` for one more. */
  protected readonly editing = signal<string | null>(null);
  protected readonly lines = computed(() => executionLinesOf(this.trade(), this.session.timeZone()));

  protected readonly add = async (request: ExecutionRequest): Promise<void> =>
    this.accept('ExecutionAdded', await this.api.addExecution(this.trade(), request));

  protected readonly edit = async (request: ExecutionRequest): Promise<void> => {
    const id = this.editing();
    if (id) this.accept('ExecutionEdited', await this.api.editExecution(this.trade(), id, request));
  };

  protected async remove({ id }: ExecutionAnswer): Promise<void> {
    await this.notices.attempt(async () =>
      this.accept('ExecutionRemoved', await this.api.removeExecution(this.trade(), id)),
    );
  }

  private accept(type: HistoryType, trade: TradeCommandAnswer): void {
    this.undo.keep(outcomeOf(type, trade.symbol), recordOf(trade, this.trade().streamVersion));
    this.editing.set(null);
    this.changed.emit(trade);
  }
}
