import { createHash } from 'node:crypto';
import type { AccountAnswer, Page, RestoreAnswer, TradeAnswer } from '@singularity/contract';
import { GENESIS_HASH, hashOf, payloadDigestOf } from '@singularity/domain';
import type { ChainedEvent, LedgerHeader, Sha256 } from '@singularity/domain';
import { unzip } from '@singularity/harness/resilience/unzip.js';
import type { Browser } from '../../testing/browser.js';
import { sendFiles } from '../../testing/file-form.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';
import { zipOf } from '../../testing/zip-of.js';

/** Archives whose chain is sound, made by somebody who can hash: what they say is for the rules to judge. */
let app: TestApp;
let member: Browser;
let files: ReadonlyMap<string, Buffer>;
let tradeIds: readonly string[];

beforeAll(async () => {
  app = await startTestApp();
  const one = await app.signIn('one');
  const send = async (path: string, body: object) =>
    (await one.send('POST', `/api/user/${path}`, body)).body as { id: string };
  const { id: accountId } = await send('accounts', {
    ...{ platform: 'Tradier', name: 'Main', startingBalance: '100', currency: 'USD' },
  });
  const trade = { assetType: 'stock', direction: 'LONG', accountId, quantity: '2', entryPrice: '10' };
  const ids = [];
  for (const symbol of ['AAA', 'BBB', 'CCC'])
    ids.push((await send('trades', { ...trade, symbol, entryAt: '2026-01-05T15:00:00Z' })).id);
  tradeIds = ids;
  files = await unzip((await one.get('/api/user/export.zip')).bytes);
});
beforeEach(async () => {
  member = await app.signIn('two');
  await member.send('DELETE', '/api/user', { confirm: 'demo.two' });
  member = await app.signIn('two');
});
afterEach(async () => expect(await app.audit()).toEqual([]));
afterAll(() => app.close());

const sha256: Sha256 = (...parts) => {
  const bytes = parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part.hex, 'hex')));
  return createHash('sha256').update(Buffer.concat(bytes)).digest('hex');
};

type Forged = Omit<ChainedEvent, 'payload'> & { payload: Record<string, unknown> };

/** The archive with other events, hashed as if they had been recorded. */
function forged(change: (event: Forged) => Partial<ChainedEvent>): Promise<Buffer> {
  const [first = '', ...lines] = String(files.get('ledger.ndjson')).trimEnd().split('\n');
  let hash = GENESIS_HASH;
  const events = lines.map((line) => {
    const event = JSON.parse(line) as Forged;
    const told: ChainedEvent = { ...event, ...change(event) };
    const payloadDigest = payloadDigestOf(sha256, told.salt ?? '', told.payload);
    hash = hashOf(sha256, hash, told, payloadDigest);
    return { ...told, payloadDigest, hash };
  });
  const header = { ...(JSON.parse(first) as LedgerHeader), head: { version: events.length, hash } };
  const content = [header, ...events].map((line) => `${JSON.stringify(line)}\n`).join('');
  return zipOf(
    [...files].map(([name, old]) => ({ name, content: name === 'ledger.ndjson' ? Buffer.from(content) : old })),
  );
}

async function restored(change: Parameters<typeof forged>[0]): Promise<RestoreAnswer & { symbols: readonly string[] }> {
  const reply = await sendFiles(member, '/api/user/restore', [{ name: 'a.zip', content: await forged(change) }]);
  expect(reply).toMatchObject({ status: 200 });
  const { items } = (await member.get('/api/user/trades?sort=symbol&order=asc')).body as Page<TradeAnswer>;
  return { ...(reply.body as RestoreAnswer), symbols: items.map(({ symbol }) => symbol) };
}

const only = (symbol: string, change: (payload: Record<string, unknown>) => object) => (event: Forged) =>
  event.payload['symbol'] === symbol ? { payload: { ...event.payload, ...change(event.payload) } } : {};

const fills = (payload: Record<string, unknown>) => payload['executions'] as readonly Record<string, unknown>[];
const edited = (change: object) => (payload: Record<string, unknown>) => ({
  executions: fills(payload).map((execution) => ({ ...execution, ...change })),
});

const SHAPE = 'What the archive says of it is in no form that is known here.';

it.each([
  ['money that is a number', edited({ price: 10 })],
  ['money that is no number', edited({ price: '1e5' })],
  ['a time that is none', edited({ at: 'now' })],
  ['a fill whose id is none', edited({ id: 'x' })],
  ['a field that there is not', () => ({ netPnl: '1000000' })],
  ['a symbol in no market’s letters', () => ({ symbol: 'BBB<' })],
  ['notes that are none', () => ({ notes: ['a'] })],
  ['notes that are too long', () => ({ notes: 'a'.repeat(20_001) })],
  ['control characters', () => ({ notes: 'a\u0000b' })],
  ['no fills at all', () => ({ executions: null })],
])('leaves out a trade of %s, and brings the others back', async (_what, change) => {
  expect(await restored(only('BBB', change))).toMatchObject({
    ...{ accounts: 1, trades: 2, symbols: ['AAA', 'CCC'] },
    refused: [{ id: tradeIds[1], message: SHAPE }],
  });
});

it('leaves out what a rule refuses, and says which trade it is and why', async () => {
  const { refused, symbols } = await restored(only('BBB', edited({ type: 'close' })));
  expect(symbols).toEqual(['AAA', 'CCC']);
  expect(refused).toEqual([{ id: tradeIds[1], message: 'BBB, opened on 2026-01-05: Add at least one entry.' }]);
});

it('leaves out streams whose ids are none, or whose events are unknown', async () => {
  const ids = await restored((event) => (event.payload['symbol'] === 'BBB' ? { streamId: "'); DROP" } : {}));
  expect(ids).toMatchObject({ trades: 2, refused: [{ message: SHAPE }] });
});

it('leaves out what was written by a version to come', async () => {
  const { refused, trades } = await restored((event) =>
    event.payload['symbol'] === 'BBB' ? { schemaVersion: 9 } : {},
  );
  expect({ trades, refused }).toEqual({
    trades: 2,
    refused: [
      { id: tradeIds[1], message: 'Part of it was written by a newer version, or removed, and cannot be read here.' },
    ],
  });
});

it('leaves out the trades of an account that is not brought back', async () => {
  const { refused, accounts } = await restored(({ type, payload }) =>
    type === 'AccountAdded' ? { payload: { ...payload, currency: 7 } } : {},
  );
  expect(accounts).toBe(0);
  expect(refused.map(({ message }) => message)).toEqual([
    SHAPE,
    ...['AAA', 'BBB', 'CCC'].map((symbol) => `${symbol}, opened on 2026-01-05: This account does not exist.`),
  ]);
  expect(((await member.get('/api/user/accounts')).body as Page<AccountAnswer>).items).toEqual([]);
});
