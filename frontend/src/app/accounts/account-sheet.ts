import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { FormField, FormRoot, form, readonly } from '@angular/forms/signals';
import { same, TRADING_DAYS, usualTradingDay } from '@singularity/domain';
import { outcomeOf } from '../changes/outcomes';
import { Undo, recordOf } from '../changes/undo';
import { loadedOnce } from '../ledger/loaded-once';
import { newIdempotencyKey } from '../http/commands';
import { MemberPreferences } from '../session/preferences';
import { FormSubmission } from '../http/form-submission';
import { Session } from '../session/session';
import { keepUnsent } from '../session/unsent';
import { Failure } from '../ui/failure';
import { TRADING_DAY_LABELS } from '../ui/format/labels';
import { Field, FieldControl } from '../ui/field';
import { FocusFirst } from '../ui/focus-first';
import { FormFoot } from '../ui/form-foot';
import { NumberControl } from '../ui/number-control';
import { Sheet } from '../ui/sheet';
import { SheetRouter } from '../ui/sheet-router';
import type { MayHoldInput } from '../session/keep-input';
import { Skeleton } from '../ui/skeleton';
import { draftOf, editOf, emptyAccount, platformIn, platformsOn, problemsOf, readAccount } from './account-draft';
import type { AccountDraft } from './account-draft';
import { AccountsApi } from './accounts-api';

/** Adds an account, or edits the one whose id stands in the address. */
@Component({
  selector: 'app-account-sheet',
  imports: [Failure, Field, FieldControl, FocusFirst, FormField, FormFoot, FormRoot, NumberControl, Sheet, Skeleton],
  templateUrl: './account-sheet.html',
  styleUrl: './account-sheet.scss',
})
export class AccountSheet implements MayHoldInput {
  readonly id = input<string>();

  private readonly api = inject(AccountsApi);
  private readonly session = inject(Session);
  private readonly undo = inject(Undo);
  private readonly preferences = inject(MemberPreferences);
  protected readonly sheets = inject(SheetRouter);
  private readonly key = newIdempotencyKey();

  /** The member's own ones first; whatever is not on the list is typed beside `Other`. */
  protected readonly platforms = computed(() => platformsOn(this.preferences.value()));
  protected readonly resource = loadedOnce(this.api.account(() => this.id()));
  protected readonly account = this.resource.value;
  private readonly before = computed(() => {
    const account = this.account();
    return account ? draftOf(account) : emptyAccount(this.session.settings().baseCurrency);
  });
  private readonly draft = linkedSignal(() => this.before());
  private readonly saved = signal(false);
  protected readonly submission = new FormSubmission<AccountDraft>(problemsOf, () => this.save());
  protected readonly form = form(
    this.draft,
    (path) => {
      readonly(path.currency, { when: () => this.id() !== undefined });
      this.submission.rules(path);
    },
    { submission: this.submission.options },
  );
  protected readonly tradingDays = TRADING_DAYS.map((value) => ({ value, label: TRADING_DAY_LABELS[value] }));
  protected readonly usual = computed(
    () => `Platform default: ${TRADING_DAY_LABELS[usualTradingDay(platformIn(this.draft()))]}`,
  );
  protected readonly heading = computed(() => {
    if (this.id() === undefined) return 'Add account';
    return `Edit ${this.account()?.name ?? 'account'}`;
  });
  readonly unsaved = computed(() => !this.saved() && !same(this.draft(), this.before()));

  constructor() {
    keepUnsent(this.form, {
      name: () => `account/${this.id() ?? 'new'}`,
      begun: this.before,
      unsaved: this.unsaved,
      ready: () => this.id() === undefined || this.account() !== undefined,
    });
  }

  private async save(): Promise<void> {
    const request = readAccount(this.draft());
    if (!('name' in request)) return;
    const account = this.account();
    const edit = account && editOf(account, request);
    if (!account) {
      this.undo.keep(outcomeOf('AccountAdded', request.name), recordOf(await this.api.add(request, this.key)));
    } else if (edit && Object.keys(edit).length > 0) {
      this.undo.keep(
        outcomeOf('AccountEdited', request.name),
        recordOf(await this.api.edit(account, edit), account.streamVersion),
      );
    }
    this.saved.set(true);
    this.sheets.close();
  }
}
