import { SyncFault } from '../sync-fault.js';
import type { FaultKind } from '../sync-fault.js';

/** The service is busy, or the statement is still being made: asking again helps. */
const AGAIN = new Set(['1001', '1004', '1005', '1006', '1007', '1008', '1009', '1018', '1019', '1021']);
/** So much was asked that it takes a minute until more may be. */
const TOO_MUCH = '1018';

interface Meaning {
  readonly kind: FaultKind;
  readonly message: string;
  readonly field?: 'token' | 'queryId';
}

/** What the codes of the Flex Web Service mean for a member, as its list of codes (version 3) has them. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  1010: {
    kind: 'member',
    message: 'This is a legacy Flex query, which the service no longer makes. Create an Activity Flex query anew.',
    field: 'queryId',
  },
  1011: {
    kind: 'member',
    message: 'The Flex Web Service is switched off. Switch it on in the settings of your account.',
    field: 'token',
  },
  1012: {
    kind: 'refused',
    message: 'This token has expired. Generate a new one that lives for a year.',
    field: 'token',
  },
  1013: {
    kind: 'member',
    message: 'This token is for other internet addresses. Generate one that is not bound to an address.',
    field: 'token',
  },
  1014: {
    kind: 'refused',
    message:
      'Interactive Brokers does not know this query. Copy the query ID, a number, from the list of Flex queries.',
    field: 'queryId',
  },
  1015: { kind: 'refused', message: 'Interactive Brokers does not accept this token. Copy it again.', field: 'token' },
  1016: {
    kind: 'member',
    message: 'This query names an account that the token does not open. Choose the accounts of the query again.',
    field: 'queryId',
  },
};

/** How long to wait before asking again, in milliseconds; null where that does not help. */
export function waitAfter(code: string): number | null {
  if (!AGAIN.has(code)) return null;
  return code === TOO_MUCH ? 60_000 : 10_000;
}

export function faultOfCode(code: string): SyncFault {
  const { kind, message, field } = MEANINGS[code] ?? {
    kind: 'unreadable',
    message: `Interactive Brokers answered with code ${code}.`,
  };
  return new SyncFault(kind, message, { field });
}
