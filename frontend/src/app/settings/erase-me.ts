import { Component, DOCUMENT, computed, inject, signal } from '@angular/core';
import { FormField, FormRoot, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { sentenceOf } from '../http/problem';
import { FormSubmission } from '../http/form-submission';
import { Session } from '../session/session';
import { Field, FieldControl } from '../ui/field';
import { FocusFirst } from '../ui/focus-first';
import { ExportDownload } from './export-download';
import { SettingsApi } from './settings-api';
import { TakeAlong } from './take-along';

interface EraseDraft {
  confirm: string;
}

/** The end of it all, which nobody reaches by accident: one's name must be typed. */
@Component({
  selector: 'app-erase-me',
  imports: [Field, FieldControl, FocusFirst, FormField, FormRoot, MatButton, TakeAlong],
  template: `
    <p class="soft">
      Permanently deletes your accounts, trades, history, screenshots and settings, and signs you out everywhere. This
      cannot be undone.
    </p>
    @if (asked()) {
      <p>Download your data first:</p>
      <app-take-along />
      <form [formRoot]="form">
        <app-field [label]="'Type ' + name() + ' to confirm'">
          <input
            type="text"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            appFocusFirst
            appControl
            [formField]="form.confirm"
          />
        </app-field>
        @if (problem(); as problem) {
          <p class="loss" role="alert">{{ problem }}</p>
        }
        <div>
          <button matButton type="button" (click)="takeBack()">Cancel</button>
          <button matButton="outlined" class="loss" type="submit" [disabled]="form().submitting() || download.busy()">
            Delete everything
          </button>
        </div>
      </form>
    } @else {
      <button matButton="outlined" type="button" (click)="asked.set(true)">Delete account…</button>
    }
  `,
  styles: `
    :host,
    form {
      display: grid;
      gap: var(--space-3);
      justify-items: start;
    }
    app-field {
      width: min(24rem, 100%);
    }
    div {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }
    button.loss {
      --mat-button-outlined-label-text-color: var(--loss);
    }
  `,
})
export class EraseMe {
  private readonly api = inject(SettingsApi);
  protected readonly download = inject(ExportDownload);
  private readonly session = inject(Session);
  private readonly document = inject(DOCUMENT);

  protected readonly asked = signal(false);
  protected readonly name = computed(() => this.session.member()?.username ?? '');
  private readonly draft = signal<EraseDraft>({ confirm: '' });
  private readonly submission = new FormSubmission<EraseDraft>(
    ({ confirm }) =>
      // Nobody has got it wrong yet who goes for the download first; the server refuses an empty name as well.
      confirm === this.name() || confirm === '' ? [] : [{ field: 'confirm', message: 'Does not match your username.' }],
    () => this.erase(),
  );
  protected readonly problem = computed(() => {
    const problem = this.submission.problem();
    return problem && sentenceOf(problem);
  });
  protected readonly form = form(this.draft, this.submission.rules, { submission: this.submission.options });

  protected takeBack(): void {
    this.form().reset({ confirm: '' });
    this.asked.set(false);
  }

  private async erase(): Promise<void> {
    await this.api.erase(this.draft().confirm);
    this.document.location.assign('/login');
  }
}
