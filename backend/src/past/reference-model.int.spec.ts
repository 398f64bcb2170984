import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { AccountAnswer, StatsAnswer, TradeAnswer } from '@singularity/contract';
import { Refusal } from '@singularity/domain';
import type { DecimalText, NewAccount, TradeCommand } from '@singularity/domain';
import { ACCOUNTS, aimed, ReferenceModel, steps, TRADES } from '@singularity/domain/testing';
import type { Step } from '@singularity/domain/testing';
import { streamHandlerOf, STREAM_HANDLERS } from '../event-store/stream-handlers.js';
import type { AnyStreamHandler, StreamHandlers } from '../event-store/stream-handlers.js';
import { Ledger } from '../event-store/ledger.js';
import { CommandRefused } from '../event-store/refusals.js';
import type { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

/**
 * Random commands, imports, edits, deletions, undos and redos: what the app answers now, and later of every version, is
 * what a reference model says that is kept beside it, and all rows are those of a replay.
 */
let app: TestApp;
let member: Browser;
let userId: string;

beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
  const { body } = await member.get('/api/auth/session');
  userId = (body as { user: { dbUserId: string } }).user.dbUserId;
});
afterEach(async () => expect(await app.audit()).toEqual([]));
afterAll(() => app.close());

type Ids = ReadonlyMap<string, string>;

/** The short names of the steps, each with an id that the app takes. */
function idsFor(): Ids {
  const names = [...TRADES, ...ACCOUNTS, 'none', 'new'];
  const fills = Array.from({ length: 60 }, (_, n) => [`e${n}`, `s${n}`, `s${n}-new0`, `s${n}-new1`]).flat();
  return new Map([...names, ...fills].map((name) => [name, randomUUID()]));
}

const ID_FIELDS = ['id', 'executionId', 'newExecutionId', 'accountId', 'ids'];

function renamed<Value>(value: Value, ids: Ids, field = ''): Value {
  if (typeof value === 'string') return (ID_FIELDS.includes(field) ? (ids.get(value) ?? value) : value) as Value;
  if (Array.isArray(value)) return value.map((item) => renamed<unknown>(item, ids, field)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, item]) => [name, renamed<unknown>(item, ids, name)]);
  return Object.fromEntries(entries) as Value;
}

interface Asked {
  readonly streamId: string;
  readonly command: unknown;
}

async function headVersion(): Promise<number> {
  return ((await member.get('/api/user/stats')).body as StatsAnswer).version;
}

/** What the ledger makes of a command: as the reference model calls it. */
async function verdictOf(handler: AnyStreamHandler, { streamId, command }: Asked): Promise<string> {
  const before = await headVersion();
  try {
    await app.nest.get(Ledger).handle(handler as never, { userId, origin: 'api', streamId, command: command as never });
  } catch (error) {
    if (error instanceof CommandRefused) return 'refused';
    throw error;
  }
  return (await headVersion()) > before ? 'recorded' : 'nothing';
}

/** The first trades come as an import does: all at once, and what is not sound stays out. */
async function imported(handler: AnyStreamHandler, all: readonly Asked[]): Promise<readonly string[]> {
  const { refused } = await app.nest.get(Ledger).handleAll(handler as never, {
    userId,
    origin: 'import',
    commands: all as never,
  });
  const out = new Map(refused.map(({ streamId, refusal }) => [streamId, refusal instanceof Refusal]));
  return all.map(({ streamId }) => (out.get(streamId) ? 'refused' : 'recorded'));
}

/** What is said of each trade and account, as of a version or now. */
async function answered(ids: Ids, version?: number): Promise<readonly unknown[]> {
  const query = version === undefined ? '' : `?asOfVersion=${version}`;
  const trades = TRADES.map(async (name) => {
    const { status, body } = await member.get(`/api/user/trades/${ids.get(name)}${query}`);
    if (status === 404) return null;
    const { grossPnl, netPnl, openQuantity, status: standing, rMultiple, fees } = body as TradeAnswer;
    return { grossPnl, netPnl, openQuantity, status: standing, rMultiple, fees };
  });
  const accounts = ACCOUNTS.map(async (name) => {
    const { body } = await member.get(`/api/user/accounts/${ids.get(name)}${query}`);
    return (body as AccountAnswer).balance;
  });
  return Promise.all([...trades, ...accounts]);
}

function written(model: ReferenceModel, ids: Ids): readonly unknown[] {
  const trades = TRADES.map((name) => {
    const id = ids.get(name) ?? '';
    const figures = model.figures(id);
    if (!figures || model.trades.get(id)?.deleted) return null;
    const { grossPnl, netPnl, openQuantity, status, rMultiple, fees } = figures;
    return { grossPnl, netPnl, openQuantity, status, rMultiple, fees };
  });
  return [...trades, ...ACCOUNTS.map((name) => model.balance(ids.get(name) ?? ''))];
}

const ZONES = ['America/New_York', 'Asia/Tokyo', 'Europe/London'];

async function play(asked: readonly Step[], ids: Ids): Promise<void> {
  const handlers = app.nest.get<StreamHandlers>(STREAM_HANDLERS);
  const [tradeStreamHandler, accountStreamHandler] = [
    streamHandlerOf(handlers, 'trade'),
    streamHandlerOf(handlers, 'account'),
  ];
  const model = new ReferenceModel('USD');
  for (const [name, currency, startingBalance] of [
    ['usd', 'USD', '1000'],
    ['eur', 'EUR', '0'],
  ] as const) {
    const streamId = ids.get(name) ?? '';
    const details: NewAccount = {
      platform: 'Tradier',
      name,
      externalId: null,
      startingBalance: startingBalance as DecimalText,
      currency,
      tradingDay: name === 'eur' ? 'session' : 'midnight',
    };
    await verdictOf(accountStreamHandler, { streamId, command: { type: 'AddAccount', details } });
    model.addAccount(streamId, currency, startingBalance);
  }
  const told = new Map<number, readonly unknown[]>();
  const note = async () => told.set(await headVersion(), written(model, ids));
  const ofTrade = (step: Extract<Step, { trade: string }>, index: number): Asked & { command: TradeCommand } => {
    const streamId = ids.get(step.trade) ?? '';
    const fills = model.trades.get(streamId)?.details.executions.map(({ id }) => id) ?? [];
    return { streamId, command: renamed(aimed(step, fills, index), ids) };
  };

  const [first, later] = [asked.slice(0, TRADES.length), asked.slice(TRADES.length)];
  const additions = first.flatMap((step, index) => ('trade' in step ? [ofTrade(step, index)] : []));
  const kept = additions.map(({ streamId, command }) => model.trade(streamId, command));
  expect(await imported(tradeStreamHandler, additions)).toEqual(kept);
  await note();
  for (const [index, step] of later.entries()) {
    if ('account' in step) {
      const streamId = ids.get(step.account) ?? '';
      const command = renamed(step.command, ids);
      expect(await verdictOf(accountStreamHandler, { streamId, command })).toBe(model.account(streamId, command));
    } else {
      const { streamId, command } = ofTrade(step, TRADES.length + index);
      expect(await verdictOf(tradeStreamHandler, { streamId, command })).toBe(model.trade(streamId, command));
    }
    if (index % 7 === 3) await member.send('PATCH', '/api/user/settings', { timeZone: ZONES[index % ZONES.length] });
    expect(await answered(ids)).toEqual(written(model, ids));
    await note();
  }
  for (const [version, then] of told)
    expect({ version, said: await answered(ids, version) }).toEqual({ version, said: then });
}

it('says now, and of every version, what the reference model said', async () => {
  await fc.assert(
    fc.asyncProperty(steps, (asked) => play(asked, idsFor())),
    { numRuns: 12, endOnFailure: true },
  );
}, 240_000);
