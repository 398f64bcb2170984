import { ApiProperty } from '@nestjs/swagger';
import { DELIVERY_STATUSES, WEBHOOK_EVENTS, WEBHOOK_STATUSES } from '../plain/webhooks.js';
import type { DeliveryStatus, WebhookEvent, WebhookStatus } from '../plain/webhooks.js';
import { Choice, Count, Id, Moment, OrNull, Text } from './answer-fields.js';
import { PageOf } from './page.js';

export class WebhookView {
  @Id() readonly id!: string;
  @Text({ example: 'https://example.com/hooks' }) readonly url!: string;
  @ApiProperty({ enum: WEBHOOK_EVENTS, isArray: true }) readonly events!: readonly WebhookEvent[];
  @Choice(WEBHOOK_STATUSES) readonly status!: WebhookStatus;
  @Text({ ...OrNull, description: 'Why it is failing, or was turned off.' }) readonly problem!: string | null;
  @Count({ description: 'Deliveries that are still to arrive.' }) readonly waiting!: number;
  @Moment() readonly createdAt!: string;
}

/** GET /api/user/webhooks, oldest first. */
export class WebhooksView {
  @ApiProperty({ type: [WebhookView] }) readonly items!: readonly WebhookView[];
}

export class NewWebhookView extends WebhookView {
  @Text({ example: 'whsec_…', description: 'What the signatures are checked with. Told this once.' })
  readonly secret!: string;
}

export class DeliveryView {
  @Id({ description: 'In the header webhook-id, after “msg_”.' }) readonly id!: string;
  @Choice(WEBHOOK_EVENTS) readonly type!: WebhookEvent;
  @Choice(DELIVERY_STATUSES) readonly status!: DeliveryStatus;
  @Count({ description: 'How often it was tried.' }) readonly attempts!: number;
  @Count({ ...OrNull, description: 'What the receiver answered last; null where it did not.' })
  readonly answered!: number | null;
  @Text({ ...OrNull, description: 'Why the last try failed.' }) readonly problem!: string | null;
  @Text({ description: 'The body that is sent, as it is signed.' }) readonly body!: string;
  @Moment() readonly createdAt!: string;
  @Moment({ ...OrNull, description: 'Of the last try.' }) readonly triedAt!: string | null;
}

/** GET /api/user/webhooks/:id/deliveries, newest first. */
export class DeliveryPageView extends PageOf(DeliveryView) {}
