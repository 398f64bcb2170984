import { Component, Injector, computed, effect, inject, input, linkedSignal, signal, untracked } from '@angular/core';
import { FormRoot, form, submit } from '@angular/forms/signals';
import type { TradeAnswer, TradeQuery } from '@singularity/contract';
import { same } from '@singularity/domain';
import { outcomeOf } from '../../changes/outcomes';
import { Undo, recordOf } from '../../changes/undo';
import { memberAccounts } from '../../ledger/accounts';
import { MemberPreferences } from '../../session/preferences';
import { FormSubmission } from '../../http/form-submission';
import { Session } from '../../session/session';
import { newIdempotencyKey } from '../../http/commands';
import { keepUnsent } from '../../session/unsent';
import { Failure } from '../../ui/failure';
import { FormFoot } from '../../ui/form-foot';
import { Sheet } from '../../ui/sheet';
import { SheetRouter } from '../../ui/sheet-router';
import type { MayHoldInput } from '../../session/keep-input';
import { Skeleton } from '../../ui/skeleton';
import { accountFact } from '../decide-trade';
import { previewDraft } from './preview';
import { isRead, problemsOf, readDraft } from '../read-draft';
import { draftAfter, draftLike, emptyDraft, typedIn } from '../trade-draft';
import type { TradeDraft } from '../trade-draft';
import { isMeant } from './doubts';
import { TradeFields } from './trade-fields';
import { TradePreview } from './trade-preview';
import { TradesApi } from '../trades-api';

const NEWEST: TradeQuery = { sort: 'date', order: 'desc', limit: 100 };

/** What the form begins with, as far as it is known. */
interface Beginning {
  readonly accountId: string;
  readonly model: TradeAnswer | undefined;
}

/** Adds a trade; `?like=` names one to begin with. */
@Component({
  selector: 'app-add-trade-sheet',
  imports: [Failure, FormFoot, FormRoot, Sheet, Skeleton, TradeFields, TradePreview],
  templateUrl: './add-trade-sheet.html',
  styleUrl: './trade-sheet.scss',
})
export class AddTradeSheet implements MayHoldInput {
  readonly like = input<string>();

  private readonly api = inject(TradesApi);
  private readonly session = inject(Session);
  /** As it was when the form was opened: what is typed is meant in it. */
  private readonly timeZone = this.session.timeZone();
  private readonly preferences = inject(MemberPreferences);
  private readonly undo = inject(Undo);
  private readonly injector = inject(Injector);
  private readonly sheets = inject(SheetRouter);
  private key = newIdempotencyKey();
  private another = false;

  protected readonly accounts = memberAccounts();
  protected readonly model = this.api.trade(() => this.like());
  private readonly newest = this.api.trades(() => NEWEST);
  protected readonly recent = computed(() => this.newest.value()?.items ?? []);
  protected readonly openAccounts = computed(() =>
    (this.accounts.value()?.items ?? []).filter(({ status }) => status === 'open'),
  );
  private readonly beginning = computed<Beginning>(() => ({
    accountId: this.likelyAccount(),
    model: this.model.value(),
  }));
  private readonly draft = linkedSignal<Beginning, TradeDraft>({
    source: this.beginning,
    computation: ({ accountId, model }, before) => {
      if (model && !before?.source.model) return { ...draftLike(model, this.timeZone), accountId };
      if (!before) return emptyDraft(accountId);
      // An account that was chosen, or shown as the likely one, stays, whatever is learnt later.
      const settled = before.value.accountId !== '' || before.source.accountId !== '';
      return settled ? before.value : { ...before.value, accountId };
    },
  });
  private readonly baseCurrency = computed(() => this.session.settings().baseCurrency);
  private readonly read = (draft: TradeDraft) =>
    readDraft(draft, {
      timeZone: this.timeZone,
      baseCurrency: this.baseCurrency(),
      account: this.accountOf(draft),
    });
  protected readonly submission = new FormSubmission<TradeDraft>(
    (draft) => problemsOf(this.read(draft)),
    () => this.add(),
  );
  protected readonly form = form(this.draft, this.submission.rules, { submission: this.submission.options });
  protected readonly currency = computed(() => this.accountOf(this.draft())?.currency ?? this.baseCurrency());
  protected readonly preview = computed(() => previewDraft(this.draft(), this.read));
  private readonly added = signal(false);
  /** The draft that the trade before left behind. */
  private readonly left = signal<TradeDraft | null>(null);
  private readonly usualFees = computed(() => this.preferences.value().feePresets[this.form.accountId().value()] ?? '');

  /** Asked of what is typed, as a browser calls dates dirty that nobody touched. */
  readonly unsaved = computed(() => {
    const draft = this.draft();
    const { accountId, assetType, direction } = draft;
    const begun = { ...this.begun(), accountId, assetType, direction, fees: this.usualFees() };
    return !this.added() && !same(typedIn(draft), begun);
  });

  /** Whether the form begins with all that it will. */
  protected readonly ready = computed(
    () => this.accounts.value() !== undefined && (this.like() === undefined || this.model.value() !== undefined),
  );

  constructor() {
    keepUnsent(this.form, {
      name: () => 'add-trade',
      begun: () => this.begun(),
      unsaved: this.unsaved,
      ready: this.ready,
    });
    effect(() => {
      const usual = this.usualFees();
      untracked(() => {
        const fees = this.form.fees();
        if (!fees.dirty()) fees.value.set(usual);
      });
    });
  }

  protected close(): void {
    this.sheets.close('like');
  }

  protected async addAndGoOn(): Promise<void> {
    this.another = true;
    await submit(this.form);
    this.another = false;
  }

  /** The account of the model, else the one of the trade entered last, else the first: with no history, or no other. */
  private likelyAccount(): string {
    const open = this.openAccounts().map(({ id }) => id);
    const last = this.recent().toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
    const none = this.newest.value() !== undefined && !last;
    const likely = this.like() === undefined ? last?.accountId : this.model.value()?.accountId;
    const first = this.like() === undefined && (none || open.length === 1) ? open[0] : undefined;
    return open.find((id) => id === likely) ?? first ?? '';
  }

  private begun(): TradeDraft {
    const model = this.model.value();
    return this.left() ?? (model ? draftLike(model, this.timeZone) : emptyDraft(''));
  }

  private accountOf({ accountId }: TradeDraft) {
    return accountFact(this.accounts.value()?.items ?? [], accountId);
  }

  private async add(): Promise<void> {
    const draft = this.draft();
    const read = this.read(draft);
    if (!isRead(read) || !(await isMeant(this.injector, this.timeZone, read.trade))) return;
    const trade = await this.api.add(read.request, this.key);
    this.undo.keep(outcomeOf('TradeAdded', trade.symbol), recordOf(trade));
    if (!this.another) {
      this.added.set(true);
      return this.close();
    }
    this.key = newIdempotencyKey();
    const next = draftAfter(draft, this.usualFees());
    this.left.set(next);
    this.form().reset(next);
    this.form.symbol().focusBoundControl();
  }
}
