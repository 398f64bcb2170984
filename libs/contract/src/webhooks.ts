import type { AddWebhookBody, EditWebhookBody } from './wire/webhook-requests.js';
import type { Sent } from './wire/sent.js';

export type {
  DeliveryView as Delivery,
  NewWebhookView as NewWebhook,
  WebhookView as Webhook,
  WebhooksView as WebhooksAnswer,
} from './wire/webhook-answers.js';

export type AddWebhookRequest = Sent<AddWebhookBody>;
export type EditWebhookRequest = Sent<EditWebhookBody>;
