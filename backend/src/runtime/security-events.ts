import { Logger } from '@nestjs/common';

/** What whoever watches over the app wants to be told of, or to count. */
export type SecurityEvent =
  | 'sign-in-granted'
  | 'sign-in-denied'
  | 'sign-in-unknown'
  | 'sign-in-failed'
  | 'role-lost'
  | 'sessions-ended'
  | 'foreign-request'
  | 'token-missing'
  | 'access-token-made'
  | 'access-token-revoked'
  | 'access-token-refused'
  | 'consent-refused'
  | 'rate-limit'
  | 'row-level-security';

const logger = new Logger('security');

export function securityEvent(event: SecurityEvent, message: string, about: { readonly member?: string } = {}): void {
  logger.log(`${message}.`, { event, ...about });
}
