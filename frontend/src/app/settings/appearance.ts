import { Component, computed, inject } from '@angular/core';
import type { CurrencyDisplay, Density, Palette, PreferencesRequest } from '@singularity/contract';
import type { Theme } from '@singularity/domain';
import { Undo } from '../changes/undo';
import { Notices } from '../http/notices';
import { MemberPreferences } from '../session/preferences';
import { Session } from '../session/session';
import { Segmented } from '../ui/segmented';
import { segmentsOf } from '../ui/format/labels';
import { SettingsApi } from './settings-api';

const THEME_LABELS: Record<Theme, string> = { system: 'As the system', dark: 'Dark', light: 'Light' };
const DENSITY_LABELS: Record<Density, string> = { comfortable: 'Comfortable', compact: 'Compact' };
const PALETTE_LABELS: Record<Palette, string> = { classic: 'Green and red', 'colour-blind': 'Blue and orange' };
const CURRENCY_LABELS: Record<CurrencyDisplay, string> = { symbol: '$1,250.00', code: 'USD 1,250.00' };

/** How the pages look; each choice is there at once, and taken back should the server refuse it. */
@Component({
  selector: 'app-appearance',
  imports: [Segmented],
  template: `
    @for (choice of choices(); track choice.label) {
      <div>
        <span class="soft" aria-hidden="true">{{ choice.label }}</span>
        <app-segmented
          [label]="choice.label"
          [segments]="choice.segments"
          [value]="choice.value"
          (valueChange)="choice.choose($event)"
        />
      </div>
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr));
      gap: var(--space-4);
    }
    div {
      display: grid;
      gap: var(--space-1);
    }
    .soft {
      font-size: var(--text-s);
      font-weight: var(--weight-strong);
    }
  `,
})
export class Appearance {
  private readonly api = inject(SettingsApi);
  private readonly session = inject(Session);
  private readonly preferences = inject(MemberPreferences);
  private readonly notices = inject(Notices);
  private readonly undo = inject(Undo);

  protected readonly choices = computed(() => {
    const { density, palette, currencyDisplay } = this.preferences.value();
    return [
      {
        label: 'Theme',
        segments: segmentsOf(THEME_LABELS),
        value: this.session.settings().theme,
        choose: (theme: string) => this.chooseTheme(theme as Theme),
      },
      {
        label: 'Density',
        segments: segmentsOf(DENSITY_LABELS),
        value: density,
        choose: (value: string) => this.prefer({ density: value as Density }),
      },
      {
        label: 'Profit and loss',
        segments: segmentsOf(PALETTE_LABELS),
        value: palette,
        choose: (value: string) => this.prefer({ palette: value as Palette }),
      },
      {
        label: 'Currencies',
        segments: segmentsOf(CURRENCY_LABELS),
        value: currencyDisplay,
        choose: (value: string) => this.prefer({ currencyDisplay: value as CurrencyDisplay }),
      },
    ];
  });

  private async chooseTheme(theme: Theme): Promise<void> {
    const before = this.session.settings();
    this.session.settingsChanged({ ...before, theme });
    const done = await this.notices.attempt(async () =>
      this.undo.keep('Changed the theme', await this.api.change({ theme })),
    );
    if (!done) this.session.settingsChanged(before);
  }

  private async prefer(difference: PreferencesRequest): Promise<void> {
    await this.notices.attempt(() => this.preferences.change(difference));
  }
}
