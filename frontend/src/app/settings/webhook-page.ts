import { Component, Injector, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { Delivery, Webhook } from '@singularity/contract';
import { Notices } from '../http/notices';
import { Session } from '../session/session';
import { confirmed } from '../ui/confirmation';
import { Failure } from '../ui/failure';
import { amountsHidden } from '../ui/format/money';
import { formatMoment } from '../ui/format/zoned-time';
import { Skeleton } from '../ui/skeleton';
import { DeliveryPages } from './delivery-pages';
import { EVENT_LABELS, eventsOf, outcomeOf, STATUS_LABELS } from './webhook-labels';
import { WebhooksApi } from './webhooks-api';

/** One webhook: how it stands, and all that it was told. */
@Component({
  selector: 'app-webhook-page',
  imports: [Failure, MatButton, RouterLink, Skeleton],
  templateUrl: './webhook-page.html',
  styleUrl: './webhook-page.scss',
})
export class WebhookPage {
  readonly id = input.required<string>();

  private readonly api = inject(WebhooksApi);
  private readonly injector = inject(Injector);
  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  private readonly timeZone = inject(Session).timeZone;

  protected readonly webhooks = this.api.all();
  protected readonly webhook = computed(() => this.webhooks.value()?.items.find(({ id }) => id === this.id()));
  protected readonly pages = new DeliveryPages(() => this.id());
  /** What is sent has amounts of money in it. */
  protected readonly amountsHidden = amountsHidden;
  protected readonly eventsOf = eventsOf;
  protected readonly statuses = STATUS_LABELS;
  protected readonly lines = computed(() =>
    this.pages.items()?.map((delivery) => ({
      delivery,
      event: EVENT_LABELS[delivery.type],
      outcome: outcomeOf(delivery),
      failed: delivery.problem !== null && delivery.status !== 'sent',
      at: formatMoment(delivery.triedAt ?? delivery.createdAt, this.timeZone()),
      body: JSON.stringify(JSON.parse(delivery.body), null, 2),
    })),
  );

  protected refresh(): void {
    this.webhooks.reload();
    this.pages.refresh();
  }

  protected async turn(webhook: Webhook, enabled: boolean): Promise<void> {
    const done = await this.notices.attempt(() => this.api.edit(webhook, { enabled }));
    if (done) this.notices.say(enabled ? 'Turned on. What waits is sent.' : 'Turned off. Nothing more is sent.');
    this.refresh();
  }

  protected async remove(webhook: Webhook): Promise<void> {
    const texts = {
      heading: 'Remove this webhook?',
      text: 'Nothing more is sent, and its deliveries are forgotten. This cannot be undone.',
      confirm: 'Remove',
      refuse: 'Cancel',
    };
    if (!(await confirmed(this.injector, texts))) return;
    if (!(await this.notices.attempt(() => this.api.remove(webhook)))) return;
    this.notices.say('Removed the webhook');
    await this.router.navigate(['/settings'], { fragment: 'webhooks' });
  }

  protected async sendAgain(webhook: Webhook, delivery: Delivery): Promise<void> {
    const done = await this.notices.attempt(() => this.api.sendAgain(webhook, delivery));
    if (done) this.notices.say('Sent again in a moment');
    this.refresh();
  }
}
