import type { Delivery, Webhook, WebhookEvent, WebhookStatus } from '@singularity/contract';

export const EVENT_LABELS: Readonly<Record<WebhookEvent, string>> = {
  'trade.closed': 'Trade closed',
  'day.closed': 'Day closed',
};

/** When each is sent, in one sentence. */
export const EVENT_HINTS: Readonly<Record<WebhookEvent, string>> = {
  'trade.closed': 'When a trade becomes closed, whether you enter it, import it or a broker brings it.',
  'day.closed': 'Once a day is over on which something was realized, with its P&L in each currency.',
};

export const STATUS_LABELS: Readonly<Record<WebhookStatus, string>> = {
  working: 'On',
  failing: 'Failing',
  off: 'Off',
};

export function eventsOf({ events }: Webhook): string {
  return events.map((event) => EVENT_LABELS[event]).join(', ');
}

/** What became of a delivery so far. */
export function outcomeOf({ status, attempts, answered, problem }: Delivery): string {
  if (status === 'sent') return `Arrived${answered === null ? '' : `, answered ${answered}`}`;
  if (status === 'failed') return `Given up. ${problem ?? ''}`.trim();
  return attempts === 0 ? 'Waiting' : `Tried ${attempts === 1 ? 'once' : `${attempts} times`}. ${problem ?? ''}`.trim();
}
