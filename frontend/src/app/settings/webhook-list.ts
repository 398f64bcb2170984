import { Component, DOCUMENT, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { WEBHOOK_LIMITS } from '@singularity/contract';
import type { NewWebhook } from '@singularity/contract';
import { Notices } from '../http/notices';
import { Failure } from '../ui/failure';
import { Skeleton } from '../ui/skeleton';
import { WebhookForm } from './webhook-form';
import { eventsOf, STATUS_LABELS } from './webhook-labels';
import { WebhooksApi } from './webhooks-api';

/** Where the member has a server told, and how that goes. The secret of a new one is shown this once. */
@Component({
  selector: 'app-webhook-list',
  imports: [Failure, MatButton, RouterLink, Skeleton, WebhookForm],
  templateUrl: './webhook-list.html',
  styleUrl: './access-tokens.scss',
})
export class WebhookList {
  private readonly api = inject(WebhooksApi);
  private readonly notices = inject(Notices);
  private readonly clipboard = inject(DOCUMENT).defaultView?.navigator.clipboard;

  protected readonly webhooks = this.api.all();
  protected readonly adding = signal(false);
  protected readonly made = signal<NewWebhook | null>(null);
  protected readonly eventsOf = eventsOf;
  protected readonly statuses = STATUS_LABELS;
  protected readonly most = WEBHOOK_LIMITS.most;

  protected show(webhook: NewWebhook): void {
    this.adding.set(false);
    this.made.set(webhook);
    this.webhooks.reload();
  }

  protected async copy({ secret }: NewWebhook): Promise<void> {
    await this.notices.attempt(async () => {
      await this.clipboard?.writeText(secret);
      this.notices.say('Secret copied');
    });
  }
}
