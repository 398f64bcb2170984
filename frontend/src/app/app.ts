import { Component, computed, effect, inject, signal } from '@angular/core';
import { DOCUMENT } from '@angular/common';
import { RouterOutlet } from '@angular/router';
import { Outage } from './session/outage';
import { Session } from './session/session';
import { Failure } from './ui/failure';

@Component({
  selector: 'app-root',
  imports: [Failure, RouterOutlet],
  template: `
    @if (outage.missed(); as missed) {
      <app-failure class="card" [problem]="missed.problem" (retry)="outage.retry()" />
    }
    <div [inert]="covered()"><router-outlet /></div>
    <router-outlet name="sheet" (activate)="covered.set(true)" (deactivate)="covered.set(false)" />
  `,
  styles: `
    app-failure {
      position: fixed;
      inset: var(--space-3) var(--space-3) auto;
      z-index: 200;
      max-width: 40rem;
      margin-inline: auto;
      box-shadow: var(--shadow-high);
    }
  `,
})
export class App {
  private readonly root = inject(DOCUMENT).documentElement;
  private readonly session = inject(Session);
  protected readonly outage = inject(Outage);
  /** Whether a sheet lies over the page, which nobody can reach meanwhile. */
  protected readonly covered = signal(false);
  private readonly theme = computed(() => this.session.settings().theme);

  constructor() {
    effect(() => {
      this.root.dataset['theme'] = this.theme();
    });
  }
}
