import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { nextDay } from '@singularity/domain';
import { ConsumerJobs } from '../consumers/consumer-jobs.js';
import { NoLedger } from '../database/no-ledger.js';
import { readStatRules } from '../database/settings.read.js';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { readHead } from '../event-store/events.table.js';
import { EARLY_MS, Jobs } from '../jobs/jobs.js';
import type { Job } from '../jobs/jobs.js';
import { Clock } from '../runtime/clock.js';
import { endOf, lastClosedDay } from './closing-days.js';
import { addDeliveries, readClosedDays } from './deliveries.table.js';
import { dayClosed } from './messages.js';
import { DAY_JOBS, DELIVERY_JOBS, WEBHOOKS } from './webhook-jobs.js';
import { changeWebhook, findWebhook } from './webhooks.table.js';

/** Tells a webhook of days that are over. Each job plans the next, in the transaction in which the day is done. */
@Injectable()
export class DayCloseJob implements OnApplicationBootstrap {
  @Inject(Jobs) private readonly jobs!: Jobs;
  @Inject(ConsumerJobs) private readonly consumers!: ConsumerJobs;

  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.jobs.work(DAY_JOBS, (job) => this.run(job), { forGood: true });
  }

  async run({ userId, id }: Job): Promise<void> {
    try {
      await this.tenants.withTenant(userId, (tx) => this.close(tx, id));
    } catch (error) {
      // A member who was erased has no days.
      if (!(error instanceof NoLedger)) throw error;
    }
  }

  private async close(tx: TenantTransaction, id: string): Promise<void> {
    const webhook = await findWebhook(tx, id, 'FOR UPDATE');
    if (!webhook) return;
    const rules = await readStatRules(tx);
    const at = this.clock.now();
    // One that is done again, though it was done, would plan a second for each day to come.
    if (Date.parse(webhook.nextCloseAt) - EARLY_MS > Date.parse(at)) return;
    const through = lastClosedDay(at, rules);
    const isTold = webhook.enabled && webhook.events.includes('day.closed');
    if (isTold && through > webhook.closedThrough) {
      const { version } = await readHead(tx);
      const figures = await readClosedDays(tx, webhook.closedThrough, through);
      const days = [...Map.groupBy(figures, ({ day }) => day)];
      const messages = days.map(([day, some]) => dayClosed(day, some, { version, timeZone: rules.timeZone, at }));
      if (await addDeliveries(tx, id, messages, at)) await this.jobs.add(tx, DELIVERY_JOBS, { userId: tx.userId, id });
    }
    const closedThrough = through > webhook.closedThrough ? through : webhook.closedThrough;
    const nextCloseAt = endOf(nextDay(closedThrough), rules);
    changeWebhook(tx, id, { closedThrough, nextCloseAt });
    await this.jobs.add(tx, DAY_JOBS, { userId: tx.userId, id }, { after: new Date(nextCloseAt) });
    // While the app was of two versions, the older one may have told nobody of its commands.
    await this.consumers.tellIn(tx, [WEBHOOKS]);
  }
}
