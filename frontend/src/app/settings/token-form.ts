import { Component, computed, inject, output, signal } from '@angular/core';
import { FormField, FormRoot, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { TOKEN_LIMITS, TOKEN_SCOPES } from '@singularity/contract';
import type { NewAccessToken, TokenScope } from '@singularity/contract';
import type { Problem } from '@singularity/domain';
import { FormSubmission } from '../http/form-submission';
import { sentenceOf } from '../http/problem';
import { CheckboxGroup } from '../ui/checkbox-group';
import { Field, FieldControl } from '../ui/field';
import { FocusFirst } from '../ui/focus-first';
import { Segmented } from '../ui/segmented';
import { SettingsApi } from './settings-api';
import { SCOPE_HINTS, SCOPE_LABELS } from './token-scopes';

interface TokenDraft {
  name: string;
  read: boolean;
  write: boolean;
  import: boolean;
  days: string;
}

const DAY_MS = 24 * 60 * 60_000;
const EXPIRY = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '365 days' },
  { value: '', label: 'Never' },
];

/** Makes an access token. */
@Component({
  selector: 'app-token-form',
  imports: [CheckboxGroup, Field, FieldControl, FocusFirst, FormField, FormRoot, MatButton, Segmented],
  template: `
    <form [formRoot]="form" aria-label="New access token">
      <app-field label="Token name" hint="What will use it, such as “Backup script”.">
        <input type="text" autocomplete="off" appFocusFirst appControl [formField]="form.name" />
      </app-field>
      <app-checkbox-group label="Scopes" [boxes]="boxes" />
      <div class="expiry">
        <span class="soft" aria-hidden="true">Expires in</span>
        <app-segmented label="Expires in" [segments]="expiry" [value]="draft().days" (valueChange)="endIn($event)" />
      </div>
      @if (problem(); as problem) {
        <p class="loss" role="alert">{{ problem }}</p>
      }
      <div class="buttons">
        <button matButton="filled" type="submit" [disabled]="form().submitting()">Create token</button>
        <button matButton type="button" (click)="cancelled.emit()">Cancel</button>
      </div>
    </form>
  `,
  styles: `
    form,
    .expiry {
      display: grid;
      gap: var(--space-3);
      min-width: 0;
    }
    app-field {
      width: min(24rem, 100%);
    }
    .soft {
      margin-bottom: var(--space-1);
      color: var(--text-soft);
      font-size: var(--text-s);
      font-weight: var(--weight-strong);
    }
    .expiry {
      gap: 0;
      justify-items: start;
    }
    .buttons {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }
  `,
})
export class TokenForm {
  private readonly api = inject(SettingsApi);

  readonly made = output<NewAccessToken>();
  readonly cancelled = output();

  protected readonly expiry = EXPIRY;
  protected readonly draft = signal<TokenDraft>({ name: '', read: true, write: false, import: false, days: '90' });
  private readonly submission = new FormSubmission<TokenDraft>(problemsOf, () => this.make());
  protected readonly form = form(this.draft, this.submission.rules, { submission: this.submission.options });
  protected readonly boxes = TOKEN_SCOPES.map((scope) => ({
    label: SCOPE_LABELS[scope],
    hint: SCOPE_HINTS[scope],
    field: this.form[scope],
  }));
  protected readonly problem = computed(() => {
    const problem = this.submission.problem();
    return problem && sentenceOf(problem);
  });

  protected endIn(days: string): void {
    this.draft.update((draft) => ({ ...draft, days }));
  }

  private async make(): Promise<void> {
    const { name, days } = this.draft();
    const expiresAt = days && new Date(Date.now() + Number(days) * DAY_MS).toISOString();
    const asked = { name: name.trim(), scopes: chosen(this.draft()), ...(expiresAt && { expiresAt }) };
    this.made.emit(await this.api.makeToken(asked));
  }
}

function chosen(draft: TokenDraft): readonly TokenScope[] {
  return TOKEN_SCOPES.filter((scope) => draft[scope]);
}

function problemsOf(draft: TokenDraft): readonly Problem[] {
  const problems: Problem[] = [];
  if (draft.name.trim() === '') problems.push({ field: 'name', message: 'Enter a name.' });
  if (draft.name.trim().length > TOKEN_LIMITS.name)
    problems.push({ field: 'name', message: `At most ${TOKEN_LIMITS.name} characters.` });
  if (chosen(draft).length === 0) problems.push({ field: 'read', message: 'Choose at least one scope.' });
  return problems;
}
