import { vi } from 'vitest';
import type { AccountCommandAnswer, ImportAnswer, Page, TradeAnswer } from '@singularity/contract';
import type { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

const FILLS = '/api/user/fills';
const BUY = {
  ...{ key: 'E-1', symbol: 'AAPL', assetType: 'stock', side: 'buy', quantity: '10', price: '187.23' },
  ...{ at: '2026-01-05T14:30:00Z', fees: '1' },
};
const SELL = { ...BUY, key: 'E-2', side: 'sell', price: '191.1', at: '2026-01-05T15:10:00Z' };

let app: TestApp;
let member: Browser;
let accountId: string;

beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
});
beforeEach(async () => {
  const account = { platform: 'Other', name: 'Of a program', startingBalance: '1000', currency: 'USD' };
  accountId = ((await member.send('POST', '/api/user/accounts', account)).body as AccountCommandAnswer).id;
});
afterEach(async () => expect(await app.audit()).toEqual([]));
afterAll(() => app.close());

const send = (fills: unknown, more: object = {}, headers = {}) =>
  member.send('POST', FILLS, { platform: 'tradier', accountId, fills, ...more }, headers);
const imported = (id: string) =>
  vi.waitFor(async () => {
    const { body } = await member.get(`/api/user/imports/${id}`);
    expect(body).toMatchObject({ status: 'imported' });
    return body as ImportAnswer;
  }, 30_000);
const trades = async () =>
  ((await member.get(`/api/user/trades?accountId=${accountId}`)).body as Page<TradeAnswer>).items;

it('are previewed as a file of their platform is, and become trades once that is confirmed', async () => {
  const { status, body } = await send([BUY, SELL]);
  const preview = body as ImportAnswer;
  expect([status, preview]).toMatchObject([
    201,
    {
      status: 'previewed',
      files: [{ name: 'fills.csv', platform: 'tradier', kind: 'program-fills', label: 'Tradier fills of a program' }],
      questions: [],
      counts: { fills: 2, new: 2, duplicates: 0 },
      trades: { added: 1, closed: 1 },
      totals: [{ currency: 'USD', grossPnl: '38.7', fees: '2', netPnl: '36.7' }],
    },
  ]);
  expect(await trades()).toEqual([]);
  await member.send('POST', `/api/user/imports/${preview.id}/confirm`);
  await imported(preview.id);
  expect(await trades()).toMatchObject([{ symbol: 'AAPL', quantity: '10', netPnl: '36.7' }]);
});

it('are imported at once where that is wanted, the same again adds nothing, and undo takes all back', async () => {
  const first = (await send([BUY, SELL], { confirm: true })).body as ImportAnswer;
  expect(first.status).toBe('importing');
  await imported(first.id);
  expect(await trades()).toHaveLength(1);
  const again = (await send([SELL, BUY], { confirm: true })).body as ImportAnswer;
  expect(again.counts).toMatchObject({ fills: 2, new: 0, duplicates: 2 });
  await imported(again.id);
  expect(await trades()).toHaveLength(1);
  expect((await member.send('POST', `/api/user/imports/${first.id}/undo`)).status).toBe(200);
  expect(await trades()).toEqual([]);
});

it('wait for an answer where a question is open, however much they are confirmed', async () => {
  const future = { ...BUY, symbol: 'XYZH26', assetType: 'future' };
  const { body } = await send([future], { confirm: true });
  expect(body).toMatchObject({ status: 'previewed', questions: [{ field: 'multipliers' }] });
});

it('sent twice under one key are one import', async () => {
  const headers = { 'Idempotency-Key': 'fills-1' };
  const [first, second] = [await send([BUY], {}, headers), await send([BUY], {}, headers)];
  expect((second.body as ImportAnswer).id).toBe((first.body as ImportAnswer).id);
  expect((await send([SELL], {}, headers)).status).toBe(422);
});

it.each([
  ['fills.1.price', [BUY, { ...SELL, price: 'a lot' }]],
  ['fills.1.price', [BUY, { ...SELL, price: '-1' }]],
  ['fills.0.quantity', [{ ...BUY, quantity: '0' }]],
  ['fills.0.strike', [{ ...BUY, assetType: 'option', direction: 'CALL', expiration: '2026-02-20' }]],
  ['fills.0.direction', [{ ...BUY, direction: 'PUT' }]],
  ['fills.0.key', [{ ...BUY, key: ' E' }]],
  ['fills.0.key', [{ ...BUY, key: 'E\n1' }]],
  ['fills.0.secret', [{ ...BUY, secret: 'x' }]],
  ['fills', []],
  ['fills', 'none'],
  ['fills.0', [null]],
  ['fills', [[]]],
])('with a fault are refused at %s', async (field, fills) => {
  const reply = await send(fills);
  expect(reply).toMatchObject({ status: 422, body: { errors: [{ field }] } });
});

it('of a platform that there is not are refused, as is an account of somebody else', async () => {
  expect(await send([BUY], { platform: 'moon' })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'platform' }] },
  });
  const other = await app.signIn('two');
  const theirs = await other.send('POST', FILLS, { platform: 'other', accountId, fills: [BUY] });
  const nobodys = await other.send('POST', FILLS, {
    platform: 'other',
    accountId: accountId.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    fills: [BUY],
  });
  expect((theirs.body as ImportAnswer).questions).toEqual((nobodys.body as ImportAnswer).questions);
  expect((theirs.body as ImportAnswer).questions).toMatchObject([{ field: 'accountId' }]);
});

it('may be ten thousand at once, and no more', async () => {
  const many = (count: number) => Array.from({ length: count }, (_, nth) => ({ ...BUY, key: `E-${nth}` }));
  expect(await send(many(10_000))).toMatchObject({ status: 201, body: { counts: { fills: 10_000 } } });
  expect(await send(many(10_001))).toMatchObject({ status: 422, body: { errors: [{ field: 'fills' }] } });
  expect((await send(['x'.repeat(6 * 1024 * 1024)])).status).toBe(413);
}, 60_000);
