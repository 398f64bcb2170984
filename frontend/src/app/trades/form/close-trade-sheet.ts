import { Component, Injector, computed, inject, input, signal } from '@angular/core';
import { FormField, FormRoot, form, submit } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Refusal, same } from '@singularity/domain';
import { outcomeOf } from '../../changes/outcomes';
import { Undo, recordOf } from '../../changes/undo';
import { loadedOnce } from '../../ledger/loaded-once';
import { newIdempotencyKey } from '../../http/commands';
import { FormSubmission } from '../../http/form-submission';
import { Session } from '../../session/session';
import { keepUnsent } from '../../session/unsent';
import { Failure } from '../../ui/failure';
import { Field, FieldControl } from '../../ui/field';
import { FocusFirst } from '../../ui/focus-first';
import { FormFoot } from '../../ui/form-foot';
import { formatMoment, timesIn } from '../../ui/format/zoned-time';
import { formatNumber, formatQuantity } from '../../ui/format/money';
import { Moment, MomentInput } from '../../ui/moment';
import { NumberControl } from '../../ui/number-control';
import { readNumber } from '../../ui/format/number-text';
import { Sheet } from '../../ui/sheet';
import { SheetRouter } from '../../ui/sheet-router';
import type { MayHoldInput } from '../../session/keep-input';
import { Skeleton } from '../../ui/skeleton';
import {
  closeNow,
  closedWith,
  expiredWorthless,
  partialExitOf,
  previewClose,
  problemsOf,
  readClose,
} from './close-draft';
import type { CloseDraft } from './close-draft';
import { stateOf } from '../decide-trade';
import { isMeant } from './doubts';
import { TradePreview } from './trade-preview';
import { TradesApi } from '../trades-api';

/** Exits what remains of an open trade, or some of it. */
@Component({
  selector: 'app-close-trade-sheet',
  imports: [
    Failure,
    Field,
    FieldControl,
    FocusFirst,
    FormField,
    FormFoot,
    FormRoot,
    MatButton,
    Moment,
    MomentInput,
    NumberControl,
    Sheet,
    Skeleton,
    TradePreview,
  ],
  templateUrl: './close-trade-sheet.html',
  styleUrl: './trade-sheet.scss',
})
export class CloseTradeSheet implements MayHoldInput {
  readonly id = input.required<string>();

  private readonly api = inject(TradesApi);
  private readonly session = inject(Session);
  /** As it was when the form was opened: what is typed is meant in it. */
  protected readonly timeZone = this.session.timeZone();
  private readonly undo = inject(Undo);
  private readonly injector = inject(Injector);
  protected readonly sheets = inject(SheetRouter);
  private readonly key = newIdempotencyKey();

  protected readonly resource = loadedOnce(this.api.trade(() => this.id()));
  protected readonly trade = this.resource.value;
  private readonly begun = closeNow(this.timeZone);
  private readonly draft = signal(this.begun);
  private readonly closed = signal(false);
  protected readonly submission = new FormSubmission<CloseDraft>(
    (draft) => problemsOf(draft, this.trade(), this.timeZone),
    () => this.close(),
  );
  protected readonly form = form(this.draft, this.submission.rules, { submission: this.submission.options });
  protected readonly preview = computed(() => previewClose(this.draft(), this.trade(), this.timeZone));
  protected readonly times = timesIn(this.timeZone);
  protected readonly position = computed(() => {
    const trade = this.trade();
    if (!trade) return '';
    const since = formatMoment(trade.entryAt, this.timeZone);
    return `${formatQuantity(trade.openQuantity)} open @ ${formatNumber(trade.entryPrice, { least: 2 })} since ${since}`;
  });
  protected readonly worthless = computed(() => {
    const trade = this.trade();
    return trade ? expiredWorthless(this.draft(), trade, this.timeZone) : null;
  });
  protected readonly partial = computed(() => {
    const quantity = readNumber(this.draft().quantity);
    return quantity !== null && quantity !== this.trade()?.openQuantity;
  });
  readonly unsaved = computed(() => !this.closed() && !same(this.draft(), this.begun));

  constructor() {
    keepUnsent(this.form, { name: () => `close-trade/${this.id()}`, begun: () => this.begun, unsaved: this.unsaved });
  }

  protected async expire(): Promise<void> {
    const worthless = this.worthless();
    if (!worthless) return;
    this.draft.set(worthless);
    await submit(this.form);
  }

  private async close(): Promise<void> {
    const trade = this.trade();
    const read = readClose(this.draft(), this.timeZone);
    if (!trade || !('request' in read)) return;
    const after = closedWith(read, trade);
    if (after instanceof Refusal || !(await isMeant(this.injector, this.timeZone, after, stateOf(trade)))) return;
    const partial = partialExitOf(read, trade);
    const answer = partial
      ? await this.api.addExecution(trade, partial)
      : await this.api.close(trade, read.request, this.key);
    this.closed.set(true);
    const outcome = partial
      ? outcomeOf('ExecutionAdded', trade.symbol)
      : { done: `Closed ${trade.symbol}`, undone: `Reopened ${trade.symbol}` };
    this.undo.keep(outcome, recordOf(answer, trade.streamVersion));
    this.sheets.close();
  }
}
