import type { AccountAnswer, AccountCommandAnswer, HistoryEntry, Page } from '@singularity/contract';
import type { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

let app: TestApp;
let member: Browser;

beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
});
afterEach(async () => expect(await app.audit()).toEqual([]));
afterAll(() => app.close());

const details = { platform: 'Webull', name: 'Main', externalId: 'W-1', startingBalance: '1000.50', currency: 'USD' };

async function added(more: object = {}): Promise<AccountCommandAnswer> {
  const reply = await member.send('POST', '/api/user/accounts', { ...details, ...more });
  expect(reply).toMatchObject({ status: 201 });
  return reply.body as AccountCommandAnswer;
}

const path = (id: string, rest = '') => `/api/user/accounts/${id}${rest}`;

describe('an account', () => {
  it('is added, read and listed', async () => {
    const { ledger: _receipt, ...answer } = await added();
    expect(answer).toMatchObject({
      ...details,
      startingBalance: '1000.5',
      balance: '1000.5',
      status: 'open',
      streamVersion: 1,
    });
    expect((await member.get(path(answer.id))).body).toEqual(answer);
    expect(((await member.get('/api/user/accounts')).body as Page<AccountAnswer>).items).toContainEqual(answer);
  });

  it('is edited, but keeps its currency', async () => {
    const { id } = await added();
    expect(await member.send('PATCH', path(id), { name: 'Renamed', externalId: null })).toMatchObject({
      status: 200,
      body: { name: 'Renamed', externalId: null },
    });
    expect(await member.send('PATCH', path(id), { currency: 'EUR' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'currency' }] },
    });
    expect(await member.send('PATCH', path(id), { startingBalance: '2000' })).toMatchObject({
      status: 200,
      body: { balance: '2000' },
    });
  });

  it('takes a deposit or a withdrawal as an amount, now or in the past', async () => {
    const { id } = await added({ startingBalance: '1000' });
    const move = (body: object) => member.send('PUT', path(id, '/balance'), body);
    expect(await move({ adjustment: '500.5', reason: 'deposit' })).toMatchObject({
      status: 200,
      body: { balance: '1500.5' },
    });
    expect(await move({ adjustment: '-200', reason: 'withdrawal', at: '2026-01-05T15:00:00Z' })).toMatchObject({
      status: 200,
      body: { balance: '1300.5' },
    });
    expect(await move({ adjustment: '200', reason: 'withdrawal' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'adjustment' }] },
    });
    expect(await move({ reason: 'deposit' })).toMatchObject({ status: 422, body: { errors: [{ field: 'balance' }] } });
    expect(await move({ balance: '1', adjustment: '1', reason: 'deposit' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'adjustment' }] },
    });
  });

  it('takes the balance that stands at the platform, and says what that implies', async () => {
    const { id } = await added();
    const update = (body: object) => member.send('PUT', path(id, '/balance'), body);
    expect(await update({ balance: '1500.50', reason: 'deposit' })).toMatchObject({
      status: 200,
      body: { balance: '1500.5' },
    });
    expect(await update({ balance: '1600', reason: 'withdrawal' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'balance' }] },
    });
    expect(await update({ balance: '1490.50', reason: 'fee', at: '2099-01-01T00:00:00Z' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'at' }] },
    });
    expect(await update({ balance: '1500.5', reason: 'correction' })).toMatchObject({
      status: 200,
      body: { streamVersion: 2 },
    });
    const history = (await member.get(path(id, '/history'))).body as Page<HistoryEntry>;
    expect(history.items[0]?.changes).toContainEqual({ field: 'adjustment', from: null, to: '500' });
  });

  it('that is closed takes no new trades, but lets old ones end', async () => {
    const { id } = await added();
    const body = {
      accountId: id,
      symbol: 'AAPL',
      assetType: 'stock',
      direction: 'LONG',
      quantity: '1',
      entryPrice: '10',
      entryAt: '2026-01-05T15:00:00Z',
    };
    const trade = (await member.send('POST', '/api/user/trades', body)).body as { id: string };
    expect(await member.send('POST', path(id, '/close'))).toMatchObject({ status: 200, body: { status: 'closed' } });
    expect(await member.send('POST', '/api/user/trades', body)).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'accountId' }] },
    });
    const exit = { exitPrice: '12', exitAt: '2026-01-05T16:00:00Z' };
    expect(await member.send('POST', `/api/user/trades/${trade.id}/close`, exit)).toMatchObject({
      status: 200,
      body: { netPnl: '2' },
    });
    expect((await member.get(path(id))).body).toMatchObject({ balance: '1002.5', status: 'closed' });
    expect(await member.send('POST', path(id, '/reopen'))).toMatchObject({ status: 200, body: { status: 'open' } });
    expect(await member.send('POST', '/api/user/trades', body)).toMatchObject({ status: 201 });
  });

  it.each([
    [{ platform: '' }, 'platform'],
    [{ name: ' ' }, 'name'],
    [{ startingBalance: 'Infinity' }, 'startingBalance'],
    [{ startingBalance: null }, 'startingBalance'],
    [{ currency: 'dollars' }, 'currency'],
    [{ name: 'x'.repeat(81) }, 'name'],
    [{ balance: '1' }, 'balance'],
  ])('with %j is refused', async (more, field) => {
    const reply = await member.send('POST', '/api/user/accounts', { ...details, ...more });
    expect(reply).toMatchObject({ status: 422, body: { errors: [{ field }] } });
  });
});
