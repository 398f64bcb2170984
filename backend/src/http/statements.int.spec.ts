import { REQUEST_ID } from '@singularity/contract';
import { COMMANDS } from '@singularity/harness/resilience/commands.js';
import type { Made } from '@singularity/harness/resilience/commands.js';
import { fillCanaryMember } from '@singularity/harness/resilience/probes/canary-member.js';
import type { Ids } from '@singularity/harness/resilience/probes/ids.js';
import { requestOf, ROUTES } from '@singularity/harness/resilience/probes/route-table.js';
import { bytesOf } from '@singularity/harness/resilience/probes/sent-body.js';
import { Notary } from '../digests/notary.js';
import type { Browser, Reply } from '../../testing/browser.js';
import { recordSent } from '../../testing/sent-statements.js';
import type { Sent } from '../../testing/sent-statements.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

/** What a request may have the database do: how often something is sent to it, and how many statements in all. */
type Cost = readonly [flights: number, statements: number];

/** The first flight finds the session, two more the member's standing; a read ends with a ROLLBACK that nobody waits for. */
const READS: Readonly<Record<string, Cost>> = {
  'GET /api/auth/session': [6, 11],
  'GET /api/market': [4, 7],
  'GET /api/market/candles': [4, 7],
  'GET /api/user/days/notes': [5, 10],
  'GET /api/user/days/:day': [9, 14],
  'GET /api/user/days/:day/note': [5, 10],
  'GET /api/user/days/:day/history': [10, 15],
  'GET /api/user/preferences': [5, 10],
  'GET /api/user/imports': [5, 10],
  'GET /api/user/imports/:id': [5, 10],
  'GET /api/user/brokers': [3, 6],
  'GET /api/user/connections': [6, 13],
  'GET /api/user/connections/:id': [6, 13],
  'GET /api/user/connections/:id/runs': [6, 11],
  'GET /api/user/consent': [5, 10],
  'GET /api/user/storage': [5, 10],
  'GET /api/user/sessions': [4, 7],
  'GET /api/user/tokens': [5, 10],
  'GET /api/user/webhooks': [5, 11],
  'GET /api/user/webhooks/:id/deliveries': [5, 10],
  'GET /api/user/accounts': [6, 11],
  'GET /api/accounts': [6, 11],
  'GET /api/user/accounts/:id': [6, 11],
  'GET /api/user/accounts/:id/history': [10, 15],
  // One statement asks the indexes whether a filter lets only few trades through.
  'GET /api/user/trades': [7, 13],
  'GET /api/trades': [7, 13],
  'GET /api/user/trades/totals': [8, 14],
  'GET /api/user/trades.csv': [7, 13],
  'GET /api/user/trades.json': [7, 13],
  'GET /api/user/reports/realized': [6, 12],
  'GET /api/user/trades/:id': [6, 11],
  'GET /api/user/trades/:id/screenshots': [6, 11],
  'GET /api/user/trades/:id/screenshots/:screenshotId': [6, 11],
  'GET /api/user/trades/:id/history': [10, 15],
  'GET /api/user/history': [7, 12],
  'GET /api/user/trades/deleted': [6, 11],
  'GET /api/user/ledger/verify': [3, 6],
  'GET /api/user/ledger/at': [6, 11],
  'GET /api/user/ledger/export': [7, 14],
  'GET /api/user/ledger/digests': [5, 10],
  'GET /api/user/ledger/digests/:day': [5, 10],
  'GET /api/user/stats': [6, 15],
  'GET /api/user/stats/equity': [6, 15],
  'GET /api/user/stats/days': [6, 15],
  'GET /api/user/stats/breakdown': [6, 12],
  'GET /api/user/stats/setups': [6, 12],
  'GET /api/user/stats/explain': [7, 13],
  'GET /api/user/stats/accounts': [6, 13],
  'GET /api/user/compare': [6, 11],
};

/** One more than a read counts the write. */
const WRITES: Readonly<Record<string, Cost>> = {
  'add account': [7, 20],
  'edit account': [7, 22],
  'update balance': [7, 28],
  'close account': [7, 22],
  'reopen account': [7, 22],
  'add trade': [7, 26],
  'add trade by executions': [7, 26],
  'edit trade': [7, 22],
  'close trade': [7, 27],
  'add execution': [7, 27],
  'edit execution': [7, 27],
  'remove execution': [7, 27],
  'delete trade': [7, 22],
  'restore trade': [7, 22],
  'revert trade': [7, 21],
  // Gives them a tag, for which rows are kept; trades without tags have none.
  'change many trades': [7, 26],
  undo: [11, 35],
  'undo many': [9, 31],
  'change settings': [8, 29],
};

/** A response with as many pieces as there is to tell: what it costs is no constant. */
const IN_PIECES = ['GET /api/user/export.zip'];
/** From BEGIN to COMMIT. Other rules move all buckets, which are read once it is known that they are not too many. */
const MOST_FLIGHTS = 3;
const MOVING_ALL = { 'change settings': 4 };

const sent = recordSent();
let app: TestApp;
let member: Browser;
let ids: Ids;

beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
  const send = async (method: string, path: string, body?: object) => {
    if (method === 'GET') return (await member.get(path)).body;
    const { bytes, type } = body ? bytesOf(body) : { bytes: undefined, type: undefined };
    return (await member.send(method, path, bytes, type ? { 'Content-Type': type } : {})).body;
  };
  [ids] = (await fillCanaryMember(send, () => app.nest.get(Notary).attest())) as [Ids];
}, 60_000);
afterAll(() => app.close());

function sentFor({ headers }: Reply): readonly Sent[] {
  const own = sent.filter(({ requestId }) => requestId === headers[REQUEST_ID.toLowerCase()]);
  // That other processes are told is waited for by nobody: it may come before the answer or after.
  return own.filter(({ statements }) => !statements.some(({ text }) => text.includes('pg_notify')));
}

function statementsIn(flights: readonly Sent[]): readonly string[] {
  return flights.flatMap(({ statements }) => statements.map(({ text }) => text.replace(/\s+/g, ' ').trim()));
}

/** Says all that was sent where it is more than may be: what is new is seen at once. */
function expectAtMost(reply: Reply, [flights, statements]: Cost): void {
  const own = sentFor(reply);
  const isMore = own.length > flights || statementsIn(own).length > statements;
  expect(isMore ? own.map((flight) => statementsIn([flight])) : []).toEqual([]);
}

describe('a request sends no more than it did', () => {
  const reads = Object.keys(ROUTES).filter((name) => {
    const { open, stream } = ROUTES[name] ?? {};
    return name.startsWith('GET') && !open && !stream && !IN_PIECES.includes(name);
  });

  it.each(reads)('%s', async (name) => {
    const { address } = requestOf(name, ids);
    // The first one may find out what the process then knows.
    await member.get(address);
    expectAtMost(await member.get(address), READS[name] ?? [0, 0]);
  });

  it.each(Object.entries(COMMANDS))('to %s', async (kind, make) => {
    const prepare = async (method: string, path: string, body?: object) =>
      (await member.send(method, path, body)).body as Made;
    const { method, path, body } = await make(prepare);
    // After some commands the next request finds out anew that its rows are current.
    await member.get('/api/user/preferences');
    const key = `statements-${kind.replaceAll(' ', '-')}`;
    const reply = await member.send(method, path, body, { 'Idempotency-Key': key });
    expect(reply.status).toBeLessThan(300);
    expectAtMost(reply, WRITES[kind] ?? [0, 0]);

    const own = sentFor(reply);
    const first = own.findIndex((flight) => statementsIn([flight])[0] === 'BEGIN');
    const last = own.findIndex((flight) => statementsIn([flight]).at(-1) === 'COMMIT');
    const most = (MOVING_ALL as Record<string, number>)[kind] ?? MOST_FLIGHTS;
    expect(last - first + 1).toBeLessThanOrEqual(most);
  });
});

it.each([
  ['a tag', { addTags: ['many'] }, { addTags: ['few'] }],
  ['a figure', { fees: '1.5' }, { fees: '2.5' }],
])('asks nothing again for each of many that change by %s', async (_what, ofMany, ofOne) => {
  const trade = { symbol: 'MANY', assetType: 'stock', direction: 'LONG', quantity: '1', entryPrice: '1' };
  const one = { ...trade, entryAt: '2026-02-02T15:00:00Z', exitPrice: '2', exitAt: '2026-02-02T16:00:00Z' };
  const made = [];
  for (let n = 0; n < 21; n++) made.push((await member.send('POST', '/api/user/trades', one)).body as Made);
  const cost = async (some: readonly Made[], edit: object) => {
    const body = { ids: some.map(({ id }) => id), edit };
    const reply = await member.send('POST', '/api/user/trades/bulk', body);
    expect(reply.status).toBe(200);
    return statementsIn(sentFor(reply)).length;
  };
  expect(await cost(made.slice(1), ofMany)).toBe(await cost(made.slice(0, 1), ofOne));
});
