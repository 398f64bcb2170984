import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { FormField, FormRoot, form } from '@angular/forms/signals';
import { BALANCE_REASONS, same } from '@singularity/domain';
import { outcomeOf } from '../changes/outcomes';
import { Undo, recordOf } from '../changes/undo';
import { loadedOnce } from '../ledger/loaded-once';
import { FormSubmission } from '../http/form-submission';
import { Session } from '../session/session';
import { keepUnsent } from '../session/unsent';
import { Failure } from '../ui/failure';
import { Field, FieldControl } from '../ui/field';
import { Moment, MomentInput } from '../ui/moment';
import { FocusFirst } from '../ui/focus-first';
import { FormFoot } from '../ui/form-foot';
import { formatMoney } from '../ui/format/money';
import { NumberControl } from '../ui/number-control';
import { readNumber } from '../ui/format/number-text';
import { Segmented } from '../ui/segmented';
import { Sheet } from '../ui/sheet';
import { SheetRouter } from '../ui/sheet-router';
import type { MayHoldInput } from '../session/keep-input';
import { Skeleton } from '../ui/skeleton';
import { BALANCE_REASON_LABELS, segmentsOf } from '../ui/format/labels';
import { timesIn } from '../ui/format/zoned-time';
import { AccountsApi } from './accounts-api';
import { adjustmentOf, problemsOf, readBalance, withLikelyReason } from './balance-draft';
import type { BalanceDraft } from './balance-draft';

const EMPTY: BalanceDraft = { balance: '', reason: 'deposit', at: '' };

/** Takes down the balance that one sees at the platform, and why it is not the one known here. */
@Component({
  selector: 'app-balance-sheet',
  imports: [
    Failure,
    Field,
    FieldControl,
    FocusFirst,
    FormField,
    FormFoot,
    FormRoot,
    Segmented,
    Sheet,
    Skeleton,
    Moment,
    MomentInput,
    NumberControl,
  ],
  templateUrl: './balance-sheet.html',
  styleUrl: './account-sheet.scss',
})
export class BalanceSheet implements MayHoldInput {
  readonly id = input.required<string>();

  private readonly api = inject(AccountsApi);
  private readonly session = inject(Session);
  /** As it was when the form was opened: what is typed is meant in it. */
  protected readonly timeZone = this.session.timeZone();
  private readonly undo = inject(Undo);
  protected readonly sheets = inject(SheetRouter);

  protected readonly reasons = segmentsOf(BALANCE_REASON_LABELS, [...BALANCE_REASONS]);
  protected readonly resource = loadedOnce(this.api.account(() => this.id()));
  protected readonly account = this.resource.value;
  private readonly draft = signal(EMPTY);
  private readonly saved = signal(false);
  protected readonly submission = new FormSubmission<BalanceDraft>(
    (draft) => problemsOf(this.meant(draft), this.account(), this.timeZone),
    () => this.save(),
  );
  protected readonly form = form(this.draft, this.submission.rules, { submission: this.submission.options });
  protected readonly times = timesIn(this.timeZone);
  protected readonly change = computed(() => {
    const account = this.account();
    if (!account) return null;
    return {
      now: formatMoney(account.balance, account.currency),
      adjustment: formatMoney(adjustmentOf(this.draft(), account), account.currency, 'always'),
      then: formatMoney(readNumber(this.draft().balance), account.currency),
      inThePast: this.draft().at !== '',
    };
  });
  readonly unsaved = computed(() => !this.saved() && !same(this.draft(), EMPTY));

  constructor() {
    keepUnsent(this.form, { name: () => `balance/${this.id()}`, begun: () => EMPTY, unsaved: this.unsaved });
    effect(() => {
      const { reason } = this.meant(this.draft());
      untracked(() => this.form.reason().value.set(reason));
    });
  }

  /** Keys may be faster than the field that shows the reason: what is sent follows what is typed at once. */
  private meant(draft: BalanceDraft): BalanceDraft {
    return withLikelyReason(draft, this.account(), this.form.reason().dirty());
  }

  private async save(): Promise<void> {
    const account = this.account();
    const request = readBalance(this.meant(this.draft()), this.timeZone);
    if (!account || !('balance' in request)) return;
    const answer = await this.api.updateBalance(account, request);
    this.saved.set(true);
    const sentence = `${answer.name} balance: ${formatMoney(answer.balance, answer.currency)}`;
    this.undo.keep(outcomeOf('BalanceUpdated', answer.name), recordOf(answer, account.streamVersion), sentence);
    this.sheets.close();
  }
}
