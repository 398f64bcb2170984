/** Jobs that send to one webhook what waits for it, and jobs that look whether a day of its member is over. */
export const DELIVERY_JOBS = 'webhook';
export const DAY_JOBS = 'webhook-day';
/** The consumer that makes deliveries of events. */
export const WEBHOOKS = 'webhooks';
