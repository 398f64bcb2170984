import { randomBytes } from 'node:crypto';
import type { StorageAnswer } from '@singularity/contract';
import { createOwnerDataSource } from '../database/data-source.js';
import { StoredBytes1763900000101 } from '../database/migrations/1763900000101-stored-bytes.js';
import type { Browser } from '../../testing/browser.js';
import { sendFiles } from '../../testing/file-form.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';
import { PIXEL } from '@singularity/harness/resilience/probes/route-table.js';
import { Replay } from './replay.js';

let app: TestApp;
let member: Browser;

async function start(): Promise<void> {
  app = await startTestApp({ STORAGE_PER_MEMBER_MB: '1' });
  member = await app.signIn('one');
}
beforeEach(start);
afterEach(() => app.close());

const trade = {
  symbol: 'AAPL',
  assetType: 'stock',
  direction: 'LONG',
  quantity: '2',
  entryPrice: '100',
  entryAt: '2026-01-05T15:00:00Z',
};

const post = (path: string, body?: unknown, headers: Record<string, string> = {}) =>
  member.send('POST', `/api/user/${path}`, body, headers);
const IMPORTS = '/api/user/imports';
const png = { 'Content-Type': 'image/png' };
const shoot = (tradeId: string) => post(`trades/${tradeId}/screenshots`, PIXEL, png);

async function add(more: object = {}, key?: string): Promise<string> {
  const reply = await post('trades', { ...trade, ...more }, key === undefined ? {} : { 'Idempotency-Key': key });
  expect(reply.status).toBe(201);
  return (reply.body as { id: string }).id;
}

async function told(): Promise<StorageAnswer> {
  return (await member.get('/api/user/storage')).body as StorageAnswer;
}

/** What is there, counted row by row. */
async function counted(): Promise<Omit<StorageAnswer, 'quotaBytes'>> {
  const [sums] = await app.sql<{ events: string; answers: string; screenshots: string; files: string }>(
    `SELECT (SELECT sum(octet_length(payload::text) + 500) FROM event WHERE user_id = $1) AS events,
            (SELECT coalesce(sum(octet_length(idempotency_key) + octet_length(response::text) + 200), 0)
               FROM command WHERE user_id = $1) AS answers,
            (SELECT coalesce(sum(octet_length(image)), 0) FROM screenshot WHERE user_id = $1) AS screenshots,
            (SELECT coalesce(sum(octet_length(content)), 0) FROM import_file WHERE user_id = $1) AS files`,
    [await member.userId()],
  );
  return {
    journalBytes: Number(sums?.events) + Number(sums?.answers),
    screenshotBytes: Number(sums?.screenshots),
    importBytes: Number(sums?.files),
  };
}

/** Something of each kind, some of it removed again. */
async function storeSome(): Promise<void> {
  const id = await add({ notes: 'ü "quoted" \\ 漢字'.repeat(50) }, 'one');
  const other = await add();
  await member.send('PATCH', `/api/user/trades/${id}`, { tags: ['a', 'b'] });
  await post('trades/bulk', { ids: [id, other], edit: { addTags: ['c'] } }, { 'Idempotency-Key': 'bulk' });
  await member.send('DELETE', `/api/user/trades/${other}`);
  const screenshots = [await shoot(id), await shoot(id)];
  expect(screenshots.map(({ status }) => status)).toEqual([201, 201]);
  const { id: first } = screenshots[0]?.body as { id: string };
  await member.send('DELETE', `/api/user/trades/${id}/screenshots/${first}`);
  const files = [1, 2].map((nth) => ({ name: `${nth}.csv`, content: `a,b\n${nth},2` }));
  const imports = [await sendFiles(member, IMPORTS, files), await sendFiles(member, IMPORTS, files)];
  await member.send('DELETE', `${IMPORTS}/${(imports[0]?.body as { id: string }).id}`);
}

/** Trades until nothing more fits: the answer that says so. */
async function fill(): Promise<Awaited<ReturnType<typeof post>>> {
  const notes = randomBytes(15_000).toString('base64');
  for (let index = 0; index < 200; index++) {
    const reply = await post('trades', { ...trade, notes: notes.slice(index) });
    if (reply.status !== 201) return reply;
  }
  throw new Error('There is room for too much.');
}

describe('what a member has stored', () => {
  it('is what a count of all rows gives, and a replay changes nothing about it', async () => {
    await storeSome();
    expect(await told()).toEqual({ ...(await counted()), quotaBytes: 1_000_000 });
    await app.nest.get(Replay).rebuild(await member.userId());
    expect(await told()).toMatchObject(await counted());
  });

  it('gets less when answers that were kept for a retry have expired', async () => {
    await add({}, 'old');
    await app.sql(`UPDATE command SET created_at = created_at - interval '31 days'`);
    await add({}, 'new');
    expect(await app.sql('SELECT idempotency_key AS key FROM command')).toEqual([{ key: 'new' }]);
    expect(await told()).toMatchObject(await counted());
  });

  it('is caught up with where events were recorded by a process that does not count', async () => {
    await storeSome();
    await app.sql('UPDATE user_head SET event_bytes = 0, counted_version = 0');
    expect(await told()).toMatchObject(await counted());
    await add();
    expect(await app.sql('SELECT FROM user_head WHERE counted_version <> version')).toEqual([]);
    expect(await told()).toMatchObject(await counted());
  });

  it('is counted for what was there before anything was counted', async () => {
    await storeSome();
    const owner = await createOwnerDataSource(app.config.database).initialize();
    await owner.transaction(async ({ queryRunner }) => {
      const migration = new StoredBytes1763900000101();
      await migration.down(queryRunner!);
      await migration.up(queryRunner!);
    });
    await owner.destroy();
    expect(await told()).toMatchObject(await counted());
  });

  it('is the demo’s own while it is shown', async () => {
    const before = await told();
    expect((await post('demo', {})).status).toBe(204);
    const { journalBytes } = await told();
    expect(journalBytes).toBeGreaterThan(before.journalBytes);
    expect(await told()).toMatchObject(await counted());
  });
});

describe('a member who has stored as much as they may', () => {
  it('is told so, in words, and nothing is changed', async () => {
    const reply = await fill();
    expect(reply).toMatchObject({
      status: 507,
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
      body: { type: '/problems/storage-full', title: 'Storage full', detail: expect.stringContaining('1 MB') },
    });
    const { journalBytes, quotaBytes } = await told();
    expect(journalBytes).toBeLessThanOrEqual(quotaBytes);
    expect(await app.audit()).toEqual([]);
  });

  it('adds nothing in any other way either, and gets the answers of before', async () => {
    const id = await add({}, 'before');
    await app.sql('UPDATE user_head SET answer_bytes = answer_bytes + 1000000');
    const edit = { notes: 'more' };
    for (const reply of [
      await post('trades', trade),
      await post('trades/bulk', { ids: [id], edit: { addTags: ['more'] } }),
      await post('trades/bulk', { ids: [id], edit: { removeTags: ['none'] } }, { 'Idempotency-Key': 'nothing' }),
      await member.send('PATCH', `/api/user/trades/${id}`, edit),
      await member.send('PATCH', '/api/user/settings', { theme: 'dark' }),
      await shoot(id),
      await sendFiles(member, IMPORTS, [{ name: 'more.csv', content: 'a,b' }]),
      await post('demo', {}),
    ])
      expect(reply).toMatchObject({ status: 507, body: { type: '/problems/storage-full' } });
    expect(await add({}, 'before')).toBe(id);
  });

  it('reads, takes everything along, removes screenshots, signs out and in, and can be erased', async () => {
    const id = await add();
    const { id: screenshot } = (await shoot(id)).body as { id: string };
    await fill();
    expect(await member.get(`/api/user/trades/${id}`)).toMatchObject({ status: 200 });
    expect(await member.get('/api/user/export.zip')).toMatchObject({ status: 200 });
    expect(await member.send('DELETE', `/api/user/trades/${id}/screenshots/${screenshot}`)).toMatchObject({
      status: 200,
    });
    expect((await told()).screenshotBytes).toBe(0);
    expect(await member.send('POST', '/api/auth/logout')).toMatchObject({ status: 204 });
    member = await app.signIn('one');
    const { user } = (await member.get('/api/auth/session')).body as { user: { username: string } };
    expect(await member.send('DELETE', '/api/user', { confirm: user.username })).toMatchObject({ status: 204 });
  });

  it('has room again where screenshots are removed', async () => {
    const id = await add();
    const { id: screenshot } = (await shoot(id)).body as { id: string };
    // As if the picture were as large as the quota.
    await app.sql('UPDATE screenshot SET bytes = 1000000');
    await app.sql('UPDATE user_head SET screenshot_bytes = 1000000');
    expect(await post('trades', trade)).toMatchObject({ status: 507 });
    await member.send('DELETE', `/api/user/trades/${id}/screenshots/${screenshot}`);
    await add();
  });

  it('has room again where files of imports are removed', async () => {
    const { body } = await sendFiles(member, IMPORTS, [{ name: 'large.txt', content: randomBytes(900_000) }]);
    await fill();
    expect(await member.send('DELETE', `${IMPORTS}/${(body as { id: string }).id}`)).toMatchObject({ status: 200 });
    expect((await told()).importBytes).toBe(0);
    await add();
  });
});
