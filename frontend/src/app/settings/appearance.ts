import { Component, computed, inject } from '@angular/core';
import type { CurrencyDisplay, Density, Palette, PreferencesRequest } from '@singularity/contract';
import type { Theme } from '@singularity/domain';
import { Undo } from '../changes/undo';
import { Notices } from '../http/notices';
import { MemberPreferences } from '../session/preferences';
import { Session } from '../session/session';
import { segmentsOf } from '../ui/format/labels';
import { ChoiceList } from './choice-list';
import type { Choice } from './choice-list';
import { SettingsApi } from './settings-api';

const THEME_LABELS: Record<Theme, string> = { system: 'System', dark: 'Dark', light: 'Light' };
const DENSITY_LABELS: Record<Density, string> = { comfortable: 'Comfortable', compact: 'Compact' };
const PALETTE_LABELS: Record<Palette, string> = { classic: 'Green and red', 'colour-blind': 'Blue and orange' };
const CURRENCY_LABELS: Record<CurrencyDisplay, string> = { symbol: '$1,250.00', code: 'USD 1,250.00' };

/** How the pages look; each choice is there at once, and taken back should the server refuse it. */
@Component({
  selector: 'app-appearance',
  imports: [ChoiceList],
  template: `<app-choice-list [choices]="choices()" />`,
})
export class Appearance {
  private readonly api = inject(SettingsApi);
  private readonly session = inject(Session);
  private readonly preferences = inject(MemberPreferences);
  private readonly notices = inject(Notices);
  private readonly undo = inject(Undo);

  protected readonly choices = computed<readonly Choice[]>(() => {
    const { density, palette, currencyDisplay } = this.preferences.value();
    return [
      {
        label: 'Theme',
        segments: segmentsOf(THEME_LABELS),
        value: this.session.settings().theme,
        choose: (theme) => this.chooseTheme(theme as Theme),
      },
      {
        label: 'Density',
        segments: segmentsOf(DENSITY_LABELS),
        value: density,
        choose: (value) => this.prefer({ density: value as Density }),
      },
      {
        label: 'Profit and loss',
        segments: segmentsOf(PALETTE_LABELS),
        value: palette,
        choose: (value) => this.prefer({ palette: value as Palette }),
      },
      {
        label: 'Currencies',
        segments: segmentsOf(CURRENCY_LABELS),
        value: currencyDisplay,
        choose: (value) => this.prefer({ currencyDisplay: value as CurrencyDisplay }),
      },
    ];
  });

  private async chooseTheme(theme: Theme): Promise<void> {
    const before = this.session.settings();
    this.session.settingsChanged({ ...before, theme });
    const done = await this.notices.attempt(async () =>
      this.undo.keep({ done: 'Theme changed', undone: 'Theme changed back' }, await this.api.change({ theme })),
    );
    if (!done) this.session.settingsChanged(before);
  }

  private async prefer(difference: PreferencesRequest): Promise<void> {
    await this.notices.attempt(() => this.preferences.change(difference));
  }
}
