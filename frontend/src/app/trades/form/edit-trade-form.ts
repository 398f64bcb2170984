import { Component, Injector, computed, effect, inject, input, linkedSignal, output, untracked } from '@angular/core';
import { FormRoot, form } from '@angular/forms/signals';
import type { AccountAnswer, TradeAnswer } from '@singularity/contract';
import { same } from '@singularity/domain';
import { outcomeOf } from '../../changes/outcomes';
import { Undo, recordOf } from '../../changes/undo';
import { FormSubmission } from '../../http/form-submission';
import { Session } from '../../session/session';
import { keepUnsent } from '../../session/unsent';
import { FormFoot } from '../../ui/form-foot';
import { accountFact, stateOf } from '../decide-trade';
import { previewDraft } from './preview';
import { isRead, problemsOf, readEdit } from '../read-draft';
import { draftOf, typedIn } from '../trade-draft';
import type { TradeDraft } from '../trade-draft';
import { isMeant } from './doubts';
import { TradeFields } from './trade-fields';
import { TradePreview } from './trade-preview';
import { TradesApi } from '../trades-api';

/** Edits a trade and its fills, with one save. */
@Component({
  selector: 'app-edit-trade-form',
  imports: [FormFoot, FormRoot, TradeFields, TradePreview],
  templateUrl: './edit-trade-form.html',
  styleUrl: './trade-sheet.scss',
})
export class EditTradeForm {
  readonly trade = input.required<TradeAnswer>();
  readonly accounts = input.required<readonly AccountAnswer[]>();
  readonly unsaved = output<boolean>();
  readonly loadNewest = output();
  readonly done = output();

  private readonly api = inject(TradesApi);
  private readonly session = inject(Session);
  private readonly undo = inject(Undo);
  private readonly injector = inject(Injector);

  /** As it was when the form was opened: what is typed is meant in it. */
  private readonly timeZone = this.session.timeZone();
  protected readonly before = computed(() => draftOf(this.trade(), this.timeZone));
  private readonly draft = linkedSignal<TradeDraft, TradeDraft>({
    source: this.before,
    // Other words for its dates take nothing away that was typed.
    computation: (before, typed) => typed?.value ?? before,
  });
  private readonly read = (draft: TradeDraft) =>
    readEdit(draft, this.trade(), {
      timeZone: this.timeZone,
      baseCurrency: this.trade().currency,
      account: accountFact(this.accounts(), draft.accountId),
    });
  protected readonly submission = new FormSubmission<TradeDraft>(
    (draft) => problemsOf(this.read(draft)),
    () => this.save(),
  );
  protected readonly form = form(this.draft, this.submission.rules, { submission: this.submission.options });
  protected readonly preview = computed(() => previewDraft(this.draft(), this.read));
  /** A trade keeps its currency, and a closed account takes no trade in. */
  protected readonly fittingAccounts = computed(() =>
    this.accounts().filter(
      ({ id, currency, status }) =>
        id === this.trade().accountId || (status === 'open' && currency === this.trade().currency),
    ),
  );

  constructor() {
    const unsaved = computed(() => !same({ ...typedIn(this.draft()), fills: this.before().fills }, this.before()));
    keepUnsent(this.form, { name: () => `edit-trade/${this.trade().id}`, begun: this.before, unsaved });
    effect(() => {
      const holds = unsaved();
      untracked(() => this.unsaved.emit(holds));
    });
  }

  private async save(): Promise<void> {
    const read = this.read(this.draft());
    if (!isRead(read)) return;
    if (!(await isMeant(this.injector, this.timeZone, read.trade, stateOf(this.trade())))) return;
    if (Object.keys(read.request).length > 0) {
      const answer = await this.api.edit(this.trade(), read.request);
      this.undo.keep(outcomeOf('TradeEdited', answer.symbol), recordOf(answer, this.trade().streamVersion));
    }
    this.unsaved.emit(false);
    this.done.emit();
  }
}
