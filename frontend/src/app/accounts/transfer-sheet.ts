import { Component, computed, inject, input, signal } from '@angular/core';
import { FormField, FormRoot, form } from '@angular/forms/signals';
import type { Problem } from '@singularity/domain';
import { same } from '@singularity/domain';
import { outcomeOf } from '../changes/outcomes';
import { Undo, recordOf } from '../changes/undo';
import { FormSubmission } from '../http/form-submission';
import { loadedOnce } from '../ledger/loaded-once';
import type { MayHoldInput } from '../session/keep-input';
import { Session } from '../session/session';
import { keepUnsent } from '../session/unsent';
import { Failure } from '../ui/failure';
import { Field, FieldControl } from '../ui/field';
import { FocusFirst } from '../ui/focus-first';
import { FormFoot } from '../ui/form-foot';
import { formatMoney } from '../ui/format/money';
import { readNumber } from '../ui/format/number-text';
import { timesIn } from '../ui/format/zoned-time';
import { Moment, MomentInput } from '../ui/moment';
import { NumberControl } from '../ui/number-control';
import { Sheet } from '../ui/sheet';
import { SheetRouter } from '../ui/sheet-router';
import { Skeleton } from '../ui/skeleton';
import { AccountsApi } from './accounts-api';
import { balanceAfter, readTransfer } from './transfer-draft';
import type { Transfer, TransferDraft } from './transfer-draft';

const EMPTY: TransferDraft = { amount: '', at: '' };

/** Money that was put into an account or taken out of it, as an amount. */
@Component({
  selector: 'app-transfer-sheet',
  imports: [
    Failure,
    Field,
    FieldControl,
    FocusFirst,
    FormField,
    FormFoot,
    FormRoot,
    Moment,
    MomentInput,
    NumberControl,
    Sheet,
    Skeleton,
  ],
  templateUrl: './transfer-sheet.html',
  styleUrl: './account-sheet.scss',
})
export class TransferSheet implements MayHoldInput {
  readonly id = input.required<string>();
  /** Which way, as the route says. */
  readonly reason = input.required<Transfer>();

  private readonly api = inject(AccountsApi);
  private readonly undo = inject(Undo);
  protected readonly sheets = inject(SheetRouter);
  /** As it was when the form was opened: what is typed is meant in it. */
  protected readonly timeZone = inject(Session).timeZone();
  protected readonly times = timesIn(this.timeZone);

  protected readonly resource = loadedOnce(this.api.account(() => this.id()));
  private readonly account = this.resource.value;
  private readonly draft = signal(EMPTY);
  private readonly saved = signal(false);
  protected readonly submission = new FormSubmission<TransferDraft>(
    (draft) => this.problemsOf(draft),
    () => this.save(),
  );
  protected readonly form = form(this.draft, this.submission.rules, { submission: this.submission.options });
  protected readonly label = computed(() => (this.reason() === 'deposit' ? 'Deposit' : 'Withdraw'));
  protected readonly heading = computed(() => {
    const name = this.account()?.name;
    if (!name) return this.label();
    return this.reason() === 'deposit' ? `Deposit to ${name}` : `Withdraw from ${name}`;
  });
  protected readonly change = computed(() => {
    const account = this.account();
    if (!account) return null;
    const after = balanceAfter(this.draft(), this.reason(), account);
    return {
      now: formatMoney(account.balance, account.currency),
      then: formatMoney(after, account.currency),
    };
  });
  readonly unsaved = computed(() => !this.saved() && !same(this.draft(), EMPTY));

  constructor() {
    keepUnsent(this.form, { name: () => `${this.reason()}/${this.id()}`, begun: () => EMPTY, unsaved: this.unsaved });
  }

  private problemsOf(draft: TransferDraft): readonly Problem[] {
    const read = readTransfer(draft, this.reason(), this.timeZone);
    return 'reason' in read ? [] : read;
  }

  private async save(): Promise<void> {
    const account = this.account();
    const request = readTransfer(this.draft(), this.reason(), this.timeZone);
    if (!account || !('reason' in request)) return;
    const answer = await this.api.updateBalance(account, request);
    this.saved.set(true);
    const amount = formatMoney(readNumber(this.draft().amount), answer.currency);
    const sentence =
      request.reason === 'deposit' ? `Deposited ${amount} to ${answer.name}` : `Withdrew ${amount} from ${answer.name}`;
    this.undo.keep(outcomeOf('BalanceUpdated', answer.name), recordOf(answer, account.streamVersion), sentence);
    this.sheets.close();
  }
}
