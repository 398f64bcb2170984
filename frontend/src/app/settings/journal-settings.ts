import { Component, computed, effect, inject, linkedSignal, signal, untracked } from '@angular/core';
import { FormField, FormRoot, form } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { same } from '@singularity/domain';
import { outcomeOf } from '../changes/outcomes';
import { Undo } from '../changes/undo';
import { sentenceOf } from '../http/problem';
import { FormSubmission } from '../http/form-submission';
import { Session } from '../session/session';
import { keepUnsent } from '../session/unsent';
import { Field, FieldControl } from '../ui/field';
import { Icon } from '../ui/icon';
import type { MayHoldInput } from '../session/keep-input';
import { delayed } from '../ui/delayed';
import { NumberControl } from '../ui/number-control';
import { Suggested, Suggestions } from '../ui/suggestions';
import { SettingsApi } from './settings-api';
import { changesOf, draftOf, readSettings } from './settings-draft';
import type { SettingsDraft } from './settings-draft';

/** Where days begin, which currency is meant, and what counts as neither won nor lost. */
@Component({
  selector: 'app-journal-settings',
  imports: [
    Field,
    FieldControl,
    FormField,
    FormRoot,
    Icon,
    MatButton,
    MatIconButton,
    NumberControl,
    Suggested,
    Suggestions,
  ],
  templateUrl: './journal-settings.html',
  styleUrl: './journal-settings.scss',
})
export class JournalSettings implements MayHoldInput {
  private readonly api = inject(SettingsApi);
  private readonly session = inject(Session);
  private readonly undo = inject(Undo);

  protected readonly timeZones = Intl.supportedValuesOf('timeZone').map((value) => ({ value }));
  protected readonly browserZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  // Compared by what it says: choosing a theme must not throw away what is typed below it.
  private readonly journal = computed(() => this.session.settings(), {
    equal: (a, b) => same(draftOf(a), draftOf(b)),
  });
  /** What the form began with: while something is typed, changes from elsewhere neither replace it nor are undone by it. */
  private readonly begun = signal(this.session.settings());
  private readonly draft = linkedSignal(() => draftOf(this.begun()));
  private readonly submission = new FormSubmission<SettingsDraft>(
    (draft) => {
      const read = readSettings(draft);
      return 'timeZone' in read ? [] : read;
    },
    () => this.save(),
  );
  protected readonly problem = computed(() => {
    const problem = this.submission.problem();
    return problem && sentenceOf(problem);
  });
  protected readonly form = form(this.draft, this.submission.rules, { submission: this.submission.options });

  protected readonly waits = delayed(() => this.form().submitting());

  readonly unsaved = computed(() => this.form().dirty());

  constructor() {
    effect(() => {
      const newest = this.journal();
      if (!untracked(this.unsaved)) this.begun.set(newest);
    });
    keepUnsent(this.form, {
      name: () => 'journal-settings',
      begun: () => draftOf(this.begun()),
      unsaved: this.unsaved,
    });
  }

  protected selectAll({ target }: Event): void {
    if (target instanceof HTMLInputElement) target.select();
  }

  protected takeBrowserZone(): void {
    const zone = this.form.timeZone();
    zone.value.set(this.browserZone);
    zone.markAsDirty();
  }

  protected addTolerance(): void {
    this.draft.update(({ tolerances, ...draft }) => {
      const base = this.session.settings().baseCurrency;
      const currency = tolerances.some((row) => row.currency === base) ? '' : base;
      return { ...draft, tolerances: [...tolerances, { currency, amount: '' }] };
    });
    this.form().markAsDirty();
  }

  protected removeTolerance(index: number): void {
    this.draft.update((draft) => ({ ...draft, tolerances: draft.tolerances.filter((_, other) => other !== index) }));
    this.form().markAsDirty();
  }

  private async save(): Promise<void> {
    const request = readSettings(this.draft());
    if (!('timeZone' in request)) return;
    const changes = changesOf(this.begun(), request);
    const records = Object.keys(changes).length > 0 ? await this.api.change(changes) : [];
    this.form().reset();
    this.begun.set(this.session.settings());
    this.undo.keep(outcomeOf('SettingsChanged'), records);
  }
}
