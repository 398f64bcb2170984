import { Component, ElementRef, computed, effect, inject, input, linkedSignal, output, untracked } from '@angular/core';
import { FormField, FormRoot, form, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { EditImportRequest, ImportAnswer } from '@singularity/contract';
import { parseTimeZone } from '@singularity/domain';
import { memberAccounts } from '../ledger/accounts';
import { Session } from '../session/session';
import { Field, FieldControl } from '../ui/field';
import { readNumber } from '../ui/format/number-text';
import { Icon } from '../ui/icon';
import { NumberControl } from '../ui/number-control';
import { Segmented } from '../ui/segmented';
import { SheetPipe } from '../ui/sheet-router';
import { Suggested, Suggestions } from '../ui/suggestions';
import { changeOf, draftOf, readMultiplier } from './import-answers';

const DATE_ORDER_LABELS = [
  { value: 'mdy', label: '3/4 is Mar 4' },
  { value: 'dmy', label: '3/4 is Apr 3' },
];

/** What only the member knows: each answer is sent as it is given. */
@Component({
  selector: 'app-import-questions',
  imports: [
    Field,
    FieldControl,
    FormField,
    FormRoot,
    Icon,
    MatButton,
    NumberControl,
    RouterLink,
    Segmented,
    SheetPipe,
    Suggested,
    Suggestions,
  ],
  templateUrl: './import-questions.html',
  styleUrl: './import-questions.scss',
  host: { class: 'card', role: 'region', 'aria-labelledby': 'import-questions' },
})
export class ImportQuestions {
  readonly preview = input.required<ImportAnswer>();
  readonly answered = output<EditImportRequest>();

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly ownZone = inject(Session).timeZone;
  private readonly accountPage = memberAccounts();
  protected readonly accounts = computed(() =>
    this.accountPage.value()?.items.filter(({ status }) => status === 'open'),
  );
  protected readonly timeZones = Intl.supportedValuesOf('timeZone').map((value) => ({ value }));
  protected readonly dateOrders = DATE_ORDER_LABELS;

  /** What is asked, by its field. */
  private readonly asked = computed(
    () => new Map(this.preview().questions.map((question) => [question.field, question.message])),
  );
  protected readonly zoneShown = computed(
    () => this.asked().has('timeZone') || this.preview().options.timeZone !== null,
  );
  protected readonly orderShown = computed(
    () => this.asked().has('dateOrder') || this.preview().options.dateOrder !== null,
  );
  /** The accounts that are in the files, once it was asked for one of them. */
  protected readonly brokerAccounts = linkedSignal<ImportAnswer, readonly string[]>({
    source: this.preview,
    computation: ({ questions, options: { brokerAccount } }, before) =>
      questions.find(({ field }) => field === 'brokerAccount')?.choices ??
      before?.value ??
      (brokerAccount === null ? [] : [brokerAccount]),
  });
  protected readonly deletedShown = computed(
    () => this.preview().counts.deletedBefore > 0 || this.preview().options.bringBack,
  );

  /** What is typed stays while answers to other questions come. */
  private readonly draft = linkedSignal<ImportAnswer, ReturnType<typeof draftOf>>({
    source: this.preview,
    computation: (now, before) => draftOf(now, before && { preview: before.source, draft: before.value }),
  });
  protected readonly form = form(this.draft, (path) => {
    validate(path.timeZone, ({ value }) =>
      value().trim() === '' || parseTimeZone(value().trim()) ? null : { kind: 'rule', message: 'Choose a time zone.' },
    );
  });

  constructor() {
    // Whoever adds an account here wants to import into it.
    let known: ReadonlySet<string> | undefined;
    effect(() => {
      const ids = this.accounts()?.map(({ id }) => id);
      if (!ids) return;
      const [added] = known ? ids.filter((id) => !known?.has(id)) : [];
      known = new Set(ids);
      if (added !== undefined) untracked(() => this.chooseIfNone(added));
    });
  }

  /** Leads to the first question that is open. */
  focus(): void {
    this.element.querySelector<HTMLElement>('.asked :is(input, select)')?.focus();
  }

  protected noteOf(field: ImportAnswer['questions'][number]['field']): string {
    return this.asked().get(field) ?? '';
  }

  protected isAsked(field: ImportAnswer['questions'][number]['field']): boolean {
    return this.asked().has(field);
  }

  protected lacksMultiplier(typed: string): boolean {
    return readMultiplier(typed) === null;
  }

  protected multiplierHint(typed: string): string {
    return typed.trim() !== '' && readNumber(typed) === null
      ? 'Enter a number.'
      : 'What one point of a contract is worth';
  }

  protected takeOwnZone(): void {
    this.form.timeZone().value.set(this.ownZone());
    this.send();
  }

  protected send(): void {
    const change = changeOf(this.preview(), this.draft());
    if (Object.keys(change).length > 0) this.answered.emit(change);
  }

  private chooseIfNone(id: string): void {
    if (this.draft().accountId !== '') return;
    this.form.accountId().value.set(id);
    this.send();
  }
}
