import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { RESTORE_LIMITS } from '@singularity/contract';
import type { RestoreAnswer } from '@singularity/contract';
import { problemOf, sentenceOf } from '../http/problem';
import { MemberPreferences } from '../session/preferences';
import { Session } from '../session/session';
import { plural } from '../ui/format/figure-labels';
import { Icon } from '../ui/icon';
import { SettingsApi } from './settings-api';

const MEGABYTE = 1024 * 1024;

/** The way back: a journal out of the file that was downloaded. */
@Component({
  selector: 'app-restore-archive',
  imports: [Icon, MatButton, RouterLink],
  template: `
    <p class="soft">Restore brings such a file back into an empty journal: everything but the history of changes.</p>
    <input #chooser type="file" hidden accept=".zip,application/zip" (change)="choose(chooser)" />
    @if (progress(); as progress) {
      <p id="restoring" role="status">{{ progress.text }}</p>
      <progress max="1" aria-labelledby="restoring" [value]="progress.value"></progress>
    } @else {
      <button matButton="outlined" type="button" (click)="chooser.click()">
        <app-icon name="upload" /> Restore from an archive
      </button>
    }
    @if (fault()) {
      <p class="loss" role="alert">{{ fault() }}</p>
    }
    @if (outcome(); as outcome) {
      <p role="status">✓ {{ outcome.text }} <a routerLink="/trades">View trades</a></p>
      @if (outcome.refused.length > 0) {
        <details>
          <summary>{{ outcome.left }}</summary>
          <ul>
            @for (refused of outcome.refused; track $index) {
              <li>{{ refused.message }}</li>
            }
          </ul>
        </details>
      }
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-2);
      justify-items: start;
      margin-top: var(--space-4);
    }
    progress {
      width: min(24rem, 100%);
      accent-color: var(--accent);
    }
    ul {
      max-height: 16rem;
      overflow: auto;
      padding-left: var(--space-4);
    }
  `,
})
export class RestoreArchive {
  private readonly api = inject(SettingsApi);
  private readonly preferences = inject(MemberPreferences);
  private readonly session = inject(Session);

  /** The fraction that is sent; null while nothing is under way. */
  private readonly sent = signal<number | null>(null);
  private readonly answer = signal<RestoreAnswer | null>(null);
  protected readonly fault = signal('');

  protected readonly progress = computed(() => {
    const sent = this.sent();
    if (sent === null) return null;
    // Once all is sent, the server works.
    return sent < 1
      ? { text: `Uploading… ${Math.floor(sent * 100)}%`, value: sent }
      : { text: 'Restoring… You can leave this page.', value: null };
  });
  protected readonly outcome = computed(() => {
    const answer = this.answer();
    if (!answer) return null;
    const { refused } = answer;
    return { text: textOf(answer), refused, left: `${plural(refused.length, 'item')} could not be restored` };
  });

  /** Emptied, so that the same file can be chosen again. */
  protected choose(chooser: HTMLInputElement): void {
    const file = chooser.files?.[0];
    chooser.value = '';
    if (file) void this.restore(file);
  }

  private async restore(file: File): Promise<void> {
    const tooLarge = file.size > RESTORE_LIMITS.bytes;
    this.fault.set(tooLarge ? `An archive can be up to ${RESTORE_LIMITS.bytes / MEGABYTE} MB.` : '');
    this.answer.set(null);
    if (tooLarge) return;
    this.sent.set(0);
    try {
      this.answer.set(await this.api.restore(file, (fraction) => this.sent.set(fraction)));
      this.preferences.readAgain();
      await this.session.refresh();
    } catch (error) {
      const problem = problemOf(error);
      this.fault.set(problem.errors?.[0]?.message ?? sentenceOf(problem));
    } finally {
      this.sent.set(null);
    }
  }
}

function textOf({ accounts, trades, dayNotes, screenshots }: RestoreAnswer): string {
  const brought = [
    plural(accounts, 'account'),
    plural(trades, 'trade'),
    plural(dayNotes, 'day note'),
    plural(screenshots, 'screenshot'),
  ];
  if (accounts + trades + dayNotes + screenshots === 0) return 'Everything in it is already here.';
  return `Restored ${brought.join(', ')}.`;
}
