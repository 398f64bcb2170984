import type { BrokerAnswer, ConnectionAccount, ConnectionAnswer, RunAnswer, RunImport } from '@singularity/contract';

export function aBroker(difference: Partial<BrokerAnswer> = {}): BrokerAnswer {
  return {
    broker: 'tradier',
    name: 'Tradier',
    fields: [{ name: 'token', label: 'Access token', hint: '28 letters and digits.', secret: true }],
    steps: ['Sign in at web.tradier.com.', 'Copy the access token.', 'Paste it here.'],
    power: 'Whoever has this token can also trade in your account.',
    gives: 'All trades since the account was opened, the morning after.',
    warning: null,
    page: 'https://docs.tradier.com',
    prefersOwnMachine: false,
    reachDays: null,
    completeAt: { time: '06:00', timeZone: 'America/New_York' },
    redirectUri: null,
    ...difference,
  };
}

export const TOPSTEPX = aBroker({
  broker: 'topstepx',
  name: 'TopstepX',
  fields: [
    { name: 'userName', label: 'User name', hint: 'The one that you sign in with.', secret: false },
    { name: 'apiKey', label: 'API key', hint: 'From Settings, API.', secret: true },
  ],
  steps: ['In TopstepX open Settings, then API, and create an API key.'],
  gives: 'All trades with their ids, fees and times.',
  warning: 'Topstep may object to a key that logs in from our server.',
  prefersOwnMachine: true,
  reachDays: 730,
});

/** One at which the member has to agree. */
export const SCHWAB = aBroker({
  broker: 'schwab',
  name: 'Schwab',
  redirectUri: 'https://journal.example/api/user/consent',
});

export function aBrokerAccount(difference: Partial<ConnectionAccount> = {}): ConnectionAccount {
  return {
    brokerAccountId: '6YA12345',
    name: '6YA12345 · margin',
    currency: 'USD',
    accountId: 'a1',
    from: null,
    seenFrom: '2025-12-11',
    firstFillAt: '2025-12-12T15:00:00.000Z',
    lastFillAt: '2026-01-06T20:00:00.000Z',
    floor: '2024-03-01',
    balance: { amount: '10075', currency: 'USD', at: '2026-01-07T11:00:00.000Z' },
    agreement: { matches: 214, compared: 214, differs: [] },
    ...difference,
  };
}

export function aRunImport(difference: Partial<RunImport> = {}): RunImport {
  return {
    importId: 'i1',
    accountId: 'a1',
    brokerAccountId: '6YA12345',
    status: 'imported',
    counts: { fills: 20, new: 14, duplicates: 6, deletedBefore: 0, voided: 0, skipped: [], held: 0, refused: 0 },
    progress: { done: 5, total: 5 },
    ...difference,
  };
}

export function aRun(difference: Partial<RunAnswer> = {}): RunAnswer {
  return {
    id: 'r1',
    cause: 'scheduled',
    status: 'done',
    problem: null,
    windows: { done: 1, total: 1 },
    imports: [aRunImport()],
    startedAt: '2026-01-07T11:12:20.000Z',
    endedAt: '2026-01-07T11:12:50.000Z',
    ...difference,
  };
}

export function aConnection(difference: Partial<ConnectionAnswer> = {}): ConnectionAnswer {
  return {
    id: 'c1',
    broker: 'tradier',
    label: 'Tradier margin',
    status: 'working',
    reason: null,
    needs: null,
    consentUntil: null,
    consentDue: false,
    importId: null,
    credentials: [{ name: 'token', label: 'Access token', lastFour: 'x7Qd' }],
    accounts: [aBrokerAccount()],
    lastRun: aRun(),
    nextRunAt: '2099-01-08T11:12:00.000Z',
    streamVersion: 2,
    createdAt: '2026-01-05T14:00:00.000Z',
    ...difference,
  };
}
