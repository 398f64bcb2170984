import { Component, computed, effect, inject } from '@angular/core';
import { DOCUMENT } from '@angular/common';
import { Router, RouterOutlet } from '@angular/router';
import { Session } from './session/session';
import { Failure } from './ui/failure';

@Component({
  selector: 'app-root',
  imports: [Failure, RouterOutlet],
  template: `
    @if (session.outage(); as outage) {
      <main class="page"><app-failure [problem]="outage.problem" (retry)="goTo(outage.url)" /></main>
    }
    <router-outlet />
    <router-outlet name="sheet" />
  `,
})
export class App {
  private readonly router = inject(Router);
  private readonly root = inject(DOCUMENT).documentElement;
  protected readonly session = inject(Session);
  private readonly theme = computed(() => this.session.settings().theme);

  constructor() {
    effect(() => {
      this.root.dataset['theme'] = this.theme();
    });
  }

  protected goTo(url: string): void {
    void this.router.navigateByUrl(url);
  }
}
