import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import type { LedgerVerification } from '@singularity/contract';
import { fillLedger } from '@singularity/harness/bench/bench-ledger.js';
import { Tenants } from '../database/tenants.js';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';
import type { Browser } from '../../testing/browser.js';
import { LedgerThread } from './ledger-thread.js';
import { Replay } from './replay.js';
import { verifyLedger } from './verify.js';

let app: TestApp;
let trader: Browser;
let events: number;
const owner = randomUUID();

beforeAll(async () => {
  app = await startTestApp();
  await app.sql('INSERT INTO identity (discord_id, user_id, created_at) VALUES ($1, $2, now())', [DEMO_IDS.two, owner]);
  events = await fillLedger(app.nest.get(Tenants), owner, 600);
  await app.nest.get(Replay).rebuild(owner);
  trader = await app.signIn('two');
});
afterEach(() => vi.restoreAllMocks());
afterEach(async () => expect(await app.audit()).toEqual([]));
afterAll(() => app.close());

it('verifies a long ledger in the other thread', async () => {
  const verify = vi.spyOn(app.nest.get(LedgerThread), 'verify');
  const { body } = await trader.get('/api/user/ledger/verify');
  expect(body).toMatchObject({ valid: true, version: events });
  expect(verify.mock.calls).toEqual([[owner]]);
});

it('keeps no transaction open between pages, and speaks of the head that it began with', async () => {
  const tenants = app.nest.get(Tenants);
  const read = tenants.readTenant.bind(tenants);
  let transactions = 0;
  const readTenant: Tenants['readTenant'] = async (userId, work) => {
    const result = await read(userId, work);
    // Whatever is written to the ledger between two pages.
    if (++transactions === 2) await trader.send('PATCH', '/api/user/settings', { theme: 'dark' });
    return result;
  };
  const verdict: LedgerVerification = await verifyLedger({ readTenant } as Tenants, owner);
  expect(verdict).toMatchObject({ valid: true, version: events, brokenAt: null });
  expect(transactions).toBe(1 + Math.ceil(events / 500));
  expect(((await trader.get('/api/user/ledger/verify')).body as LedgerVerification).version).toBe(events + 1);
});
