import { Module } from '@nestjs/common';
import { DayCloseJob } from './day-close-job.js';
import { DeliveryJob } from './delivery-job.js';
import { Outgoing } from './outgoing.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { Webhooks } from './webhooks.js';
import { WebhooksConsumer } from './webhooks.consumer.js';
import { WebhooksController } from './webhooks.controller.js';

@Module({
  controllers: [WebhooksController],
  providers: [DayCloseJob, DeliveryJob, Outgoing, WebhookSecrets, Webhooks, WebhooksConsumer],
})
export class WebhooksModule {}
