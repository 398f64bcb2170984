import { checkDatabase } from './check-cli.js';
import { startTestApp } from '../testing/test-app.js';
import type { TestApp } from '../testing/test-app.js';
import { Notary } from './digests/notary.js';

describe('the check of a database', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
    const member = await app.signIn('one');
    const trade = { symbol: 'AAPL', assetType: 'stock', direction: 'LONG', quantity: '10', entryPrice: '187.23' };
    const added = await member.send('POST', '/api/user/trades', { ...trade, entryAt: '2026-01-05T14:30:00Z' });
    expect(added.status).toBe(201);
    await app.nest.get(Notary).attest();
  });
  afterAll(() => app.close());

  async function check(): Promise<{ well: boolean; text: string }> {
    const lines: string[] = [];
    const well = await checkDatabase(app.config, (line) => lines.push(line));
    return { well, text: lines.join('\n') };
  }

  it('says that all is well, and up to when', async () => {
    const [last] = await app.sql<{ at: Date; day: string }>(
      'SELECT max(recorded_at) AS at, (SELECT max(day)::text FROM digest) AS day FROM event',
    );
    const { well, text } = await check();
    expect(text).toContain('Ledgers: 1, broken: 0.');
    expect(text).toContain(`The last entry was recorded at ${last!.at.toISOString()}`);
    expect(text).toContain(`The last signed digest is of ${last!.day}`);
    expect(well).toBe(true);
  });

  it('names an entry that is not what was recorded', async () => {
    await app.sql(`UPDATE event SET payload = payload || '{"forged": true}' WHERE type = 'TradeAdded'`);
    const { well, text } = await check();
    expect(text).toMatch(/broken at version \d+/);
    expect(text).toContain('Ledgers: 1, broken: 1.');
    expect(well).toBe(false);
  });
});
