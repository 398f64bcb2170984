import { replayLedgers } from './replay-cli.js';
import type { ReplayOptions } from './replay-cli.js';
import { PROJECTION_VERSION } from './event-store/projection-version.js';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { startTestApp } from '../testing/test-app.js';
import type { TestApp } from '../testing/test-app.js';

const TABLES = [
  'settings',
  'account',
  'balance_update',
  'trade',
  'execution',
  'realization',
  'day_stats',
  'setup_stats',
];

describe('the replay', () => {
  let app: TestApp;
  let one: string;
  let two: string;

  beforeAll(async () => {
    app = await startTestApp();
    for (const member of ['one', 'two'] as const) {
      const browser = await app.signIn(member);
      const account = { platform: 'Tradier', name: 'Main', startingBalance: '1000', currency: 'USD' };
      const added = await browser.send('POST', '/api/user/accounts', account);
      const { id: accountId } = added.body as { id: string };
      const deposit = { balance: '1500', reason: 'deposit' };
      await browser.send('PUT', `/api/user/accounts/${accountId}/balance`, deposit);
      const entry = { quantity: '10', entryPrice: '187.23', entryAt: '2026-01-05T14:30:00Z', fees: '1.30' };
      const exit = { exitPrice: '191.10', exitAt: '2026-01-06T15:30:00Z' };
      const trade = { symbol: 'AAPL', assetType: 'stock', direction: 'LONG', accountId };
      expect((await browser.send('POST', '/api/user/trades', { ...trade, ...entry, ...exit })).status).toBe(201);
      expect((await browser.send('POST', '/api/user/trades', { ...trade, ...entry })).status).toBe(201);
    }
    one = await userId(DEMO_IDS.one);
    two = await userId(DEMO_IDS.two);
  });

  afterAll(() => app.close());
  beforeEach(async () => expect((await replay()).well).toBe(true));

  async function userId(discordId: string): Promise<string> {
    const [row] = await app.sql<{ user_id: string }>('SELECT user_id FROM identity WHERE discord_id = $1', [discordId]);
    return row!.user_id;
  }

  async function replay(options: Partial<ReplayOptions> = {}): Promise<{ well: boolean; lines: readonly string[] }> {
    const lines: string[] = [];
    const well = await replayLedgers(app.config, { check: false, ...options }, (line) => lines.push(line));
    return { well, lines };
  }

  async function rows(): Promise<unknown> {
    const all: Record<string, unknown> = {};
    for (const table of TABLES) all[table] = await app.sql(`SELECT t::text FROM ${table} t ORDER BY 1`);
    return all;
  }

  it('makes again what was dropped', async () => {
    const before = await rows();
    for (const table of TABLES) await app.sql(`DELETE FROM ${table}`);
    expect(await replay()).toEqual({
      well: true,
      lines: [
        expect.stringMatching(`^${one}: rebuilt from 5 events, rows mended: [12]\\d\\.$`),
        expect.stringMatching(`^${two}: rebuilt from 5 events, rows mended: [12]\\d\\.$`),
        expect.stringMatching(/^Members: 2, failed: 0, different: 0\. Events: 10, [\d,]+ a second\.$/),
      ],
    });
    expect(await rows()).toEqual(before);
    expect(await app.audit()).toEqual([]);
  });

  it('finds nothing to say about rows that are as the events say, and leaves them alone', async () => {
    const before = await app.sql('SELECT ctid::text, xmin::text FROM trade');
    const { well, lines } = await replay({ check: true });
    expect(well).toBe(true);
    expect(lines).toEqual([
      `${one}: as the events say.`,
      `${two}: as the events say.`,
      expect.stringContaining('Members: 2, failed: 0, different: 0. Events: 10,'),
    ]);
    expect(await app.sql('SELECT ctid::text, xmin::text FROM trade')).toEqual(before);
  });

  it('names a row that was changed, one that is missing and one that is too many, and mends them', async () => {
    const before = await rows();
    await app.sql(`UPDATE day_stats SET net = net + 1 WHERE user_id = $1 AND grain = 'day' AND net > 0`, [one]);
    await app.sql(`DELETE FROM realization WHERE user_id = $1`, [one]);
    await app.sql(
      `INSERT INTO execution SELECT user_id, trade_id, gen_random_uuid(), 9, type, at, quantity, price, fees
         FROM execution WHERE user_id = $1 LIMIT 1`,
      [one],
    );
    const damaged = await rows();
    const { well, lines } = await replay({ check: true });
    expect(well).toBe(false);
    expect(lines[0]).toBe(`${one}: differences: 4.`);
    const said = lines.join('\n');
    expect(said).toMatch(/ {2}day_stats \S+ \S+ USD day 2026-01-06: net is "38.4" and should be "37.4"\.\n/);
    expect(said).toMatch(/ {2}realization \S+ \S+ \S+: is missing\.\n/);
    expect(said).toMatch(/ {2}execution \S+ \S+ \S+: should not be there\.\n/);
    expect(lines.slice(-2)).toEqual([
      `${two}: as the events say.`,
      expect.stringContaining('Members: 2, failed: 0, different: 1.'),
    ]);
    expect(await rows()).toEqual(damaged);
    await replay();
    expect(await rows()).toEqual(before);
  });

  it.each([
    ['an event of a kind that nobody knows', `UPDATE event SET schema_version = 99 WHERE user_id = $1 AND version = 4`],
    ['an event that is gone', `DELETE FROM event WHERE user_id = $1 AND version = 4`],
    ['a last event that is gone', `DELETE FROM event WHERE user_id = $1 AND version = 5`],
  ])('stops at %s, keeps the rows of that ledger, and goes on with the others', async (_name, damage) => {
    const before = await rows();
    await app.sql('CREATE TABLE kept AS SELECT * FROM event WHERE user_id = $1', [one]);
    await app.sql(damage, [one]);
    await app.sql(`UPDATE trade SET symbol = 'WRONG' WHERE user_id = $1`, [two]);
    try {
      const { well, lines } = await replay();
      expect(well).toBe(false);
      expect(lines[0]).toMatch(new RegExp(`^${one}: .*[45]`));
      expect(lines.slice(1)).toEqual([
        `${two}: rebuilt from 5 events, rows mended: 2.`,
        expect.stringContaining('Members: 2, failed: 1, different: 0.'),
      ]);
      expect(await rows()).toEqual(before);
      expect((await replay({ check: true })).well).toBe(false);
    } finally {
      await app.sql('DELETE FROM event WHERE user_id = $1', [one]);
      await app.sql('INSERT INTO event SELECT * FROM kept');
      await app.sql('DROP TABLE kept');
    }
  });

  it.each([
    ['the id here', () => two],
    ['the id at Discord', () => DEMO_IDS.two],
  ])('is for one member alone by %s', async (_name, user) => {
    await app.sql(`UPDATE account SET name = 'Other'`);
    expect((await replay({ user: user() })).lines).toEqual([
      `${two}: rebuilt from 5 events, rows mended: 1.`,
      expect.stringContaining('Members: 1, failed: 0, different: 0.'),
    ]);
    expect(await app.sql('SELECT user_id, name FROM account ORDER BY name')).toEqual([
      { user_id: two, name: 'Main' },
      { user_id: one, name: 'Other' },
    ]);
  });

  it.each([1, 2, 9])('does %i side by side, and says the same in the same order', async (parallel) => {
    await app.sql(`UPDATE trade SET symbol = 'WRONG' WHERE user_id = $1`, [two]);
    const { well, lines } = await replay({ check: true, parallel });
    expect(well).toBe(false);
    const heads = lines.filter((line) => !line.startsWith(' '));
    expect(heads).toEqual([
      `${one}: as the events say.`,
      `${two}: differences: 2.`,
      expect.stringContaining('Members: 2, failed: 0, different: 1. Events: 10,'),
    ]);
  });

  it('brings ledgers of an older version up to this one', async () => {
    await app.sql('DELETE FROM setup_stats');
    await app.sql('UPDATE user_head SET projection_version = 1, projected_version = 0');
    expect((await replay()).well).toBe(true);
    expect(
      await app.sql('SELECT DISTINCT projection_version, projected_version = version AS whole FROM user_head'),
    ).toEqual([{ projection_version: PROJECTION_VERSION, whole: true }]);
    expect(await app.audit()).toEqual([]);
  });

  it('says that there is no such member', async () => {
    const { well, lines } = await replay({ user: 'nobody' });
    expect([well, lines[0]]).toEqual([false, 'There is no member nobody.']);
  });

  it('passes over somebody whose first sign-in broke off', async () => {
    await app.sql(`INSERT INTO identity VALUES ('100000000000000001', gen_random_uuid(), '2020-01-01')`);
    const { well, lines } = await replay({ check: true });
    expect([well, lines[0]]).toEqual([true, expect.stringContaining('has no ledger')]);
    await app.sql(`DELETE FROM identity WHERE discord_id = '100000000000000001'`);
  });
});
