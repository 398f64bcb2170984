import { Component, DOCUMENT, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { Notices } from '../http/notices';
import { Session } from '../session/session';
import { Icon } from '../ui/icon';
import { delayed } from '../ui/delayed';
import { SheetPipe } from '../ui/sheet-router';
import { DashboardApi } from './data/dashboard-api';

/** The first thing a new member sees: the two steps to the first result, and a look at what may come of them. */
@Component({
  selector: 'app-welcome',
  imports: [Icon, MatButton, RouterLink, SheetPipe],
  templateUrl: './welcome.html',
  styleUrl: './welcome.scss',
  host: { class: 'card', role: 'region', 'aria-labelledby': 'welcome' },
})
export class Welcome {
  readonly hasAccount = input.required<boolean>();

  private readonly api = inject(DashboardApi);
  private readonly notices = inject(Notices);
  private readonly document = inject(DOCUMENT);
  protected readonly demo = inject(Session).demo;
  protected readonly opening = signal(false);
  protected readonly waits = delayed(this.opening);

  /** The page starts afresh, so that nothing of one's own stays in it. */
  protected async openDemo(): Promise<void> {
    this.opening.set(true);
    if (await this.notices.attempt(() => this.api.openDemo())) this.document.location.assign('/');
    this.opening.set(false);
  }
}
