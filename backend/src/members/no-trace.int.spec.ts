import { ConsoleLogger } from '@nestjs/common';
import { vi } from 'vitest';
import type { ImportAnswer, SessionAnswer, TradeAnswer, TradeCommandAnswer } from '@singularity/contract';
import { Notary } from '../digests/notary.js';
import { PastThread } from '../past/past-thread.js';
import type { Browser } from '../../testing/browser.js';
import { addConnectionRows } from '../../testing/connection-rows.js';
import { addWebhookRows } from '../../testing/webhook-rows.js';
import { sendFiles } from '../../testing/file-form.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';
import { unzip } from '@singularity/harness/resilience/unzip.js';
import { tradeQueries } from '../trades/trades.queries.js';

/** In every text that a member can write; as a spreadsheet, a log and a search would all leave it. */
const CANARY = 'canary7f3a';
/** A PNG of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

/** Columns of texts, documents and bytes that are not in the member's words: names of states, codes, digests and keys. */
const NOT_IN_THEIR_WORDS = [
  ...['access_grant.status', 'access_grant.token_ciphertext'],
  ...['account.currency', 'account.status', 'account.trading_day', 'balance_update.currency', 'balance_update.reason'],
  ...['command.request_digest', 'day_stats.currency', 'day_stats.grain', 'day_stats.rest', 'day_stats.ends'],
  ...['setup_stats.currency', 'setup_stats.grain', 'setup_stats.rest'],
  ...['digest_proof.root', 'digest_proof.hash', 'digest_proof.salt', 'digest_proof.path'],
  ...['event.stream_type', 'event.type', 'event.origin', 'event.payload_digest', 'event.salt', 'event.hash'],
  ...[
    'execution.type',
    ...['realization.asset_type', 'realization.currency', 'realization.direction'],
    'screenshot.image',
    'session.sid',
    'user_head.hash',
    'user_head.bucket_settings',
    'user_head.consumers',
  ],
  ...['access_token.scopes', 'access_token.secret_hash', 'access_token.last_used_from'],
  ...['import.status', 'import.problem', 'import_file.sha256', 'import_file.content', 'import_mapping.columns'],
  // Connections are made at a broker; what they keep of credentials is sealed.
  ...['broker_figure.asset_type', 'broker_figure.currency', 'broker_figure.direction', 'broker_figure.precision'],
  ...[
    'broker_figure.what',
    'connection.needs',
    'connection.status',
    'connection.consent_digest',
    'connection_account.balance_currency',
  ],
  ...['connection_account.currency', 'connection_run.cause', 'connection_run.problem', 'connection_run.status'],
  ...['import.broker_account', 'import.voided'],
  ...['consumer_position.consumer', 'webhook.events', 'webhook_delivery.status', 'webhook_delivery.type'],
  ...['settings.time_zone', 'settings.base_currency', 'settings.theme', 'settings.breakeven_tolerance'],
  ...['trade.asset_type', 'trade.currency', 'trade.direction', 'trade.side', 'trade.multiplier_source', 'trade.status'],
];
/** Tables of nobody, which are the same with and without the member. */
const OF_NOBODY = ['brake_release', 'digest', 'digest_key', 'migration', 'rate_count'];

class Heard extends ConsoleLogger {
  readonly lines: string[] = [];

  protected override printMessages(messages: unknown[]): void {
    this.lines.push(...messages.map((message) => (message instanceof Error ? String(message.stack) : String(message))));
  }

  protected override printStackTrace(stack: string): void {
    this.lines.push(stack);
  }
}

let app: TestApp;
let one: Browser;
let two: Browser;
let user: SessionAnswer['user'];
let ids: readonly string[];
const heard = new Heard();

const sessionOf = async (browser: Browser) => (await browser.get('/api/auth/session')).body as SessionAnswer;

beforeAll(async () => {
  app = await startTestApp();
  app.nest.useLogger(heard);
  [one, two] = [await app.signIn('one'), await app.signIn('two')];
  ({ user } = await sessionOf(one));
  await write(one);
  await one.send('PUT', '/api/user/preferences', { platforms: [CANARY] });
  await one.send('POST', '/api/user/tokens', { name: CANARY, scopes: ['read'] });
  await one.send('POST', '/api/user/demo');
  ids = [user.dbUserId, (await sessionOf(one)).user.dbUserId];
  await write(one);
  await one.send('POST', '/api/user/demo/leave');
  for (const id of ids) {
    await addConnectionRows(app, id, CANARY);
    await addWebhookRows(app, id, CANARY);
  }
  await app.nest.get(Notary).attest();
  // Answers of commands are made again out of the events; until the last of them expires, there are some stored whole.
  await app.sql(`UPDATE command SET response = json_build_object('notes', $1::text)`, [CANARY]);
  // Those of the stand-in are everybody's; a picture of one's own has one's id in its address.
  await app.sql(`UPDATE app_user SET avatar = 'https://cdn.discordapp.com/avatars/' || discord_id WHERE user_id = $1`, [
    user.dbUserId,
  ]);
}, 120_000);
afterEach(async () => expect(await app.audit()).toEqual([]));
afterAll(() => app.close());

/** Something in every table, and in every word that a member can choose. */
async function write(browser: Browser): Promise<void> {
  const send = async (method: string, path: string, body: object, key?: string) => {
    const reply = await browser.send(method, `/api/user/${path}`, body, key ? { 'Idempotency-Key': key } : {});
    expect(reply.status).toBeLessThan(300);
    return reply.body as TradeAnswer;
  };
  const named = { platform: `Own ${CANARY}`, name: `Main ${CANARY}`, externalId: CANARY };
  const account = await send('POST', 'accounts', { ...named, startingBalance: '1000', currency: 'USD' });
  await send('PUT', `accounts/${account.id}/balance`, { balance: '1500', reason: 'deposit' });
  const trade = await send(
    'POST',
    'trades',
    {
      ...{ symbol: CANARY.toUpperCase(), assetType: 'stock', direction: 'LONG', accountId: account.id },
      ...{ quantity: '10', entryPrice: '187.23', entryAt: '2026-01-05T14:30:00Z' },
      ...{ exitPrice: '191.10', exitAt: '2026-01-06T15:30:00Z', notes: CANARY, tags: [CANARY] },
    },
    CANARY,
  );
  await send('PUT', 'days/2026-01-05/note', { notes: CANARY });
  await browser.send('POST', `/api/user/trades/${trade.id}/screenshots`, PIXEL, { 'Content-Type': 'image/png' });
  await importFiles(browser, account.id);
}

/** Of the two fills of the first file one opens a trade, and one waits for the file that it closes a trade of. */
async function importFiles(browser: Browser, accountId: string): Promise<void> {
  const order = (side: string, nth: number) => `${CANARY}${nth},${side},Long,2,2,10.00,01/06/2026 10:0${nth}:00,Filled`;
  const head = 'Symbol,B/S,Side Type,Qty,Filled Qty,Filled Avg Price,Filled Time,Status';
  await importFile(browser, accountId, [head, order('Buy', 1), order('Sell', 2)].join('\n'));
  const columns = [CANARY, 'Pieces', 'Paid', 'When'];
  const [symbol, quantity, price, date] = columns;
  const mapping = { rows: 'fills', assetType: 'stock', symbol, quantity, price, date };
  await importFile(browser, accountId, `${columns.join(',')}\n${CANARY},4,10,2026-01-06 11:00:00`, { mapping });
}

async function importFile(browser: Browser, accountId: string, content: string, answers?: object): Promise<void> {
  const fields = { accountId, timeZone: 'America/New_York', brokerAccount: CANARY };
  const reply = await sendFiles(browser, '/api/user/imports', [{ name: `${CANARY}.csv`, content }], { fields });
  const { id } = reply.body as ImportAnswer;
  if (answers) expect(await browser.send('PATCH', `/api/user/imports/${id}`, answers)).toMatchObject({ status: 200 });
  expect(await browser.send('POST', `/api/user/imports/${id}/confirm`)).toMatchObject({ status: 202 });
  await vi.waitFor(
    async () => expect((await browser.get(`/api/user/imports/${id}`)).body).toMatchObject({ status: 'imported' }),
    { timeout: 30_000 },
  );
}

/** What of a member must be nowhere: their words, their name, and the ids by which they were known. */
const traces = () => [CANARY, user.discordId, user.username, ...ids];
const found = (text: string) => traces().filter((trace) => text.toLowerCase().includes(trace.toLowerCase()));

interface Column {
  readonly table: string;
  readonly column: string;
}

/** Every column of every table that could hold a word. */
function wordColumns(): Promise<Column[]> {
  return app.sql<Column>(
    `SELECT c.relname AS table, a.attname AS column
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
      WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0
        AND NOT a.attisdropped AND t.typname IN ('text', '_text', 'varchar', '_varchar', 'json', 'jsonb', 'bytea', 'name')
      ORDER BY 1, 2`,
  );
}

/** Every row of every table of every schema but PostgreSQL's own, in which there is something of the member. */
async function rowsWithTraces(): Promise<string[]> {
  const tables = await app.sql<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^(pg_|information_schema)'`,
  );
  expect(tables.length).toBeGreaterThan(20);
  // Bytes are written as hexadecimal digits.
  const wanted = traces().flatMap((trace) => [trace, Buffer.from(trace).toString('hex')]);
  const rows = [];
  for (const { name } of tables)
    rows.push(
      ...(await app.sql<{ row: string }>(
        `SELECT $2 || ': ' || to_jsonb(t)::text AS row FROM ${name} t
          WHERE EXISTS (SELECT FROM unnest($1::text[]) w WHERE position(lower(w) IN lower(to_jsonb(t)::text)) > 0)`,
        [wanted, name],
      )),
    );
  return rows.map(({ row }) => row);
}

it('puts something of the member into every column that can hold their words', async () => {
  const empty = [];
  for (const { table, column } of await wordColumns()) {
    const name = `${table}.${column}`;
    if (OF_NOBODY.includes(table) || NOT_IN_THEIR_WORDS.includes(name)) continue;
    const texts = await app.sql<{ text: string }>(`SELECT ${column}::text AS text FROM ${table}`);
    if (!texts.some(({ text }) => found(text ?? '').length > 0)) empty.push(name);
  }
  expect(empty).toEqual([]);
});

it('puts something of the member and of their demo into every table', async () => {
  const tables = await app.sql<{ name: string }>(
    `SELECT DISTINCT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND a.attname = 'user_id'`,
  );
  const empty = [];
  for (const { name } of tables) {
    const rows = await app.sql(`SELECT FROM ${name} WHERE user_id = $1 LIMIT 1`, [user.dbUserId]);
    if (rows.length === 0) empty.push(name);
  }
  // Which is filled by the request itself, and empty again when it is done.
  expect(empty).toEqual(['erasure']);
});

it('takes all words of the member along, and then leaves no trace of them', async () => {
  const exported = await unzip((await one.get('/api/user/export.zip')).bytes);
  const files = [...exported].filter(([, content]) => found(String(content)).length > 0).map(([name]) => name);
  expect(files).toEqual(
    expect.arrayContaining([
      ...['profile.json', 'preferences.json', 'accounts.csv', 'trades.json', 'trades.csv', 'ledger.ndjson'],
    ]),
  );

  // Held by the thread that folds the past, and listened to by a page of the member and one of somebody else.
  const { version } = (await sessionOf(one)).ledger;
  expect((await one.get(`/api/user/trades?asOfVersion=${version}`)).text).toContain(CANARY);
  const own = await one.listen('/api/user/live');
  const others = await two.listen('/api/user/live');

  const reply = await one.send('DELETE', '/api/user', { confirm: user.username });
  expect(reply.status).toBe(204);
  await own.ended;
  const told = await others.messagesUpTo(await add(two));
  others.close();

  expect(await rowsWithTraces()).toEqual([]);
  expect(found(JSON.stringify(told))).toEqual([]);
  expect(found(heard.lines.join('\n'))).toEqual([]);
  const past = app.nest.get(PastThread).ask(tradeQueries.list, user.dbUserId, [version], {});
  await expect(past).rejects.toMatchObject({ status: 503 });

  const later = await app.signIn('one');
  for (const browser of [two, later]) {
    const next = await unzip((await browser.get('/api/user/export.zip')).bytes);
    expect(next.size).toBeGreaterThan(10);
    // Who comes again has the same name and the same account at Discord.
    const theirs = found(String([...next]));
    expect(theirs.filter((trace) => trace === CANARY || ids.includes(trace))).toEqual([]);
  }
}, 120_000);

/** Gives the version of the ledger after it. */
async function add(browser: Browser): Promise<number> {
  const trade = { symbol: 'AAPL', assetType: 'stock', direction: 'LONG', quantity: '1', entryPrice: '1' };
  const reply = await browser.send('POST', '/api/user/trades', { ...trade, entryAt: '2026-01-05T14:30:00Z' });
  return (reply.body as TradeCommandAnswer).ledger.version;
}
