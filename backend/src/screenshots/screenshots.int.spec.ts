import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import sharp from 'sharp';
import { SCREENSHOT_LIMITS } from '@singularity/contract';
import type { Page, ScreenshotAnswer, TradeCommandAnswer } from '@singularity/contract';
import { Replay } from '../event-store/replay.js';
import type { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';
import { Screenshots } from './screenshots.js';

let app: TestApp;
let member: Browser;
let png: Buffer;

beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
  png = await sharp({ create: { width: 60, height: 20, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
});
afterEach(async () => expect(await app.audit()).toEqual([]));
afterAll(() => app.close());

async function addTrade(browser = member): Promise<string> {
  const { body } = await browser.send('POST', '/api/user/trades', {
    symbol: 'AAPL',
    assetType: 'stock',
    direction: 'LONG',
    quantity: '1',
    entryPrice: '100',
    entryAt: '2026-01-05T15:00:00Z',
  });
  return (body as TradeCommandAnswer).id;
}

const at = (trade: string, id = '') => `/api/user/trades/${trade}/screenshots${id && `/${id}`}`;
const upload = (trade: string, body: unknown = png, type = 'image/png', browser = member) =>
  browser.send('POST', at(trade), body, { 'Content-Type': type });
const listed = async (trade: string) => ((await member.get(at(trade))).body as Page<ScreenshotAnswer>).items;

describe('a screenshot', () => {
  it('is added, listed, shown and removed', async () => {
    const trade = await addTrade();
    const reply = await upload(trade);
    expect(reply).toMatchObject({ status: 201, body: { width: 60, height: 20 } });
    const first = reply.body as ScreenshotAnswer;
    const second = (await upload(trade)).body as ScreenshotAnswer;
    expect(await listed(trade)).toEqual([first, second]);

    const shown = await member.get(at(trade, first.id));
    expect(shown).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'image/webp',
        'content-length': String(first.bytes),
        'content-disposition': `inline; filename="screenshot-${first.id}.webp"`,
        'cache-control': 'private, max-age=86400, immutable',
        'x-content-type-options': 'nosniff',
      },
    });
    expect(await sharp(shown.bytes).metadata()).toMatchObject({ format: 'webp', width: 60, height: 20 });

    expect(await member.send('DELETE', at(trade, first.id))).toMatchObject({ status: 200, body: first });
    expect(await member.get(at(trade, first.id))).toMatchObject({
      status: 404,
      headers: { 'cache-control': 'no-store' },
    });
    expect(await member.send('DELETE', at(trade, first.id))).toMatchObject({ status: 404 });
    expect(await listed(trade)).toEqual([second]);
  });

  it('goes with its trade and comes back with it, and outlives a rebuild', async () => {
    const trade = await addTrade();
    const { id } = (await upload(trade)).body as ScreenshotAnswer;
    await member.send('DELETE', `/api/user/trades/${trade}`);
    for (const reply of [
      await member.get(at(trade)),
      await member.get(at(trade, id)),
      await member.send('DELETE', at(trade, id)),
      await upload(trade),
    ])
      expect(reply).toMatchObject({ status: 404 });
    await member.send('POST', `/api/user/trades/${trade}/restore`);
    const [{ user_id } = { user_id: '' }] = await app.sql<{ user_id: string }>('SELECT user_id FROM identity');
    await app.nest.get(Replay).rebuild(user_id);
    expect(await listed(trade)).toMatchObject([{ id }]);
  });

  it('is not found under another trade', async () => {
    const { id } = (await upload(await addTrade())).body as ScreenshotAnswer;
    const other = await addTrade();
    expect(await member.get(at(other, id))).toMatchObject({ status: 404 });
    expect(await member.send('DELETE', at(other, id))).toMatchObject({ status: 404 });
  });

  it('is one of at most twenty, also when the last come together', async () => {
    const trade = await addTrade();
    const replies = await Promise.all(Array.from({ length: SCREENSHOT_LIMITS.count + 3 }, () => upload(trade)));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(SCREENSHOT_LIMITS.count);
    expect(replies.filter(({ status }) => status === 422)).toHaveLength(3);
    expect(await listed(trade)).toHaveLength(SCREENSHOT_LIMITS.count);
    const receive = vi.fn(() => Promise.resolve(png));
    await expect(app.nest.get(Screenshots).add(await member.userId(), trade, { receive })).rejects.toMatchObject({
      status: 422,
    });
    expect(receive).not.toHaveBeenCalled();
  });

  it('is kept while others of the member are still on their way', async () => {
    const [screenshots, trade, userId] = [app.nest.get(Screenshots), await addTrade(), await member.userId()];
    const slow = Promise.withResolvers<Buffer>();
    const kept = screenshots.add(userId, trade, { receive: () => slow.promise });
    const next = (await upload(trade)).body as ScreenshotAnswer;
    expect(await listed(trade)).toEqual([next]);
    slow.resolve(png);
    const last = await kept;
    expect(await listed(trade)).toEqual([next, last]);
  });

  it('is received once four of its member are not on their way any more, and beside those of others', async () => {
    const other = await app.signIn('two');
    const [screenshots, trade, others] = [app.nest.get(Screenshots), await addTrade(), await addTrade(other)];
    const userId = await member.userId();
    const slow = Array.from({ length: 5 }, () => {
      const { promise, ...body } = Promise.withResolvers<Buffer>();
      return { ...body, receive: vi.fn(() => promise) };
    });
    const kept = slow.map((body) => screenshots.add(userId, trade, body));
    expect(await upload(others, png, 'image/png', other)).toMatchObject({ status: 201 });
    while (!slow.slice(0, 4).every(({ receive }) => receive.mock.calls.length === 1)) await app.sql('SELECT');
    expect(slow[4]?.receive).not.toHaveBeenCalled();
    slow[0]?.reject(new Error('broken off'));
    await expect(kept[0]).rejects.toThrow('broken off');
    for (const { resolve } of slow) resolve(png);
    await Promise.all(kept.slice(1));
    expect(await listed(trade)).toHaveLength(4);
  });
});

describe('under an idempotency key', () => {
  const under = (key: string, body: Buffer, trade: string) =>
    member.send('POST', at(trade), body, { 'Content-Type': 'image/png', 'Idempotency-Key': key });
  const reused = { status: 422, body: { type: '/problems/idempotency-key-reused' } };

  it('a screenshot is added once: the same bytes get the first answer again, and others none', async () => {
    const trade = await addTrade();
    const other = await sharp(png).negate().png().toBuffer();
    const first = await under('picture', png, trade);
    expect(first.status).toBe(201);
    expect(await under('picture', png, trade)).toMatchObject({ status: 201, body: first.body });
    expect(await under('picture', other, trade)).toMatchObject(reused);
    expect(await under('picture', png, await addTrade())).toMatchObject(reused);
    expect(await listed(trade)).toEqual([first.body]);
  });

  it('a screenshot is added once, also where both come together and it is the last that fits', async () => {
    const trade = await addTrade();
    for (let count = 1; count < SCREENSHOT_LIMITS.count; count++) await upload(trade);
    const [one, two] = await Promise.all([under('last', png, trade), under('last', png, trade)]);
    expect([one.status, two.status, two.body]).toEqual([201, 201, one.body]);
    expect(await under('last', png, trade)).toMatchObject({ status: 201, body: one.body });
    expect(await listed(trade)).toHaveLength(SCREENSHOT_LIMITS.count);
  });

  it('a screenshot is removed once, and says so again', async () => {
    const trade = await addTrade();
    const { id } = (await upload(trade)).body as ScreenshotAnswer;
    const remove = () => member.send('DELETE', at(trade, id), undefined, { 'Idempotency-Key': 'gone' });
    const first = await remove();
    expect(first).toMatchObject({ status: 200, body: { id } });
    expect(await remove()).toMatchObject({ status: 200, body: first.body });
  });
});

describe('what is refused', () => {
  let trade: string;
  beforeAll(async () => void (trade = await addTrade()));
  afterEach(async () => expect(await listed(trade)).toEqual([]));

  it.each([
    ['another type', 'GIF89a', 'image/gif', 415],
    ['JSON', '{}', 'application/json', 415],
    ['a form', 'a=b', 'application/x-www-form-urlencoded', 415],
    ['bytes that are no picture', 'not a picture', 'image/png', 422],
    ['an empty file', Buffer.alloc(0), 'image/png', 422],
    ['more than fits', Buffer.alloc(SCREENSHOT_LIMITS.bytes + 1), 'image/png', 413],
  ])('%s', async (_what, body, type, status) => {
    const reply = await upload(trade, body, type);
    expect(reply).toMatchObject({ status, headers: { 'content-type': expect.stringContaining('problem+json') } });
  });

  it('no body at all', async () => expect(await member.send('POST', at(trade))).toMatchObject({ status: 415 }));

  it('a picture for a trade that is not there, before it is read', async () =>
    expect(await upload(randomUUID(), Buffer.alloc(SCREENSHOT_LIMITS.bytes + 1))).toMatchObject({ status: 404 }));

  it('a picture without the token of the page, or from another site', async () => {
    const type = { 'Content-Type': 'image/png' };
    expect(await member.ask(at(trade), { method: 'POST', headers: type, body: png })).toMatchObject({ status: 403 });
    expect(await member.send('POST', at(trade), png, { ...type, 'Sec-Fetch-Site': 'cross-site' })).toMatchObject({
      status: 403,
    });
  });

  it('a picture as the body of any other route', async () =>
    expect(await member.send('PATCH', `/api/user/trades/${trade}`, png, { 'Content-Type': 'image/png' })).toMatchObject(
      { status: 415 },
    ));
});
