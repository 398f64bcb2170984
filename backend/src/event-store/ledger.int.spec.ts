import type { AccountCommandAnswer, LedgerVerification, TradeCommandAnswer } from '@singularity/contract';
import type { AddTradeBody } from '@singularity/contract/wire';
import { isWhole, LedgerCheck, parseInstant } from '@singularity/domain';
import type { LedgerHeader, TradeCommand } from '@singularity/domain';
import type { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';
import { toAddTrade } from '../trades/trades.commands.js';
import { tradeStreamHandler } from '../trades/trades.stream-handler.js';
import type { StreamCommand } from './command-request.js';
import { sha256 } from './hash-chain.js';
import { Ledger } from './ledger.js';
import { StreamVersionConflict } from './refusals.js';
import { Replay } from './replay.js';
import type { RecordedEvent } from './recorded-event.js';

let app: TestApp;
let a: Browser;
let b: Browser;

beforeEach(async () => {
  app = await startTestApp({ DATABASE_POOL_SIZE: '5' });
  [a, b] = [await app.signIn('one'), await app.signIn('two')];
});
afterEach(() => app.close());

const trade = (net: number, minute = 0) => ({
  symbol: 'AAPL',
  assetType: 'stock',
  direction: 'LONG',
  quantity: '1',
  entryPrice: '1000',
  entryAt: '2026-01-05T15:00:00Z',
  exitPrice: String(1000 + net),
  exitAt: `2026-01-05T16:${String(minute % 60).padStart(2, '0')}:00Z`,
});

async function add(member: Browser, net: number, minute = 0): Promise<TradeCommandAnswer> {
  return (await member.send('POST', '/api/user/trades', trade(net, minute))).body as TradeCommandAnswer;
}

async function verify(member: Browser): Promise<LedgerVerification> {
  return (await member.get('/api/user/ledger/verify')).body as LedgerVerification;
}

async function exportOf(member: Browser): Promise<string> {
  return (await member.get('/api/user/ledger/export')).text;
}

async function exported(member: Browser): Promise<[LedgerHeader, ...RecordedEvent[]]> {
  const lines = (await exportOf(member)).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as unknown) as never;
}

describe('many writers at once', () => {
  it('leave a gapless ledger, whole sums and no trace in the ledgers of others', async () => {
    const writes = Array.from({ length: 60 }, (_, index) => add(index % 2 ? a : b, index % 2 ? 1 : -2, index));
    const versions = (await Promise.all(writes)).map((answer, index) => [index % 2, answer.ledger.version]);
    for (const side of [0, 1]) {
      const own = versions.filter(([who]) => who === side).map(([, version]) => version ?? 0);
      expect(own.sort((x, y) => x - y)).toEqual(Array.from({ length: 30 }, (_, index) => index + 2));
    }
    expect((await a.get('/api/user/stats')).body).toMatchObject({
      currencies: [{ netPnl: '30', longestWinStreak: 30 }],
    });
    expect((await b.get('/api/user/stats')).body).toMatchObject({
      currencies: [{ netPnl: '-60', longestLossStreak: 30 }],
    });
    expect(await app.audit()).toEqual([]);
  });

  it('lose nothing to a rebuild beside them', async () => {
    const userId = await a.userId();
    const rebuilds = [1, 2, 3].map(() => app.nest.get(Replay).rebuild(userId));
    await Promise.all([...Array.from({ length: 30 }, (_, index) => add(a, 1, index)), ...rebuilds]);
    expect((await a.get('/api/user/stats')).body).toMatchObject({ currencies: [{ netPnl: '30', totalTrades: 30 }] });
    expect(await app.audit()).toEqual([]);
  });
});

describe('more commands than are written together', () => {
  const command = (index: number): StreamCommand<TradeCommand> => {
    const { entryAt, exitAt, ...body } = trade(1, index);
    // Every 400th leaves before it entered, which is refused.
    const left = index % 400 === 399 ? '2026-01-04T16:00:00Z' : exitAt;
    const times = { entryAt: parseInstant(entryAt), exitAt: parseInstant(left) };
    const added = { ...body, ...times, quantity: '1', entryPrice: '1000', exitPrice: '1001', tags: ['many'] };
    return { command: toAddTrade(added as unknown as AddTradeBody), streamId: null };
  };

  it('are one batch, one transaction, and one answer that is kept', async () => {
    const userId = await a.userId();
    const ledger = app.nest.get(Ledger);
    const commands = Array.from({ length: 1_203 }, (_, index) => command(index));
    const idempotency = { key: 'more-than-a-chunk', requestDigest: '00'.repeat(32) };
    const request = { userId, origin: 'api', idempotency, commands } as const;
    const answer = await ledger.handleAll(tradeStreamHandler, request);
    expect(answer.accepted).toHaveLength(1_200);
    expect(answer.refused).toHaveLength(3);
    expect(answer.ledger.version).toBe(1 + 1_200);
    const batches = await app.sql(`SELECT batch_id AS id, count(*) FROM event WHERE batch_id IS NOT NULL GROUP BY 1`);
    expect(batches).toEqual([{ id: answer.batchId, count: '1200' }]);
    expect((await a.get('/api/user/stats')).body).toMatchObject({ currencies: [{ netPnl: '1200' }] });
    expect(await ledger.handleAll(tradeStreamHandler, request)).toEqual(answer);
    expect(await app.audit()).toEqual([]);
    expect(await verify(a)).toMatchObject({ valid: true, version: 1_201 });
  }, 60_000);

  it('are taken back whole where a late one cannot be done', async () => {
    const { id } = await add(a, 1);
    const stale = { ...command(0), streamId: id, expectedStreamVersion: 7 };
    const commands = [...Array.from({ length: 600 }, (_, index) => command(index)), stale];
    const request = { userId: await a.userId(), origin: 'api', commands } as const;
    await expect(app.nest.get(Ledger).handleAll(tradeStreamHandler, request)).rejects.toThrow(StreamVersionConflict);
    expect(await verify(a)).toMatchObject({ valid: true, version: 2 });
    expect(await app.audit()).toEqual([]);
  }, 60_000);
});

describe('a replay', () => {
  it('brings back rows that somebody spoilt, and names them before', async () => {
    const { id } = await add(a, 5);
    await add(b, 5);
    await app.sql(`UPDATE trade SET net_pnl = 500 WHERE trade_id = $1`, [id]);
    await app.sql(`DELETE FROM day_stats WHERE user_id = $1`, [await a.userId()]);
    const [fault, ...others] = await app.audit();
    expect(others).toEqual([]);
    expect(fault?.differences.map(({ table }) => table).sort()).toEqual([
      ...Array<string>(4).fill('day_stats'),
      'trade',
    ]);
    expect(fault?.differences).toContainEqual(
      expect.objectContaining({
        expected: expect.objectContaining({ netPnl: '5' }),
        found: expect.objectContaining({ netPnl: '500' }),
      }),
    );
    await app.nest.get(Replay).rebuild(await a.userId());
    expect(await app.audit()).toEqual([]);
  });
});

describe('the chain', () => {
  it('is whole, grows with every receipt, and can be checked from an export alone', async () => {
    const account = await a.send('POST', '/api/user/accounts', {
      platform: 'Tradier',
      name: 'n',
      startingBalance: '1',
      currency: 'USD',
    });
    const receipts = [
      (account.body as AccountCommandAnswer).ledger,
      (await add(a, 1)).ledger,
      (await add(a, 2)).ledger,
    ];
    expect(await verify(a)).toEqual({
      ...{ valid: true, ...receipts[2] },
      ...{ brokenAt: null, reason: null, redacted: 0 },
    });

    const [header, ...events] = await exported(a);
    expect(header).toMatchObject({ ledger: 1, userId: await a.userId(), head: receipts[2] });
    expect(events).toHaveLength(header.head.version);
    const check = new LedgerCheck(sha256, receipts);
    check.take(await exportOf(a));
    expect(isWhole(check.verdict())).toBe(true);
  });

  it.each([
    [
      'payload',
      3,
      /does not match/,
      `UPDATE event SET payload = jsonb_set(payload, '{notes}', '"x"') WHERE version = 3`,
    ],
    ['salt', 3, /does not match/, `UPDATE event SET salt = '\\x00' WHERE version = 3`],
    ['half a redaction', 3, /does not match/, `UPDATE event SET payload = NULL WHERE version = 3`],
    ['time', 2, /dated/, `UPDATE event SET recorded_at = recorded_at - interval '1 day' WHERE version = 2`],
    ['origin', 4, /other details/, `UPDATE event SET origin = 'import' WHERE version = 4`],
    ['version in its trade', 4, /not the next/, `UPDATE event SET stream_version = 7 WHERE version = 4`],
    ['event that is missing', 3, /Entry 3 is missing/, `DELETE FROM event WHERE version = 3`],
    ['tail that is missing', 4, /Entry 4 is missing/, `DELETE FROM event WHERE version = 4`],
    ['head', 4, /not where the ledger ended/, `UPDATE user_head SET hash = '\\x00'`],
    [
      'two events that were swapped',
      2,
      /other details/,
      `UPDATE event SET version = CASE version WHEN 2 THEN -3 ELSE -2 END WHERE version IN (2, 3)`,
    ],
  ])('names the first fault, and what it is: %s', async (_fault, brokenAt, reason, sql) => {
    for (const net of [1, 2, 3]) await add(a, net);
    await app.sql('ALTER TABLE event DROP CONSTRAINT event_version_check');
    await app.sql(sql);
    await app.sql('UPDATE event SET version = -version WHERE version < 0');
    expect(await verify(a)).toMatchObject({
      valid: false,
      brokenAt,
      reason: expect.stringMatching(reason) as string,
    });
  });

  it('stays whole when a payload is redacted with its salt', async () => {
    await add(a, 1);
    await app.sql(`UPDATE event SET payload = NULL, salt = NULL WHERE version = 2`);
    expect(await verify(a)).toMatchObject({ valid: true, redacted: 1 });
    const check = new LedgerCheck(sha256);
    check.take(await exportOf(a));
    expect(check.verdict()).toMatchObject({ broken: null, entries: 2, redacted: 1 });
  });
});

describe('the ledger’s time', () => {
  it('never runs backwards', async () => {
    await add(a, 1);
    await app.sql(`UPDATE user_head SET recorded_at = '2099-01-01T00:00:00Z'`);
    const { id } = await add(a, 2);
    const events = (await exported(a)).slice(1) as RecordedEvent[];
    expect(events.find((event) => event.streamId === id)?.recordedAt).toBe('2099-01-01T00:00:00.000Z');
  });
});
