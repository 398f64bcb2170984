import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { Standings } from '../auth/session/standings.table.js';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { Jobs } from '../jobs/jobs.js';
import type { Job, Try } from '../jobs/jobs.js';
import { Clock } from '../runtime/clock.js';
import { markTried, nextDelivery } from './deliveries.table.js';
import type { WaitingDelivery } from './deliveries.table.js';
import { Outgoing } from './outgoing.js';
import type { Outcome } from './outgoing.js';
import { signedHeaders } from './signature.js';
import { DELIVERY_JOBS } from './webhook-jobs.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { changeWebhook, findWebhook } from './webhooks.table.js';
import type { WebhookRow } from './webhooks.table.js';

/** Webhooks that a process sends to side by side: most of the time it waits for answers. */
const AT_ONCE = 8;
/** After so many in a row others have their turn. */
const IN_A_ROW = 50;
/** How long a webhook rests after failures in a row, in seconds; after more of them, as long as after the last. */
const RESTS = [5, 60, 300, 900, 1_800, 3_600] as const;
/** What a receiver answers that wants no more. */
const GONE = 410;

/** Sends to one webhook what waits for it, one after the other. Whatever breaks off is sent again, under the same id. */
@Injectable()
export class DeliveryJob implements OnApplicationBootstrap {
  @Inject(Jobs) private readonly jobs!: Jobs;
  @Inject(Clock) private readonly clock!: Clock;
  @Inject(Standings) private readonly standings!: Standings;
  @Inject(WebhookSecrets) private readonly secrets!: WebhookSecrets;

  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(Outgoing) private readonly outgoing: Outgoing,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.jobs.work(DELIVERY_JOBS, (job, run) => this.run(job, run), { forGood: true, atOnce: AT_ONCE });
  }

  async run({ userId, id }: Job, { stopping }: Try): Promise<void> {
    for (let sent = 0; sent < IN_A_ROW; sent++) {
      stopping.throwIfAborted();
      const delivery = await this.tenants.readTenant(userId, (tx) => nextDelivery(tx, id));
      if (!delivery) return;
      const outcome = await this.send(userId, id, delivery, stopping);
      if (!(await this.tenants.withTenant(userId, (tx) => this.note(tx, id, delivery, outcome)))) return;
    }
    await this.tenants.withTenant(userId, (tx) => this.jobs.add(tx, DELIVERY_JOBS, { userId, id }));
  }

  private async send(userId: string, id: string, delivery: WaitingDelivery, stopping: AbortSignal): Promise<Outcome> {
    const standing = await this.standings.of(userId);
    if (standing?.status !== 'granted') return { answered: null, problem: 'You do not have the role at the moment.' };
    const secret = this.secrets.open(userId, id, delivery.secret);
    if (secret === null)
      return { answered: null, problem: 'Its secret cannot be opened any more. Remove this webhook and add it again.' };
    const { body, url } = delivery;
    const seconds = Math.floor(Date.parse(this.clock.now()) / 1_000);
    return this.outgoing.post(
      url,
      { body, headers: signedHeaders(secret, { id: delivery.id, seconds, body }) },
      stopping,
    );
  }

  /** Says whether the next may follow at once. */
  private async note(tx: TenantTransaction, id: string, delivery: WaitingDelivery, outcome: Outcome): Promise<boolean> {
    const now = this.clock.now();
    const webhook = await findWebhook(tx, id, 'FOR UPDATE');
    const tried = webhook && (await markTried(tx, { webhookId: id, id: delivery.id }, { ...outcome, at: now }));
    if (!tried) return false;
    if (outcome.problem === null) {
      changeWebhook(tx, id, { failures: 0, restsUntil: null, problem: null, arrivedAt: now });
      return true;
    }
    const off = offBecause(webhook, tried, outcome);
    const failures = webhook.failures + 1;
    const restsUntil = new Date(Date.parse(now) + restAfter(failures) * 1_000);
    changeWebhook(tx, id, { failures, restsUntil: restsUntil.toISOString() as WebhookRow['restsUntil'] });
    changeWebhook(tx, id, off === null ? { problem: outcome.problem } : { problem: off, enabled: false });
    if (off === null) await this.jobs.add(tx, DELIVERY_JOBS, { userId: tx.userId, id }, { after: restsUntil });
    return false;
  }
}

function restAfter(failures: number): number {
  return RESTS[Math.min(failures, RESTS.length) - 1] ?? 0;
}

/** Why a webhook is turned off by a failure; null where it is tried again. */
function offBecause(
  { arrivedAt }: WebhookRow,
  { status, createdAt }: NonNullable<Awaited<ReturnType<typeof markTried>>>,
  { answered, problem }: Outcome,
): string | null {
  if (answered === GONE) return 'It answered 410: it wants no more.';
  const isSilent = arrivedAt === null || arrivedAt < createdAt;
  return status === 'failed' && isSilent ? `Nothing arrived for a day. ${problem}` : null;
}
