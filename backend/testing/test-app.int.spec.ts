import { startTestApp } from './test-app.js';
import type { TestApp } from './test-app.js';

describe('the audit of the ledgers', () => {
  let app: TestApp;

  beforeAll(async () => (app = await startTestApp()));
  afterAll(() => app.close());

  it('finds nothing to say about what was written by commands, and names a row and an event that were not', async () => {
    const member = await app.signIn('one');
    const account = { platform: 'Tradier', name: 'Main', startingBalance: '100', currency: 'USD' };
    expect((await member.send('POST', '/api/user/accounts', account)).status).toBe(201);
    expect(await app.audit()).toEqual([]);

    await app.sql(`UPDATE account SET name = 'Other'`);
    expect(await app.audit()).toMatchObject([{ differences: [{ table: 'account' }], ledger: { valid: true } }]);
    await app.sql(`UPDATE account SET name = 'Main'`);

    await app.sql(`UPDATE event SET origin = 'system' WHERE type = 'AccountAdded'`);
    expect(await app.audit()).toMatchObject([{ differences: [], ledger: { valid: false } }]);
  });
});
