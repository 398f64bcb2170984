import { createHash, generateKeyPairSync } from 'node:crypto';
import type { Connector, Credentials } from '@singularity/connectors';
import type { Instrument } from '@singularity/local/brokers/facts.js';

export type Kinds = readonly [Instrument['type'], ...Instrument['type'][]];

/** What a spec has to know of a broker beside its connector. */
export interface BrokerRow {
  /** What the stand-in knows the member by. */
  readonly credentials: Credentials;
  /** What of it is replaced once it was revoked. */
  readonly renewed: Credentials;
  /** The account as the broker writes it. */
  readonly account: string;
  /** What is traded there. */
  readonly kinds: Kinds;
  /** How exactly it tells when a fill was. */
  readonly times: 'millisecond' | 'second' | 'day';
  /** Whether it tells what a fill cost. */
  readonly fees: boolean;
  /** What it tells of an order: each of its fills, or one at their average price. */
  readonly orders: 'fills' | 'average';
  /** When options end that it tells of, in New York; null where it is when they ended. */
  readonly endsAt: string | null;
  /** Whether it tells that options were assigned, and the shares that this delivered. */
  readonly assignments: boolean;
  /** Whether it tells that a fill was taken back, and what came in its place. */
  readonly corrections: boolean;
}

const made = (what: string, length: number): string =>
  createHash('sha512').update(`canary ${what}`).digest('hex').slice(0, length);

const EXACT = { times: 'millisecond', fees: true, orders: 'fills', endsAt: null } as const;

function ecKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'sec1', format: 'pem' }) as string;
}

/** By the names of brokers. A connector without a row fails the specs that go through all of them. */
export const BROKER_ROWS: Readonly<Record<string, BrokerRow>> = {
  tradier: {
    ...EXACT,
    credentials: { token: made('tradier', 28) },
    renewed: { token: made('tradier anew', 28) },
    account: '6YA00001',
    kinds: ['stock', 'option'],
    times: 'day',
    assignments: true,
    corrections: false,
  },
  topstepx: {
    ...EXACT,
    credentials: { userName: 'ada.lovelace.canary', apiKey: made('topstepx', 44) },
    renewed: { apiKey: made('topstepx anew', 44) },
    account: '10001',
    kinds: ['future'],
    assignments: false,
    corrections: true,
  },
  webull: {
    ...EXACT,
    credentials: { appKey: made('webull key', 32), appSecret: made('webull', 32) },
    renewed: { appSecret: made('webull anew', 32) },
    account: 'WB0001',
    kinds: ['stock', 'option', 'future'],
    orders: 'average',
    assignments: false,
    corrections: true,
  },
  ibkr: {
    ...EXACT,
    credentials: { token: '410000000000000000000091', queryId: '900091' },
    renewed: { token: '410000000000000000000092' },
    account: 'U0000001',
    kinds: ['stock', 'option', 'future'],
    times: 'second',
    assignments: true,
    corrections: true,
  },
  tastytrade: {
    ...EXACT,
    credentials: { refreshToken: made('tastytrade grant', 64), clientSecret: made('tastytrade', 40) },
    renewed: { refreshToken: made('tastytrade grant anew', 64) },
    account: '5WT00001',
    kinds: ['option', 'stock', 'future'],
    assignments: true,
    corrections: true,
  },
  alpaca: {
    ...EXACT,
    credentials: { keyId: 'PKCANARY000000000001', secret: made('alpaca', 40) },
    renewed: { secret: made('alpaca anew', 40) },
    account: 'PA0000000001',
    kinds: ['stock', 'option'],
    fees: false,
    endsAt: '17:00:00',
    assignments: true,
    corrections: false,
  },
  schwab: {
    ...EXACT,
    credentials: {
      appKey: made('schwab key', 32),
      appSecret: made('schwab', 16),
      redirectUri: 'https://127.0.0.1:8443/back',
    },
    renewed: { appSecret: made('schwab anew', 16) },
    account: '12345678',
    kinds: ['stock', 'option'],
    times: 'second',
    assignments: true,
    corrections: true,
  },
  coinbase: {
    ...EXACT,
    credentials: {
      key: `organizations/${made('organization', 12)}/apiKeys/${made('coinbase', 12)}`,
      secret: ecKey(),
    },
    renewed: { secret: ecKey() },
    account: 'COINBASE-1',
    kinds: ['crypto'],
    assignments: false,
    corrections: true,
  },
  kraken: {
    ...EXACT,
    credentials: {
      key: made('kraken key', 56),
      secret: createHash('sha512').update('canary kraken').digest('base64'),
    },
    renewed: { secret: createHash('sha512').update('canary kraken anew').digest('base64') },
    account: 'KRAKEN-1',
    kinds: ['crypto'],
    assignments: false,
    corrections: false,
  },
};

export function rowOf({ broker }: Pick<Connector, 'broker'>): BrokerRow {
  const row = BROKER_ROWS[broker];
  if (!row) throw new Error(`BROKER_ROWS has no row for ${broker}: add one, so that its connector is tested.`);
  return row;
}
