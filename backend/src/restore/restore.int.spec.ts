import type {
  AccountAnswer,
  DayNoteAnswer,
  ImportAnswer,
  Page,
  RestoreAnswer,
  ScreenshotAnswer,
  TradeAnswer,
} from '@singularity/contract';
import { unavailable } from '../http/problem.js';
import { unzip } from '@singularity/harness/resilience/unzip.js';
import sharp from 'sharp';
import { vi } from 'vitest';
import { Ledger } from '../event-store/ledger.js';
import type { Browser, Reply } from '../../testing/browser.js';
import { sendFiles } from '../../testing/file-form.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';
import { zipOf } from '../../testing/zip-of.js';
import type { PackedFile } from '../../testing/zip-of.js';

let app: TestApp;
let one: Browser;
let archive: Buffer;
let before: Journal;

beforeAll(async () => {
  app = await startTestApp();
  one = await app.signIn('one');
  await fill(one);
  before = await journalOf(one);
  archive = (await one.get('/api/user/export.zip')).bytes;
}, 60_000);
afterEach(async () => expect(await app.audit()).toEqual([]));
afterAll(() => app.close());

const send = async <Answer>(member: Browser, method: string, path: string, body?: object): Promise<Answer> => {
  const reply = await member.send(method, `/api/user/${path}`, body);
  expect(reply).toMatchObject({ status: method === 'POST' && !/\/(close|restore)$/.test(path) ? 201 : 200 });
  return reply.body as Answer;
};

const restore = (member: Browser, content: Buffer | string): Promise<Reply> =>
  sendFiles(member, '/api/user/restore', [{ name: 'singularity-export.zip', content }]);

/** Of all that a journal can have, something that is awkward to bring back. */
async function fill(member: Browser): Promise<void> {
  await send(member, 'PATCH', 'settings', {
    ...{ timeZone: 'Europe/Zurich', baseCurrency: 'CHF', theme: 'dark', breakevenTolerance: { USD: '1.5' } },
  });
  const account = (body: object) => send<AccountAnswer>(member, 'POST', 'accounts', { currency: 'USD', ...body });
  const main = await account({ platform: '=Own', name: '-Main "A"', externalId: '+41', startingBalance: '1000.10' });
  const futures = await account({ platform: 'TopstepX', name: 'Combine', startingBalance: '50000' });
  const closed = await account({ platform: 'Webull', name: 'Old', startingBalance: '10', currency: 'EUR' });

  const trade = (body: object) => send<TradeAnswer>(member, 'POST', 'trades', body);
  const stock = { symbol: 'AAPL', assetType: 'stock', direction: 'LONG', accountId: main.id };
  const simple = { quantity: '10', entryPrice: '187.23', entryAt: '2026-01-05T15:00:00Z', fees: '1.3' };
  const done = { exitPrice: '191.1', exitAt: '2026-01-05T16:00:00Z' };
  await trade({ ...stock, ...simple, ...done, notes: '=cmd|calc, "quoted"\r\nand a\tsecond', tags: ['@tag', 'b'] });
  const stops = await trade({ ...stock, ...simple, ...done, symbol: 'STOP', stopPrice: '185.01' });
  await send(member, 'PATCH', `trades/${stops.id}`, { stopPrice: '186' });
  await send(member, 'PATCH', `trades/${stops.id}`, { stopPrice: null, notes: '' });
  const fills = [
    { type: 'open', at: '2026-01-06T14:30:00Z', quantity: '3', price: '21000.25', fees: '0.37' },
    { type: 'close', at: '2026-01-06T15:30:00Z', quantity: '1', price: '20990.5' },
    { type: 'open', at: '2026-01-06T15:30:00Z', quantity: '0.5', price: '21001' },
    { type: 'close', at: '2026-01-07T15:30:00Z', quantity: '2.5', price: '21010.75', fees: '-0.1234567891' },
  ];
  const future = { assetType: 'future', direction: 'SHORT', accountId: futures.id };
  await trade({ ...future, symbol: 'MNQZ2026', executions: fills });
  await trade({ ...future, symbol: 'XYZ', multiplier: '2.5', executions: fills.slice(0, 2), stopPrice: '21100' });
  await trade({ ...future, symbol: '/ESZ6', multiplier: '49', executions: fills.slice(0, 1) });
  const option = { assetType: 'option', symbol: 'SPY', strike: '600', expiration: '2026-01-16', accountId: main.id };
  await trade({ ...option, ...simple, ...done, direction: 'PUT' });
  await trade({
    ...option,
    ...simple,
    exitPrice: '0',
    exitAt: '2026-01-16T21:00:00Z',
    direction: 'CALL',
    side: 'sell',
  });
  const alone = { ...stock, ...simple, accountId: null };
  await trade({ ...alone, ...done, symbol: 'ALONE' });
  await send(member, 'PATCH', 'settings', { baseCurrency: 'GBP' });
  await trade({ ...alone, symbol: 'BTC-USD', assetType: 'crypto', quantity: '0.0000000001' });
  await trade({ ...stock, ...simple, ...done, accountId: closed.id, symbol: 'INOLD' });
  const gone = await trade({ ...stock, ...simple, ...done, symbol: 'GONE', tags: ['gone'] });

  await send(member, 'PUT', `accounts/${main.id}/balance`, {
    ...{ balance: '9000.000001', reason: 'deposit', at: '2026-01-05T23:00:00Z' },
  });
  await send(member, 'PUT', `accounts/${main.id}/balance`, { adjustment: '-12.5', reason: 'fee' });
  await trade({ ...stock, ...simple, ...done, symbol: 'LATE', entryAt: '2026-01-04T15:00:00Z' });
  await send(member, 'PATCH', `accounts/${main.id}`, { startingBalance: '1000.2' });
  await send(member, 'POST', `accounts/${closed.id}/close`);

  const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#38c' } })
    .png()
    .toBuffer();
  for (const { id } of [stops, gone])
    await member.send('POST', `/api/user/trades/${id}/screenshots`, picture, { 'Content-Type': 'image/png' });
  await send(member, 'DELETE', `trades/${gone.id}`);
  for (const [day, notes] of Object.entries({
    '2026-02-03': 'late',
    '2026-01-05': '=first, "quoted"\nsecond',
    '2026-01-06': 'x',
  }))
    await send(member, 'PUT', `days/${day}/note`, { notes });
  await send(member, 'PUT', 'days/2026-01-06/note', { notes: null });
  await send(member, 'PUT', 'preferences', {
    density: 'compact',
    feePresets: { [main.id]: '1.5' },
    platforms: ['=Own'],
  });
  await importFills(member);
}

const HEAD =
  'Id,ContractName,EnteredAt,ExitedAt,EntryPrice,ExitPrice,Fees,PnL,Size,Type,TradeDay,TradeDuration,Commissions';
const row = (id: number, minute: number) =>
  `${id},MNQZ5,10/06/2025 10:0${minute}:00 -04:00,10/06/2025 10:0${minute + 1}:00 -04:00,25000.00,25010.00,0.74,20.00,1,Long,10/06/2025 00:00:00 -05:00,00:01:00,`;
const file = { name: 'trades.csv', content: [HEAD, row(1, 0), row(2, 3), row(3, 6)].join('\n') };

const previewOf = async (member: Browser) => {
  const { items } = (await member.get('/api/user/accounts')).body as Page<AccountAnswer>;
  const fields = { accountId: items.find(({ name }) => name === 'Combine')?.id ?? '' };
  const reply = await sendFiles(member, '/api/user/imports', [file], { fields });
  expect(reply).toMatchObject({ status: 201 });
  return reply.body as ImportAnswer;
};

/** Of three round trips out of a broker's file one is deleted, and of another a fill taken out. */
async function importFills(member: Browser): Promise<void> {
  const { id } = await previewOf(member);
  await member.send('POST', `/api/user/imports/${id}/confirm`);
  const { items } = await vi.waitFor(async () => {
    const page = (await member.get('/api/user/trades?symbol=MNQZ25&order=asc')).body as Page<TradeAnswer>;
    expect(page.items).toHaveLength(3);
    return page;
  }, { timeout: 30_000, interval: 50 }); // prettier-ignore
  await send(member, 'DELETE', `trades/${items[0]?.id}`);
  await send(member, 'DELETE', `trades/${items[1]?.id}/executions/${items[1]?.executions[1]?.id}`);
}

interface Journal {
  readonly accounts: readonly object[];
  readonly trades: readonly object[];
  readonly deleted: readonly object[];
  readonly rest: Readonly<Record<string, unknown>>;
  readonly pictures: Readonly<Record<string, string>>;
}

/** When something was written, and at which version, is the ledger's own. */
function plain(value: unknown): unknown {
  const own = new Set(['createdAt', 'updatedAt', 'streamVersion', 'version', 'deletedAt', 'deletedBy']);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, of]) => (own.has(name) ? [] : [[name, plain(of)]])));
}

/** All that the pages show of a journal. */
async function journalOf(member: Browser): Promise<Journal> {
  const get = async <Answer>(path: string) => (await member.get(`/api/user/${path}`)).body as Answer;
  const items = async <Item>(path: string) => (await get<Page<Item>>(path)).items;
  const trades = await items<TradeAnswer>('trades?sort=symbol&order=asc&limit=200');
  const rest = {
    ...{ stats: await get('stats'), equity: await get('stats/equity'), days: await get('stats/days') },
    ...{ setups: await get('stats/setups'), byTag: await get('stats/breakdown?by=tag') },
    ...{ accounts: await get('stats/accounts'), totals: await get('trades/totals') },
    ...{
      notes: await items<DayNoteAnswer>('days/notes?from=2026-01-01&to=2026-12-31'),
      preferences: await get('preferences'),
    },
    day: await get('days/2026-01-06'),
    csv: (await member.get('/api/user/trades.csv')).text.replace(/,[^,]*,[^,]*\r\n/g, '\r\n'),
    settings: ((await member.get('/api/auth/session')).body as { user: { settings: object } }).user.settings,
  };
  const pictures: Record<string, string> = {};
  for (const { id } of trades)
    for (const shot of await items<ScreenshotAnswer>(`trades/${id}/screenshots`))
      pictures[shot.id] = (await member.get(`/api/user/trades/${id}/screenshots/${shot.id}`)).bytes.toString('base64');
  return {
    accounts: plain(await items('accounts')) as object[],
    trades: plain(trades) as object[],
    deleted: plain(await items('trades/deleted')) as object[],
    rest: plain(rest) as Record<string, unknown>,
    pictures,
  };
}

/** The member once more, without anything that they had. */
async function emptied(member: Browser): Promise<Browser> {
  expect(await member.send('DELETE', '/api/user', { confirm: 'demo.two' })).toMatchObject({ status: 204 });
  return app.signIn('two');
}

/** The archive with some of its files changed. */
async function changed(change: (files: Map<string, Buffer>) => void): Promise<Buffer> {
  const files = new Map(await unzip(archive));
  change(files);
  return zipOf([...files].map(([name, content]): PackedFile => ({ name, content })));
}

describe('an archive that is restored into an empty journal', () => {
  let two: Browser;
  beforeAll(async () => void (two = await app.signIn('two')));

  it('brings back all that the pages show, ids and pictures along', async () => {
    const reply = await restore(two, archive);
    expect(reply).toMatchObject({ status: 200, body: { refused: [] } });
    const { accounts, trades, dayNotes, screenshots } = reply.body as RestoreAnswer;
    expect({ accounts, trades, dayNotes, screenshots }).toEqual({
      ...{ accounts: 3, trades: before.trades.length + 2, dayNotes: 2, screenshots: 2 },
    });
    expect(await journalOf(two)).toEqual(before);
  });

  it('knows the fills of brokers again, also those that were deleted or taken out', async () => {
    const [{ counts: own }, { counts }] = [await previewOf(one), await previewOf(two)];
    expect(counts).toEqual(own);
    expect(counts).toMatchObject({ fills: 6, new: 0 });
  });

  it('brings a deleted trade back as it was, with its picture', async () => {
    const { items } = (await two.get('/api/user/trades/deleted')).body as Page<{ id: string; symbol: string }>;
    const gone = items.find(({ symbol }) => symbol === 'GONE');
    const of = async (member: Browser) => {
      await member.send('POST', `/api/user/trades/${gone?.id}/restore`);
      const shots = (await member.get(`/api/user/trades/${gone?.id}/screenshots`)).body as Page<ScreenshotAnswer>;
      const [shot] = shots.items;
      const picture = (await member.get(`/api/user/trades/${gone?.id}/screenshots/${shot?.id}`)).bytes;
      const trade = plain((await member.get(`/api/user/trades/${gone?.id}`)).body);
      await member.send('DELETE', `/api/user/trades/${gone?.id}`);
      return { trade, picture };
    };
    expect(await of(two)).toEqual(await of(one));
    two = await emptied(two);
    await restore(two, archive);
  });

  it('goes on where it was broken off, wherever that was', async () => {
    two = await emptied(two);
    const ledger = app.nest.get(Ledger);
    const handle = ledger.handleAllIn.bind(ledger);
    let calls = 0;
    for (let attempt = 1; ; attempt++) {
      calls = 0;
      const spy = vi.spyOn(ledger, 'handleAllIn').mockImplementation((...asked) => {
        if (++calls > attempt) throw unavailable('Broken off.');
        return handle(...asked);
      });
      const { status } = await restore(two, archive);
      spy.mockRestore();
      if (status === 200) break;
      expect(status).toBe(503);
    }
    expect(calls).toBeGreaterThan(5);
    expect(await journalOf(two)).toEqual(before);
  });

  it('adds nothing when it comes again', async () => {
    const again = await restore(two, archive);
    const nothing = { accounts: 0, trades: 0, dayNotes: 0, screenshots: 0, refused: [] };
    expect(again).toMatchObject({ status: 200, body: nothing });
    expect(await journalOf(two)).toEqual(before);
  });

  it('is an archive of its own, which brings back the same', async () => {
    const { bytes } = await two.get('/api/user/export.zip');
    two = await emptied(two);
    expect(await restore(two, bytes)).toMatchObject({
      status: 200,
      body: { trades: before.trades.length + 2, refused: [] },
    });
    expect(await journalOf(two)).toEqual(before);
  });

  it('comes into no journal that has anything else', async () => {
    const detail = 'Your journal is not empty. Restore into an empty one, or delete it first.';
    expect(await restore(one, archive)).toMatchObject({ status: 409, body: { detail } });
    const trade = { symbol: 'NEW', assetType: 'stock', direction: 'LONG', quantity: '1', entryPrice: '1' };
    await send(two, 'POST', 'trades', { ...trade, entryAt: '2026-01-05T15:00:00Z' });
    expect(await restore(two, archive)).toMatchObject({ status: 409, body: { detail } });
    await emptied(two);
  });
});

describe('what is refused, and leaves the journal empty', () => {
  let member: Browser;
  beforeAll(async () => void (member = await app.signIn('two')));
  afterEach(async () => expect(((await member.get('/api/user/trades')).body as Page<object>).items).toEqual([]));

  const ledger = 'ledger.ndjson';
  const lines = (files: Map<string, Buffer>) => String(files.get(ledger)).split('\n');
  const withLines = (change: (all: string[]) => string[]) =>
    changed((files) => void files.set(ledger, Buffer.from(change(lines(files)).join('\n'))));

  const refused = (message: string | RegExp) => ({
    status: 422,
    body: { errors: [{ field: 'file', message: expect.stringMatching(message) as string }] },
  });

  it('an archive in which a price was changed', async () => {
    const content = await withLines((all) => all.map((line) => line.replace('187.23', '187.24')));
    expect(await restore(member, content)).toMatchObject(
      refused(/^This archive was changed after it was made\. Entry \d+ does not match what was recorded\.$/),
    );
  });

  it('one from which an entry was taken out, or the end was cut off', async () => {
    const without = await withLines((all) => all.toSpliced(4, 1));
    expect(await restore(member, without)).toMatchObject(refused(/changed after it was made\. Entry 4 is missing\.$/));
    const cut = await withLines((all) => all.slice(0, -3));
    expect(await restore(member, cut)).toMatchObject(refused(/Entry \d+ is missing\.$/));
    const middle = await changed((files) => void files.set(ledger, files.get(ledger)!.subarray(0, -40)));
    expect(await restore(member, middle)).toMatchObject(refused(/ends in the middle of entry \d+\.$/));
  });

  it('a zip that was cut, and a file that is none', async () => {
    for (const content of [archive.subarray(0, archive.length / 2), Buffer.from('not a zip'), Buffer.alloc(0)])
      expect(await restore(member, content)).toMatchObject(refused('This is not a whole zip file.'));
  });

  it('a zip without a ledger', async () =>
    expect(await restore(member, await changed((files) => files.delete(ledger)))).toMatchObject(refused('no archive')));

  it('a file that unpacks to far more than it is', async () => {
    const bomb = await changed((files) => void files.set(ledger, Buffer.alloc(64 * 1024 * 1024)));
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(await restore(member, bomb)).toMatchObject(refused('unpacks to more'));
  });

  it('one that says that it unpacks to less than it does', async () => {
    const bomb = await changed((files) => void files.set(ledger, Buffer.alloc(64 * 1024 * 1024)));
    expect(await restore(member, withSize(bomb, ledger, 1_000))).toMatchObject(refused('damaged'));
  });

  it('a form with no file, with two, or with something else', async () => {
    expect(await sendFiles(member, '/api/user/restore', [])).toMatchObject({ status: 422 });
    const file = { name: 'a.zip', content: 'x' };
    expect(await sendFiles(member, '/api/user/restore', [file, file])).toMatchObject({ status: 422 });
    expect(await sendFiles(member, '/api/user/restore', [file], { fields: { a: 'b' } })).toMatchObject({ status: 422 });
    const broken = { 'Content-Type': 'multipart/form-data; boundary=x' };
    expect(await member.send('POST', '/api/user/restore', '--x', broken)).toMatchObject({ status: 400 });
    expect(await member.send('POST', '/api/user/restore', { a: 1 })).toMatchObject({ status: 415 });
  });
});

/** What the list of files in a zip says of the size of one of them, changed. */
function withSize(zip: Buffer, name: string, size: number): Buffer {
  const copy = Buffer.from(zip);
  const SIGNATURE = Buffer.from('504b0102', 'hex');
  for (let at = copy.indexOf(SIGNATURE); at >= 0; at = copy.indexOf(SIGNATURE, at + 4))
    if (copy.subarray(at + 46, at + 46 + name.length).toString() === name) copy.writeUInt32LE(size, at + 24);
  return copy;
}
