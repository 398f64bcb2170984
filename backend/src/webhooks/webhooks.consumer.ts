import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import type { Consumer } from '../consumers/consumer.js';
import { Consumers } from '../consumers/consumers.js';
import type { TenantTransaction } from '../database/tenants.js';
import type { RecordedEvent } from '../event-store/recorded-event.js';
import { readStreams } from '../event-store/streams.table.js';
import { Jobs } from '../jobs/jobs.js';
import { Clock } from '../runtime/clock.js';
import { addDeliveries } from './deliveries.table.js';
import { closedTrades } from './messages.js';
import { DELIVERY_JOBS, WEBHOOKS } from './webhook-jobs.js';
import { listWebhooks } from './webhooks.table.js';

/** Makes deliveries of the trades that became closed. */
@Injectable()
export class WebhooksConsumer implements Consumer, OnApplicationBootstrap {
  readonly name = WEBHOOKS;

  constructor(
    @Inject(Consumers) private readonly consumers: Consumers,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.consumers.register(this);
  }

  async take(tx: TenantTransaction, events: readonly RecordedEvent[]): Promise<void> {
    const ids = events.filter(({ streamType }) => streamType === 'trade').map(({ streamId }) => streamId);
    const [first, last] = [events[0], events.at(-1)];
    if (ids.length === 0 || !first || !last) return;
    const [webhooks, streams] = await Promise.all([
      listWebhooks(tx),
      readStreams(tx, 'trade', ids, { upTo: last.version, notes: false }),
    ]);
    const closed = closedTrades(streams.values(), first.version - 1);
    for (const { id, enabled, events: wanted, fromVersion } of webhooks) {
      if (!enabled || !wanted.includes('trade.closed')) continue;
      const news = closed.filter(({ version }) => version > fromVersion);
      if (await addDeliveries(tx, id, news, this.clock.now()))
        await this.jobs.add(tx, DELIVERY_JOBS, { userId: tx.userId, id });
    }
  }
}
