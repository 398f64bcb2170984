import { randomUUID } from 'node:crypto';
import type { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

let app: TestApp;
let member: Browser;

beforeEach(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
});
afterEach(async () => {
  expect(await app.audit()).toEqual([]);
  await app.close();
});

interface Answer {
  readonly id: string;
  readonly batchId: string;
  readonly ledger: { readonly version: number };
}

const trade = {
  symbol: 'AAPL',
  assetType: 'stock',
  direction: 'LONG',
  quantity: '2',
  entryPrice: '100',
  entryAt: '2026-01-05T15:00:00Z',
  notes: 'n'.repeat(5_000),
  tags: ['b', 'a'],
};
const closed = { ...trade, exitPrice: '110', exitAt: '2026-01-06T15:00:00Z' };
const account = { platform: 'Tradier', name: 'Own', startingBalance: '1000', currency: 'USD' };

/** Everything that was asked, so that it can be asked again. */
class Asker {
  private readonly asked: { readonly ask: () => ReturnType<Browser['send']>; readonly text: string }[] = [];

  async ask(method: string, path: string, body?: object): Promise<Answer> {
    const headers = { 'Idempotency-Key': `key-${this.asked.length}` };
    const ask = () => member.send(method, `/api/user/${path}`, body, headers);
    const { status, text, body: answer } = await ask();
    expect([200, 201]).toContain(status);
    this.asked.push({ ask, text });
    return answer as Answer;
  }

  async askAllAgain(): Promise<void> {
    for (const { ask, text } of this.asked) expect((await ask()).text).toBe(text);
  }
}

/** A command of every kind, each with an answer that later commands make out of date. */
async function askAll(asker: Asker): Promise<void> {
  const { id: accountId } = await asker.ask('POST', 'accounts', account);
  const { id } = await asker.ask('POST', 'trades', { ...closed, accountId });
  const open = await asker.ask('POST', 'trades', trade);
  await asker.ask('PATCH', `accounts/${accountId}`, { name: 'Another' });
  await asker.ask('PUT', `accounts/${accountId}/balance`, { balance: '2000', reason: 'deposit' });
  const edited = await asker.ask('PATCH', `trades/${id}`, { exitPrice: '120', tags: ['z', 'y', 'x'] });
  await asker.ask('PATCH', `accounts/${accountId}`, { name: 'Another' });
  await asker.ask('POST', `trades/${open.id}/close`, { exitPrice: '90', exitAt: '2026-01-07T15:00:00Z' });
  await asker.ask('PATCH', 'settings', { breakevenTolerance: { USD: '1', JPY: '100', EUR: '2' }, theme: 'dark' });
  await asker.ask('PATCH', 'settings', { theme: 'light' });
  await asker.ask('POST', `history/${edited.ledger.version}/undo`);
  const ids = [id, randomUUID(), open.id];
  const { batchId } = await asker.ask('POST', 'trades/bulk', { ids, edit: { addTags: ['bulk'] } });
  await asker.ask('POST', `history/batches/${batchId}/undo`);
  await asker.ask('POST', 'trades/bulk', { ids, delete: true });
  await asker.ask('POST', 'trades/bulk', { ids, restore: true });
  await asker.ask('POST', 'trades/bulk', { ids: [randomUUID()], restore: true });
  await asker.ask('DELETE', `trades/${id}`);
  await asker.ask('POST', `trades/${id}/restore`);
  await asker.ask('POST', `trades/${id}/revert`, { toStreamVersion: 1 });
  await asker.ask('POST', `accounts/${accountId}/close`);
}

describe('a command that is asked again with its key', () => {
  it('has the answer of then, byte for byte, whatever happened since, of which nothing is stored twice', async () => {
    const asker = new Asker();
    await askAll(asker);
    await asker.askAllAgain();
    const sizes = await app.sql<{ bytes: number }>('SELECT octet_length(response::text) AS bytes FROM command');
    expect(Math.max(...sizes.map(({ bytes }) => bytes))).toBeLessThan(500);
  });

  it('has the answer that was stored whole, as it was before answers were made again', async () => {
    const add = () => member.send('POST', '/api/user/trades', trade, { 'Idempotency-Key': 'old' });
    const { text } = await add();
    await app.sql('UPDATE command SET response = $1', [text]);
    expect((await add()).text).toBe(text);
  });
});
