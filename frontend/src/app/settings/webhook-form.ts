import { Component, computed, inject, output, signal } from '@angular/core';
import { FormField, FormRoot, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { WEBHOOK_LIMITS } from '@singularity/contract';
import type { NewWebhook, WebhookEvent } from '@singularity/contract';
import type { Problem } from '@singularity/domain';
import { FormSubmission } from '../http/form-submission';
import { sentenceOf } from '../http/problem';
import { CheckboxGroup } from '../ui/checkbox-group';
import { Field, FieldControl } from '../ui/field';
import { FocusFirst } from '../ui/focus-first';
import { EVENT_HINTS, EVENT_LABELS } from './webhook-labels';
import { WebhooksApi } from './webhooks-api';

interface WebhookDraft {
  url: string;
  trade: boolean;
  day: boolean;
}

/** The box of each event. */
const EVENTS: readonly (readonly [box: 'trade' | 'day', event: WebhookEvent])[] = [
  ['trade', 'trade.closed'],
  ['day', 'day.closed'],
];

/** Makes a webhook. */
@Component({
  selector: 'app-webhook-form',
  imports: [CheckboxGroup, Field, FieldControl, FocusFirst, FormField, FormRoot, MatButton],
  template: `
    <form [formRoot]="form" aria-label="New webhook">
      <app-field label="Address" hint="Of your own server. It begins with https://.">
        <input
          type="url"
          inputmode="url"
          autocomplete="off"
          placeholder="https://example.com/hooks"
          appFocusFirst
          appControl
          [formField]="form.url"
        />
      </app-field>
      <app-checkbox-group label="Events" [boxes]="boxes" />
      @if (problem(); as problem) {
        <p class="loss" role="alert">{{ problem }}</p>
      }
      <div class="buttons">
        <button matButton="filled" type="submit" [disabled]="form().submitting()">Create webhook</button>
        <button matButton type="button" (click)="cancelled.emit()">Cancel</button>
      </div>
    </form>
  `,
  styles: `
    form {
      display: grid;
      gap: var(--space-3);
      min-width: 0;
    }
    app-field {
      width: min(32rem, 100%);
    }
    .buttons {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }
  `,
})
export class WebhookForm {
  private readonly api = inject(WebhooksApi);

  readonly made = output<NewWebhook>();
  readonly cancelled = output();

  private readonly draft = signal<WebhookDraft>({ url: '', trade: true, day: true });
  private readonly submission = new FormSubmission<WebhookDraft>(problemsOf, () => this.make());
  protected readonly form = form(this.draft, this.submission.rules, { submission: this.submission.options });
  protected readonly boxes = EVENTS.map(([box, event]) => ({
    label: EVENT_LABELS[event],
    hint: EVENT_HINTS[event],
    field: this.form[box],
  }));
  protected readonly problem = computed(() => {
    const problem = this.submission.problem();
    return problem && sentenceOf(problem);
  });

  private async make(): Promise<void> {
    this.made.emit(await this.api.add({ url: this.draft().url.trim(), events: chosen(this.draft()) }));
  }
}

function chosen(draft: WebhookDraft): readonly WebhookEvent[] {
  return EVENTS.filter(([box]) => draft[box]).map(([, event]) => event);
}

function problemsOf(draft: WebhookDraft): readonly Problem[] {
  const problems: Problem[] = [];
  if (draft.url.trim() === '') problems.push({ field: 'url', message: 'Enter an address.' });
  if (draft.url.trim().length > WEBHOOK_LIMITS.url)
    problems.push({ field: 'url', message: `At most ${WEBHOOK_LIMITS.url} characters.` });
  if (chosen(draft).length === 0) problems.push({ field: 'trade', message: 'Choose at least one event.' });
  return problems;
}
