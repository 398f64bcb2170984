import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { ImportAnswer } from '@singularity/contract';
import { Notices } from '../http/notices';
import { accountNames } from '../ledger/accounts';
import { Session } from '../session/session';
import { ImportFiles } from './import-files';
import { ImportRows } from './import-rows';
import { ImportSummary } from './import-summary';
import { outcomeOf, whenOf } from './import-labels';
import { ImportsApi } from './imports-api';
import { KeptTrades } from './kept-trades';
import { TakeBack } from './take-back';

/** What became of an import, and the way back. */
@Component({
  selector: 'app-import-report',
  imports: [ImportFiles, ImportRows, ImportSummary, KeptTrades, MatButton, RouterLink],
  templateUrl: './import-report.html',
  styleUrl: './import-report.scss',
})
export class ImportReport {
  readonly report = input.required<ImportAnswer>();
  readonly changed = output<ImportAnswer>();

  private readonly api = inject(ImportsApi);
  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  private readonly timeZone = inject(Session).timeZone;
  private readonly accountNames = accountNames();
  protected readonly takeBack = inject(TakeBack);

  protected readonly busy = signal(false);
  protected readonly outcome = computed(() => outcomeOf(this.report()));
  protected readonly where = computed(() => {
    const account = this.accountNames().get(this.report().options.accountId ?? '');
    return [account, whenOf(this.report(), this.timeZone())].filter(Boolean).join(' · ');
  });
  private readonly back = computed(() => this.takeBack.outcomeOf(this.report().id));
  protected readonly kept = computed(() => this.back()?.kept ?? []);
  /** Later on nobody knows any more what was kept. */
  protected readonly undone = computed(() => {
    if (!this.back()) return 'Undone, except for trades changed since';
    return this.kept().length > 0 ? 'Undone, except for what you changed since' : 'Everything it did was undone';
  });

  /** By the readers of today: what they read otherwise is a preview of its own. */
  protected readAgain(): Promise<void> {
    return this.ask(async () => {
      const { id } = await this.api.readAgain(this.report());
      await this.router.navigate(['/import', id]);
    });
  }

  protected tryAgain(): Promise<void> {
    return this.ask(async () => this.changed.emit(await this.api.confirm(this.report())));
  }

  private async ask(run: () => Promise<unknown>): Promise<void> {
    this.busy.set(true);
    await this.notices.attempt(run);
    this.busy.set(false);
  }
}
