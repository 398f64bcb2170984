import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { FormRoot, form } from '@angular/forms/signals';
import { same } from '@singularity/domain';
import { Notices } from '../session/notices';
import { Sending } from '../session/sending';
import { Session } from '../session/session';
import { newIdempotencyKey } from '../session/commands';
import { Failure } from '../ui/failure';
import { FormFoot } from '../ui/form-foot';
import { Sheet } from '../ui/sheet';
import { SheetRouter } from '../ui/sheet-router';
import type { MayHoldInput } from '../ui/keep-input';
import { Skeleton } from '../ui/skeleton';
import { previewDraft } from './preview';
import { isRead, problemsOf, readDraft } from './read-draft';
import type { DraftSetting } from './read-draft';
import { emptyDraft } from './trade-draft';
import type { TradeDraft } from './trade-draft';
import { TradeFields } from './trade-fields';
import { TradePreview } from './trade-preview';
import { TradesApi } from './trades-api';

@Component({
  selector: 'app-add-trade-sheet',
  imports: [Failure, FormFoot, FormRoot, Sheet, Skeleton, TradeFields, TradePreview],
  templateUrl: './add-trade-sheet.html',
  styleUrl: './trade-sheet.scss',
})
export class AddTradeSheet implements MayHoldInput {
  private readonly api = inject(TradesApi);
  private readonly session = inject(Session);
  private readonly notices = inject(Notices);
  protected readonly sheets = inject(SheetRouter);
  private readonly key = newIdempotencyKey();

  protected readonly accounts = this.api.accounts();
  protected readonly openAccounts = computed(() =>
    (this.accounts.value()?.items ?? []).filter(({ status }) => status === 'open'),
  );
  /** Someone with one account means that one. */
  private readonly likelyAccount = computed(() => {
    const [first, ...others] = this.openAccounts();
    return first && others.length === 0 ? first.id : '';
  });
  private readonly draft = linkedSignal<string, TradeDraft>({
    source: this.likelyAccount,
    computation: (accountId, before) => (before ? { ...before.value, accountId } : emptyDraft(accountId)),
  });
  private readonly added = signal(false);
  protected readonly sending = new Sending<TradeDraft>(
    (draft) => problemsOf(draft, this.settingOf(draft)),
    () => this.add(),
  );
  protected readonly form = form(this.draft, this.sending.rules, { submission: this.sending.submission });
  protected readonly currency = computed(() => this.settingOf(this.draft()).currency);
  protected readonly preview = computed(() => previewDraft(this.draft(), this.settingOf(this.draft())));
  readonly unsaved = computed(() => !this.added() && !same(this.draft(), emptyDraft(this.likelyAccount())));

  private settingOf({ accountId }: TradeDraft): DraftSetting {
    const account = this.openAccounts().find(({ id }) => id === accountId);
    return {
      timeZone: this.session.timeZone(),
      currency: account?.currency ?? this.session.settings().baseCurrency,
    };
  }

  private async add(): Promise<void> {
    const read = readDraft(this.draft(), this.settingOf(this.draft()));
    if (!isRead(read)) return;
    const trade = await this.api.add(read.request, this.key);
    this.added.set(true);
    this.notices.say(`Added ${trade.symbol}.`);
    this.sheets.close();
  }
}
