import type {
  AccountAnswer,
  DaysAnswer,
  ImportAnswer,
  Page,
  ScreenshotAnswer,
  TradeAnswer,
} from '@singularity/contract';
import { Notary } from '../digests/notary.js';
import type { FileInZip } from '../http/zip.js';
import { EXPORT_PARTS } from '../past/export-part.js';
import type { ExportPart } from '../past/export-part.js';
import { LedgerQueryRunner } from '../past/ledger-query-runner.js';
import type { Browser } from '../../testing/browser.js';
import { sendFiles } from '../../testing/file-form.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';
import { unzip } from '@singularity/harness/resilience/unzip.js';

const EXPORT = '/api/user/export.zip';
/** A PNG of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

let app: TestApp;
let one: Browser;
let account: AccountAnswer;

beforeAll(async () => {
  app = await startTestApp();
  one = await app.signIn('one');
  account = await post<AccountAnswer>('accounts', {
    ...{ platform: '=Own', name: '-Main "A"', startingBalance: '1000.10', currency: 'EUR', externalId: '+41' },
  });
  await one.send('PUT', `/api/user/accounts/${account.id}/balance`, { balance: '1500.000001', reason: 'deposit' });
  const trade = await post<TradeAnswer>('trades', {
    ...{ symbol: 'MNQZ2026', assetType: 'future', direction: 'SHORT', accountId: account.id, stopPrice: '21100.25' },
    ...{ notes: '=cmd|calc, "quoted"\nand a second line', tags: ['@tag', 'b'] },
    executions: [
      { type: 'open', at: '2026-01-05T14:30:00Z', quantity: '3', price: '21000.25', fees: '0.37' },
      { type: 'close', at: '2026-01-05T15:30:00Z', quantity: '1', price: '20990.5' },
      { type: 'close', at: '2026-01-06T15:30:00Z', quantity: '2', price: '21010.75', fees: '-0.1234567891' },
    ],
  });
  for (let day = 1; day <= 3; day++)
    await post('trades', {
      ...{ symbol: `S${day}`, assetType: 'stock', direction: 'LONG', quantity: '123456789012345678.0123456789' },
      ...{ entryPrice: '0.0000000001', entryAt: `2026-02-0${day}T15:00:00Z` },
    });
  const gone = await post<TradeAnswer>('trades', {
    ...{ symbol: 'GONE', assetType: 'stock', direction: 'LONG', quantity: '1', entryPrice: '1' },
    entryAt: '2026-02-07T15:00:00Z',
  });
  for (const { id } of [trade, gone])
    await one.send('POST', `/api/user/trades/${id}/screenshots`, PIXEL, { 'Content-Type': 'image/png' });
  await one.send('DELETE', `/api/user/trades/${gone.id}`);
  await one.send('PUT', '/api/user/preferences', { platforms: ['Own'], feePresets: { [account.id]: '1.5' } });
  for (const [day, notes] of Object.entries({ '2026-02-03': 'late', '2026-01-05': '=first, "quoted"' }))
    await one.send('PUT', `/api/user/days/${day}/note`, { notes });
  await one.send('PATCH', '/api/user/settings', { timeZone: 'Europe/Zurich' });
  await app.nest.get(Notary).attest();
});
afterEach(async () => expect(await app.audit()).toEqual([]));
afterAll(() => app.close());

async function post<Answer>(list: string, body: object): Promise<Answer> {
  const reply = await one.send('POST', `/api/user/${list}`, body);
  expect(reply.status).toBe(201);
  return reply.body as Answer;
}

const get = async <Answer>(path: string) => (await one.get(`/api/user/${path}`)).body as Answer;

async function takeAlong(browser = one): Promise<ReadonlyMap<string, Buffer>> {
  const reply = await browser.get(EXPORT);
  expect(reply).toMatchObject({ status: 200, headers: { 'content-type': 'application/zip' } });
  expect(reply.headers['content-disposition']).toBe('attachment; filename=singularity-export.zip');
  return unzip(reply.bytes);
}

const json = (files: ReadonlyMap<string, Buffer>, name: string): unknown => JSON.parse(String(files.get(name)));

/** The records of a CSV file, by the names of its columns. */
function csv(files: ReadonlyMap<string, Buffer>, name: string): Record<string, string>[] {
  const text = String(files.get(name));
  expect(text.startsWith('\uFEFF')).toBe(true);
  const lines = [...text.slice(1).matchAll(/((?:"(?:[^"]|"")*"|[^",\r\n])*)(,|\r\n)/g)];
  const rows: string[][] = [[]];
  for (const [, cell = '', end] of lines) {
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end !== ',') rows.push([]);
  }
  const [header = [], ...records] = rows.slice(0, -1);
  return records.map((cells) => Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])));
}

const text = (value: unknown) => (value === null ? '' : String(value as string));
const trades = async () => (await get<Page<TradeAnswer>>('trades?sort=entryAt&order=asc')).items;

describe('everything that a member takes along', () => {
  it('is what the API says, number for number', async () => {
    const files = await takeAlong();
    const all = await trades();
    expect(all).toHaveLength(4);
    expect(json(files, 'trades.json')).toEqual(all);
    const { streamVersion: _version, ...settings } = (
      (await one.get('/api/auth/session')).body as { user: { settings: { streamVersion: number } } }
    ).user.settings;
    expect(json(files, 'settings.json')).toEqual(settings);
    expect(json(files, 'preferences.json')).toEqual(await get('preferences'));
    expect(json(files, 'statistics.json')).toEqual(await get('stats'));
    const { discordId, username } = ((await one.get('/api/auth/session')).body as { user: Record<string, string> })
      .user;
    expect(json(files, 'profile.json')).toMatchObject({ discordId, username });
  });

  it('has every trade, execution and realization as a line for spreadsheets, and no formula', async () => {
    const files = await takeAlong();
    const all = await trades();
    const lines = csv(files, 'trades.csv');
    expect(lines.map(({ id, netPnl, quantity, fees }) => [id, netPnl, quantity, fees])).toEqual(
      all.map(({ id, netPnl, quantity, fees }) => [id, text(netPnl), quantity, fees]),
    );
    expect(lines[0]).toMatchObject({ notes: `'=cmd|calc, "quoted"\nand a second line`, tags: `'@tag, b` });
    expect(csv(files, 'executions.csv')).toEqual(
      all.flatMap(({ id: tradeId, executions, ...trade }) => {
        const { symbol, assetType, direction, multiplier, currency } = trade;
        const [side, strike, expiration] = [trade.side, trade.strike, trade.expiration].map(text);
        const of = { symbol, assetType, direction, side, strike, expiration, multiplier, currency };
        return executions.map((each) => ({ tradeId, ...of, ...each }));
      }),
    );
    const realized = await app.sql<Record<string, string>>(
      `SELECT trade_id AS "tradeId", execution_id AS "executionId", net::text AS "netPnl", fees::text, gross::text AS "grossPnl"
         FROM realization ORDER BY place`,
    );
    expect(realized).toHaveLength(2);
    expect(csv(files, 'realizations.csv')).toMatchObject(realized);
  });

  it('has the accounts, their balances and every day', async () => {
    const files = await takeAlong();
    const [stored] = (await get<Page<AccountAnswer>>('accounts')).items;
    expect(csv(files, 'accounts.csv')).toEqual([
      {
        ...Object.fromEntries(Object.entries(stored!).map(([field, value]) => [field, text(value)])),
        ...{ platform: `'=Own`, name: `'-Main "A"`, externalId: `'+41` },
      },
    ]);
    expect(csv(files, 'balances.csv')).toMatchObject([
      { accountId: account.id, reason: 'deposit', balance: '1500.000001', adjustment: expect.any(String) },
    ]);
    const { currencies } = await get<DaysAnswer>('stats/days');
    expect(csv(files, 'days.csv')).toEqual(
      currencies.flatMap(({ currency, days }) =>
        days.map(({ to: _to, ...day }) =>
          Object.fromEntries(Object.entries({ currency, ...day }).map(([field, value]) => [field, text(value)])),
        ),
      ),
    );
  });

  it('has the notes of days, in their order', async () => {
    expect(csv(await takeAlong(), 'day-notes.csv')).toMatchObject([
      { day: '2026-01-05', notes: `'=first, "quoted"` },
      { day: '2026-02-03', notes: 'late' },
    ]);
  });

  it('has the whole ledger, the digests and all pictures, those of deleted trades too', async () => {
    const files = await takeAlong();
    const [header, ...events] = String(files.get('ledger.ndjson')).trimEnd().split('\n');
    const [exported, ...lines] = (await one.get('/api/user/ledger/export')).text.trimEnd().split('\n');
    const withoutTime = (line = '') => ({ ...(JSON.parse(line) as object), exportedAt: null });
    expect(withoutTime(header)).toEqual(withoutTime(exported));
    expect(events).toEqual(lines);

    const { items } = await get<Page<{ day: string }>>('ledger/digests');
    expect(items).toHaveLength(1);
    expect(json(files, `digests/${items[0]?.day}.json`)).toEqual(await get(`ledger/digests/${items[0]?.day}`));

    const pictures = [...files.keys()].filter((name) => name.startsWith('screenshots/'));
    expect(pictures).toHaveLength(2);
    const [{ id: tradeId } = { id: '' }] = await trades();
    const [shot] = (await get<Page<ScreenshotAnswer>>(`trades/${tradeId}/screenshots`)).items;
    const { bytes } = await one.get(`/api/user/trades/${tradeId}/screenshots/${shot?.id}`);
    expect(files.get(`screenshots/${tradeId}/${shot?.id}.webp`)).toEqual(bytes);
  });

  it('has the imports, and the files of them that are kept', async () => {
    const names = ['../trades (1).csv', 'trades.csv'];
    const files = names.map((name, nth) => ({ name, content: `a,b\n${nth},"ü"` }));
    const { body } = await sendFiles(one, '/api/user/imports', files);
    const { id } = body as ImportAnswer;
    const exported = await takeAlong();
    expect(json(exported, 'imports.json')).toEqual([body]);
    expect(String(exported.get(`import-files/${id}/1-trades (1).csv`))).toBe('a,b\n0,"ü"');
    expect([...exported.keys()].filter((name) => name.startsWith('import-files/'))).toHaveLength(2);
    await one.send('DELETE', `/api/user/imports/${id}`);
  });

  it('says in a README what each file is', async () => {
    const files = await takeAlong();
    const readme = String(files.get('README.txt'));
    for (const name of [...files.keys()].slice(1)) expect(readme).toContain(name.replace(/\/.*/, '/'));
  });

  it('is the member’s own, also while they look at the demo', async () => {
    await one.send('POST', '/api/user/demo');
    const files = await takeAlong();
    await one.send('POST', '/api/user/demo/leave');
    expect(json(files, 'trades.json')).toEqual(await trades());
  });
});

describe('a long ledger', () => {
  it('stands still while it is packed, whatever is changed meanwhile', async () => {
    const two = await app.signIn('two');
    const userId = await two.userId();
    const body = (symbol: string) => ({
      ...{ symbol, assetType: 'stock', direction: 'LONG', quantity: '1', entryPrice: '1' },
      entryAt: '2026-02-01T15:00:00Z',
    });
    const { id } = (await two.send('POST', '/api/user/trades', body('FIRST'))).body as { id: string };
    const before = (await two.get('/api/user/trades')).body as Page<TradeAnswer>;

    // The first file is under way once the head is known: the trades are read after the change.
    const reading = app.nest.get(LedgerQueryRunner);
    const snapshot = await reading.snapshot(userId);
    await two.send('PATCH', `/api/user/trades/${id}`, { notes: 'changed' });
    await two.send('POST', '/api/user/trades', body('SECOND'));
    const files = new Map<string, string>();
    for (const part of app.nest.get<readonly ExportPart[]>(EXPORT_PARTS))
      for await (const { name, content } of part.files(snapshot)) files.set(name, await all(content));
    expect(JSON.parse(files.get('trades.json') ?? '')).toEqual(before.items);
    expect(files.get('trades.csv')).not.toMatch(/SECOND|changed/);
    expect(files.get('ledger.ndjson')).not.toMatch(/SECOND|changed/);
    expect(files.get('ledger.ndjson')?.trimEnd().split('\n')).toHaveLength(snapshot.head.version + 1);
  });
});

async function all(content: FileInZip['content']): Promise<string> {
  if (typeof content === 'string' || Buffer.isBuffer(content)) return String(content);
  let text = '';
  for await (const part of content) text += String(part);
  return text;
}
