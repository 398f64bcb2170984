/**
 * - `testing`: it is there, and nothing came of it yet.
 * - `paused`: nothing is asked until the member says so, or what paused it is over; `reason` says why.
 * - `needs_attention`: the member has something to do first; `needs` says what.
 */
export const CONNECTION_STATUSES = ['testing', 'working', 'paused', 'needs_attention'] as const;
export type ConnectionStatus = (typeof CONNECTION_STATUSES)[number];

/**
 * What a connection needs from its member: new credentials, that they agree at the broker (POST …/consent says where),
 * something else at the broker, or answers to an import.
 */
export const CONNECTION_NEEDS = ['credentials', 'consent', 'broker', 'import'] as const;
export type ConnectionNeed = (typeof CONNECTION_NEEDS)[number];

export const RUN_STATUSES = ['waiting', 'asking', 'importing', 'done', 'failed', 'undone'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** What a run was begun for. */
export const RUN_CAUSES = ['connected', 'asked', 'scheduled'] as const;
export type RunCause = (typeof RUN_CAUSES)[number];

/** Where a broker sends the browser of a member who was asked to agree there. */
export const CONSENT_PATH = '/api/user/consent';

/** How that ended, and what the member reads: `consent` in the address of the page on which they come back. */
export const CONSENT_ENDS = {
  given: 'You agreed at the broker. Syncing can go on.',
  denied: 'You did not agree at the broker. Nothing was changed.',
  stale: 'This was asked for too long ago, in another browser, or was answered already. Start again.',
  failed: 'The broker did not confirm that you agreed. Nothing was changed. Start again.',
  taken: 'Another connection has an account of these already. Use that connection instead.',
} as const;
export type ConsentEnd = keyof typeof CONSENT_ENDS;

/** `credential` is the length of one value: private keys are long. */
export const CONNECTION_LIMITS = { label: 60, most: 20, accounts: 50, credentials: 10, credential: 8_000 } as const;
