import { vi } from 'vitest';
import type { HistoryEntry, Page, TradeCommandAnswer } from '@singularity/contract';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import type { Browser, Reply } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

const EDITS = 60;
/** No compression makes less of them. */
const noteOf = (edit: number) =>
  `${edit}: ${Buffer.from(crypto.getRandomValues(new Uint8Array(14_000))).toString('base64')}`;

let app: TestApp;
let member: Browser;
let id: string;
const notes: string[] = [];
const versions: number[] = [];

/** What the app reads from the database while something is done, in bytes of JSON. */
async function bytesRead<Result>(work: () => Promise<Result>): Promise<{ result: Result; bytes: number }> {
  const tenants = app.nest.get(Tenants);
  let bytes = 0;
  const counted = (tx: TenantTransaction): TenantTransaction => ({
    ...tx,
    async query<Row>(sql: string, parameters?: readonly unknown[]) {
      const rows = await tx.query<Row>(sql, parameters);
      bytes += Buffer.byteLength(JSON.stringify(rows));
      return rows;
    },
  });
  const spies = (['withTenant', 'readTenant'] as const).map((kind) => {
    const real = tenants[kind].bind(tenants);
    return vi
      .spyOn(tenants, kind)
      .mockImplementation(((userId: string, run: (tx: TenantTransaction) => Promise<unknown>) =>
        real(userId, (tx) => run(counted(tx)))) as never);
  });
  const result = await work();
  for (const spy of spies) spy.mockRestore();
  return { result, bytes };
}

async function done(reply: Promise<Reply>): Promise<TradeCommandAnswer> {
  const { status, body, text } = await reply;
  if (status >= 300) throw new Error(text);
  return body as TradeCommandAnswer;
}

const edit = (fields: object) => done(member.send('PATCH', `/api/user/trades/${id}`, fields));
const undo = (version: number) => done(member.send('POST', `/api/user/history/${version}/undo`));
const stands = async () => (await member.get(`/api/user/trades/${id}`)).body;

async function page(query: string): Promise<Page<HistoryEntry>> {
  const { status, body } = await member.get(`/api/user/history?${query}`);
  expect(status).toBe(200);
  return body as Page<HistoryEntry>;
}

beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
  const entry = { symbol: 'AAPL', assetType: 'stock', direction: 'LONG', quantity: '10', entryPrice: '100' };
  const trade = { ...entry, entryAt: '2026-01-05T14:30:00Z', exitPrice: '101', exitAt: '2026-01-05T15:30:00Z' };
  ({ id } = await done(member.send('POST', '/api/user/trades', trade)));
  for (let index = 0; index < EDITS; index++) {
    notes.push(noteOf(index));
    versions.push((await edit({ notes: notes[index] })).ledger.version);
  }
}, 60_000);
afterEach(async () => expect(await app.audit()).toEqual([]));
afterAll(() => app.close());

it('reads for one change what is on the page, however often the notes were written', async () => {
  const { result, bytes } = await bytesRead(() => page('limit=1'));
  expect(result.items).toMatchObject([{ changes: [{ field: 'notes', from: notes.at(-2), to: notes.at(-1) }] }]);
  expect(bytes).toBeLessThan(100_000);
});

it('cuts pages where they are large, and comes to the end of all of them', async () => {
  const items: HistoryEntry[] = [];
  let pages = 0;
  for (let cursor: string | null = ''; cursor !== null; pages++) {
    const { result, bytes } = await bytesRead(() => page(`limit=200${cursor && `&cursor=${cursor}`}`));
    expect(bytes).toBeLessThan(1_200_000);
    items.push(...result.items);
    cursor = result.nextCursor;
  }
  expect(pages).toBe(3);
  expect(items.map(({ version }) => version)).toEqual([...versions.toReversed(), 2, 1]);
  expect(items.at(-2)).toMatchObject({ subject: { trade: { symbol: 'AAPL' } }, effect: { netPnl: { to: '10' } } });
});

it('reads for a command the notes that it is about, and no others', async () => {
  for (const command of [
    () => edit({ tags: ['gap'] }),
    () => undo(versions.at(-1) ?? 0),
    () => done(member.send('POST', `/api/user/trades/${id}/revert`, { toStreamVersion: 20 })),
  ]) {
    const { bytes } = await bytesRead(command);
    expect(bytes).toBeLessThan(250_000);
  }
  expect(await stands()).toMatchObject({ notes: notes[18] });
});

it('takes notes back and brings them again as they were, from any place in their history', async () => {
  const last = (await page('limit=1')).items[0]?.version ?? 0;
  await undo(last);
  expect(await stands()).toMatchObject({ notes: notes.at(-2), tags: ['gap'] });
  expect(await member.send('POST', `/api/user/history/${versions[5] ?? 0}/undo`)).toMatchObject({ status: 409 });
  await edit({ stopPrice: '90' });
  await done(member.send('DELETE', `/api/user/trades/${id}`));
  const { body } = await member.get('/api/user/trades/deleted');
  expect(body).toMatchObject({ items: [{ id, notes: notes.at(-2), stopPrice: '90' }] });
  await done(member.send('POST', `/api/user/trades/${id}/restore`));
  await done(member.send('POST', `/api/user/trades/${id}/revert`, { toStreamVersion: 11 }));
  expect(await stands()).toMatchObject({ notes: notes[9], stopPrice: null, tags: [] });
  const { body: before } = await member.get(`/api/user/trades/${id}?asOfVersion=${versions[30]}`);
  expect(before).toMatchObject({ notes: notes[30] });
});
