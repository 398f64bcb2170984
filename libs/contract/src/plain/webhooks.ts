/** What can be told: a trade became closed; a day of the member's is over on which something was realized. */
export const WEBHOOK_EVENTS = ['trade.closed', 'day.closed'] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/**
 * - `working`: what is told arrives, or nothing was told yet.
 * - `failing`: the last try failed; it is tried again.
 * - `off`: nothing is told, because the member or too many failures have turned it off.
 */
export const WEBHOOK_STATUSES = ['working', 'failing', 'off'] as const;
export type WebhookStatus = (typeof WEBHOOK_STATUSES)[number];

export const DELIVERY_STATUSES = ['waiting', 'sent', 'failed'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export const WEBHOOK_LIMITS = { most: 5, url: 500 } as const;
