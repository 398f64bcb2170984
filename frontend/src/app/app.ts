import { Component, DOCUMENT, computed, effect, inject, signal } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { Connection } from './http/connection';
import { Outage } from './http/outage';
import { MemberPreferences } from './session/preferences';
import { Privacy } from './session/privacy';
import { Session } from './session/session';
import { Failure } from './ui/failure';
import type { MayHoldInput } from './session/keep-input';
import { showDatesAs } from './ui/format/date-style';
import { showCurrencyAs } from './ui/format/money';

@Component({
  selector: 'app-root',
  imports: [Failure, RouterOutlet],
  template: `
    @if (outage.missed(); as missed) {
      <app-failure class="card" [problem]="missed.problem" (retry)="outage.retry()" />
    }
    <div [attr.inert]="sheet() && ''"><router-outlet /></div>
    <router-outlet name="sheet" (activate)="sheet.set($event)" (deactivate)="sheet.set(null)" />
    <p class="offline" role="status">
      @if (!connection.online()) {
        You are offline. What you typed stays here and can be sent when you are back.
      }
    </p>
  `,
  styleUrl: './app.scss',
  host: { '(window:beforeunload)': 'holdInput($event)' },
})
export class App {
  private readonly root = inject(DOCUMENT).documentElement;
  private readonly session = inject(Session);
  private readonly preferences = inject(MemberPreferences).value;
  // Before anything is shown.
  protected readonly privacy = inject(Privacy);
  protected readonly connection = inject(Connection);
  protected readonly outage = inject(Outage);
  /** The sheet over the page, which nobody can reach meanwhile. */
  protected readonly sheet = signal<Partial<MayHoldInput> | null>(null);
  private readonly theme = computed(() => this.session.settings().theme);

  constructor() {
    effect(() => {
      const preferences = this.preferences();
      const { density, palette } = preferences;
      Object.assign(this.root.dataset, { theme: this.theme(), density, palette });
      showCurrencyAs(preferences.currencyDisplay);
      showDatesAs(preferences);
    });
  }

  /** The browser asks before it throws away what was typed. */
  protected holdInput(event: Event): void {
    if (this.sheet()?.unsaved?.()) event.preventDefault();
  }
}
