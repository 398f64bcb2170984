import { createHash } from 'node:crypto';
import type { Book } from '../book.js';
import type { Broker, Instrument } from '../facts.js';
import { enter, generated } from '../generator/generator.js';

type Kinds = readonly [Instrument['type'], ...Instrument['type'][]];

interface DemoKey {
  readonly broker: Broker;
  readonly account: string;
  readonly kinds: Kinds;
  readonly credentials: Readonly<Record<string, string>>;
}

/** Made from what it is for, so that a journal's connections outlive a restart of the stand-in. */
const made = (what: string, length: number, encoding: 'hex' | 'base64' = 'hex'): string => {
  const bytes = createHash('sha512').update(`demo ${what}`).digest();
  return encoding === 'hex' ? bytes.toString('hex').slice(0, length) : bytes.subarray(0, length).toString('base64');
};

/** The keys of each demo member, at two brokers. */
const KEYS: readonly (readonly DemoKey[])[] = [
  [
    { broker: 'tradier', account: '6YA00001', kinds: ['stock', 'option'], credentials: { token: made('tradier', 28) } },
    {
      broker: 'topstepx',
      account: '10001',
      kinds: ['future'],
      credentials: { userName: 'demo.one', apiKey: made('topstepx', 44) },
    },
  ],
  [
    {
      broker: 'tastytrade',
      account: '5WT00002',
      kinds: ['option', 'stock', 'future'],
      credentials: { refreshToken: made('tastytrade grant', 64), clientSecret: made('tastytrade', 40) },
    },
    {
      broker: 'ibkr',
      account: 'U0000002',
      kinds: ['stock', 'option', 'future'],
      credentials: { token: '410000000000000000000002', queryId: '900002' },
    },
  ],
  [
    {
      broker: 'webull',
      account: 'DEMO0003',
      kinds: ['stock', 'option'],
      credentials: { appKey: made('webull key', 32), appSecret: made('webull', 32) },
    },
    {
      broker: 'alpaca',
      account: 'PA0000000003',
      kinds: ['stock', 'option'],
      credentials: { keyId: 'PK0000000003DEMO0003', secret: made('alpaca', 40) },
    },
  ],
  [
    {
      broker: 'kraken',
      account: 'KRAKEN-4',
      kinds: ['crypto'],
      credentials: { key: made('kraken key', 56), secret: made('kraken', 64, 'base64') },
    },
    {
      broker: 'coinbase',
      account: 'COINBASE-4',
      kinds: ['crypto'],
      credentials: { key: 'organizations/demo/apiKeys/4', secret: made('coinbase', 32, 'base64') },
    },
  ],
];

/** Trades go on to the end of 2028: what is dated later than now comes when its time does. */
const LIFE = { from: '2026-01-05', days: 1_090, trips: 200 } as const;

/** Gives each of these people keys at two brokers, and accounts with trades. The same for the same people at any time. */
export function seedDemo(book: Book, people: readonly string[]): void {
  people.forEach((name, place) => {
    for (const { broker, account, kinds, credentials } of KEYS[place] ?? []) {
      book.addMember({ broker, name, credentials });
      const opened = { openedAt: '2026-01-02T14:00:00Z', openingBalance: '0' };
      book.addAccount({ id: account, broker, member: name, name: 'Demo', ...opened });
      enter(book, generated(Number.parseInt(made(account, 6), 16), { account, kinds, ...LIFE }));
    }
  });
  book.postUntilNow();
}
