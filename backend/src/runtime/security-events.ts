import { Logger } from '@nestjs/common';
import { securityEvents } from './metrics.js';

/** What whoever watches over the app wants to be told of, or to count. */
const EVENTS = [
  'sign-in-granted',
  'sign-in-denied',
  'sign-in-unknown',
  'sign-in-failed',
  'role-lost',
  'sessions-ended',
  'foreign-request',
  'token-missing',
  'access-token-made',
  'access-token-revoked',
  'access-token-refused',
  'webhook-made',
  'webhook-removed',
  'consent-refused',
  'rate-limit',
  'row-level-security',
] as const;
export type SecurityEvent = (typeof EVENTS)[number];

// From zero on, so that the first of them is seen to come.
for (const event of EVENTS) securityEvents.inc({ event }, 0);

const logger = new Logger('security');

export function securityEvent(event: SecurityEvent, message: string, about: { readonly member?: string } = {}): void {
  securityEvents.inc({ event });
  logger.log(`${message}.`, { event, ...about });
}
