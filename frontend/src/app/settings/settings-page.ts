import { Component, computed, inject, linkedSignal } from '@angular/core';
import { FormField, FormRoot, form } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { same } from '@singularity/domain';
import type { Theme } from '@singularity/domain';
import { Notices } from '../session/notices';
import { sentenceOf } from '../session/problem';
import { Sending } from '../session/sending';
import { Session } from '../session/session';
import { Field, FieldControl } from '../ui/field';
import { Icon } from '../ui/icon';
import { Segmented } from '../ui/segmented';
import { segmentsOf } from '../ui/words';
import { LedgerCheck } from './ledger-check';
import { SettingsApi } from './settings-api';
import { changesOf, draftOf, readSettings } from './settings-draft';
import type { SettingsDraft } from './settings-draft';

const THEME_WORDS: Record<Theme, string> = { system: 'As the system', dark: 'Dark', light: 'Light' };

@Component({
  selector: 'app-settings-page',
  imports: [Field, FieldControl, FormField, FormRoot, Icon, LedgerCheck, MatButton, MatIconButton, Segmented],
  templateUrl: './settings-page.html',
  styleUrl: './settings-page.scss',
})
export class SettingsPage {
  private readonly api = inject(SettingsApi);
  private readonly session = inject(Session);
  private readonly notices = inject(Notices);

  protected readonly themes = segmentsOf(THEME_WORDS);
  protected readonly theme = computed(() => this.session.settings().theme);
  protected readonly timeZones = computed(() => {
    const known = Intl.supportedValuesOf('timeZone');
    const chosen = this.session.settings().timeZone;
    return known.includes(chosen) ? known : [chosen, ...known];
  });
  // Compared by what it says: choosing a theme must not throw away what is typed below it.
  private readonly journal = computed(() => draftOf(this.session.settings()), { equal: same });
  private readonly draft = linkedSignal(() => this.journal());
  private readonly sending = new Sending<SettingsDraft>(
    (draft) => {
      const read = readSettings(draft);
      return 'timeZone' in read ? [] : read;
    },
    () => this.save(),
  );
  protected readonly problem = computed(() => {
    const problem = this.sending.problem();
    return problem && sentenceOf(problem);
  });
  protected readonly form = form(this.draft, this.sending.rules, { submission: this.sending.submission });

  /** Shown at once, and taken back should the server refuse. */
  protected async choose(theme: string): Promise<void> {
    const before = this.session.settings();
    this.session.settingsChanged({ ...before, theme: theme as Theme });
    const done = await this.notices.attempt(() => this.api.change({ theme: theme as Theme }));
    if (!done) this.session.settingsChanged(before);
  }

  protected addTolerance(): void {
    this.draft.update(({ tolerances, ...draft }) => {
      const base = this.session.settings().baseCurrency;
      const currency = tolerances.some((row) => row.currency === base) ? '' : base;
      return { ...draft, tolerances: [...tolerances, { currency, amount: '' }] };
    });
  }

  protected removeTolerance(index: number): void {
    this.draft.update((draft) => ({ ...draft, tolerances: draft.tolerances.filter((_, place) => place !== index) }));
  }

  private async save(): Promise<void> {
    const request = readSettings(this.draft());
    if (!('timeZone' in request)) return;
    const changes = changesOf(this.session.settings(), request);
    if (Object.keys(changes).length > 0) await this.api.change(changes);
    this.form().reset();
    this.notices.say('Saved.');
  }
}
