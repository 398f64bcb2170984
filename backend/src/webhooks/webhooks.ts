import { Inject, Injectable } from '@nestjs/common';
import { WEBHOOK_LIMITS } from '@singularity/contract';
import type { Delivery, NewWebhook, Page, Webhook } from '@singularity/contract';
import type { AddWebhookBody, EditWebhookBody } from '@singularity/contract/wire';
import { nextDay } from '@singularity/domain';
import { Consumers } from '../consumers/consumers.js';
import { readStatRules } from '../database/settings.read.js';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { lockHead, readHead } from '../event-store/events.table.js';
import { conflict, invalidFields, notFound } from '../http/problem.js';
import { Jobs } from '../jobs/jobs.js';
import { Clock } from '../runtime/clock.js';
import { newId } from '../runtime/new-id.js';
import { securityEvent } from '../runtime/security-events.js';
import { endOf, lastClosedDay } from './closing-days.js';
import { countWaiting, findDelivery, listDeliveries, sendAgain } from './deliveries.table.js';
import { Outgoing } from './outgoing.js';
import { newSecret } from './signature.js';
import { DAY_JOBS, DELIVERY_JOBS, WEBHOOKS } from './webhook-jobs.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { addWebhook, changeWebhook, findWebhook, listWebhooks, removeWebhook } from './webhooks.table.js';
import type { WebhookChanges, WebhookRow } from './webhooks.table.js';

/** What members have their programs told of. */
@Injectable()
export class Webhooks {
  @Inject(Jobs) private readonly jobs!: Jobs;
  @Inject(Clock) private readonly clock!: Clock;
  @Inject(Consumers) private readonly consumers!: Consumers;
  @Inject(WebhookSecrets) private readonly secrets!: WebhookSecrets;

  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(Outgoing) private readonly outgoing: Outgoing,
  ) {}

  list(userId: string): Promise<readonly Webhook[]> {
    return this.tenants.readTenant(userId, async (tx) => {
      const [webhooks, waiting] = await Promise.all([listWebhooks(tx), countWaiting(tx)]);
      return webhooks.map((webhook) => answerOf(webhook, waiting));
    });
  }

  /** Told of what is recorded from now on, and of days that are not over yet. */
  async add(userId: string, { url, events }: AddWebhookBody): Promise<NewWebhook> {
    this.check(url);
    const [id, secret] = [newId(), newSecret()];
    const answer = await this.tenants.withTenant(userId, async (tx) => {
      // Locks the head, so that one comes after the other.
      await this.consumers.beginIn(tx, WEBHOOKS);
      if ((await listWebhooks(tx)).length >= WEBHOOK_LIMITS.most)
        throw conflict(`You have ${WEBHOOK_LIMITS.most} webhooks. Remove one first.`);
      const [{ version }, rules, now] = [await readHead(tx), await readStatRules(tx), this.clock.toRecord()];
      const closedThrough = lastClosedDay(now, rules);
      const nextCloseAt = endOf(nextDay(closedThrough), rules);
      const sealed = this.secrets.seal(userId, id, secret);
      addWebhook(tx, {
        ...{ id, url, events, secret: sealed, fromVersion: version },
        ...{ closedThrough, nextCloseAt, createdAt: now },
      });
      await this.jobs.add(tx, DAY_JOBS, { userId, id }, { after: new Date(nextCloseAt) });
      return this.oneIn(tx, id);
    });
    securityEvent('webhook-made', 'A webhook was made', { member: userId });
    return { ...answer, secret };
  }

  edit(userId: string, id: string, { url, events, enabled }: EditWebhookBody): Promise<Webhook> {
    if (url !== undefined) this.check(url);
    return this.tenants.withTenant(userId, async (tx) => {
      if (!(await findWebhook(tx, id, 'FOR UPDATE'))) throw notFound();
      const renewed = url !== undefined || enabled === true;
      changeWebhook(tx, id, { ...defined({ url, events, enabled }), ...(renewed && AT_ONCE) });
      if (renewed) await this.jobs.add(tx, DELIVERY_JOBS, { userId, id });
      return this.oneIn(tx, id);
    });
  }

  /** With all that waits for it. Answers with the webhook as it was. */
  async remove(userId: string, id: string): Promise<Webhook> {
    const answer = await this.tenants.withTenant(userId, async (tx) => {
      // One after the other, or of two that go or come at once each would see the other.
      await lockHead(tx);
      const before = await this.oneIn(tx, id);
      removeWebhook(tx, id);
      if ((await listWebhooks(tx)).length === 0) await this.consumers.endIn(tx, WEBHOOKS);
      return before;
    });
    securityEvent('webhook-removed', 'A webhook was removed', { member: userId });
    return answer;
  }

  deliveries(userId: string, id: string, cursor: string | null, limit: number): Promise<Page<Delivery>> {
    return this.tenants.readTenant(userId, async (tx) => {
      if (!(await findWebhook(tx, id))) throw notFound();
      const found = await listDeliveries(tx, id, cursor, limit + 1);
      const items = found.slice(0, limit);
      return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
    });
  }

  /** Whatever became of it before, and however long the webhook would rest. */
  async sendAgain(userId: string, id: string, deliveryId: string): Promise<Delivery> {
    const delivery = await this.tenants.withTenant(userId, async (tx) => {
      const webhook = await findWebhook(tx, id, 'FOR UPDATE');
      if (!webhook || !(await sendAgain(tx, id, deliveryId, this.clock.now()))) throw notFound();
      if (!webhook.enabled) throw conflict('This webhook is off. Turn it on first.');
      changeWebhook(tx, id, { restsUntil: null });
      await this.jobs.add(tx, DELIVERY_JOBS, { userId, id });
      return findDelivery(tx, id, deliveryId);
    });
    this.jobs.wake(DELIVERY_JOBS);
    if (!delivery) throw notFound();
    return delivery;
  }

  private check(url: string): void {
    const message = this.outgoing.faultOf(url);
    if (message !== null) throw invalidFields([{ field: 'url', message }]);
  }

  private async oneIn(tx: TenantTransaction, id: string): Promise<Webhook> {
    const webhook = await findWebhook(tx, id);
    if (!webhook) throw notFound();
    return answerOf(webhook, await countWaiting(tx));
  }
}

/** As if nothing had failed. */
const AT_ONCE: WebhookChanges = { failures: 0, restsUntil: null, problem: null };

function defined(changes: Record<string, unknown>): WebhookChanges {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

function answerOf(
  { id, url, events, enabled, problem, failures, createdAt }: WebhookRow,
  waiting: ReadonlyMap<string, number>,
): Webhook {
  const status = !enabled ? 'off' : failures > 0 ? 'failing' : 'working';
  return { id, url, events, status, problem, waiting: waiting.get(id) ?? 0, createdAt };
}
