import { CONNECTORS } from '@singularity/connectors';
import type { Connector, FaultKind as SyncFaultKind } from '@singularity/connectors';
import type { FaultKind } from '@singularity/local/brokers/faults.js';
import { expectSameFills, fillsAsTold } from './as-told.js';
import { BrokerMember } from './broker-member.js';
import { rowOf } from './broker-rows.js';
import { Journal } from './journal.js';
import { live } from './lives.js';

const NOW = '2026-11-27T15:00:00Z';
const FIRST_DAY = '2026-08-01';

let member: BrokerMember;

async function joined(connector: Connector): Promise<void> {
  member = await BrokerMember.join(connector, NOW, FIRST_DAY);
  live(member, 11, { from: '2026-08-10', days: 80, trips: 8 });
}

afterEach(async () => {
  member.expectLawful();
  await member.close();
});

/** From the request so many behind the first on. */
function faulty(
  fault: FaultKind,
  more: { readonly times?: number; readonly after?: number; readonly path?: string } = {},
) {
  member.standIn.faults.add({ broker: member.connector.broker, ...fault, ...more });
}

async function expectAll(): Promise<void> {
  const journal = new Journal();
  await journal.import((await member.askSince()).contents);
  const row = rowOf(member.connector);
  expectSameFills(journal.fills(), fillsAsTold(member.book, row), row);
}

const fault = () => member.faultOf(member.askSince());

/** What is asked first, and what is asked in the middle of a run. */
async function places(): Promise<readonly number[]> {
  member.standIn.calls.clear();
  await member.askSince();
  return [0, Math.floor(member.standIn.calls.all().length / 2)];
}

describe.each(CONNECTORS)('where $broker fails', (connector) => {
  beforeEach(() => joined(connector));

  it('for a moment, or asks for a little time, the sync goes on', async () => {
    faulty({ kind: 'status', status: 500 }, { times: 4 });
    expect((await fault()).kind).toBe('away');
    faulty({ kind: 'status', status: 429, retryAfter: '7' }, { after: 1, times: 2 });
    faulty({ kind: 'status', status: 503 }, { after: 2, times: 2 });
    faulty({ kind: 'cut' }, { after: 2 });
    await expectAll();
  });

  it.each<[string, FaultKind, SyncFaultKind]>([
    ['is asked too much', { kind: 'status', status: 429, retryAfter: '30' }, 'busy'],
    ['is asked too much for an hour', { kind: 'status', status: 429, retryAfter: '3600' }, 'busy'],
    ['fails', { kind: 'status', status: 500, body: '{"error":"no"}' }, 'away'],
    ['hangs up in the middle of an answer', { kind: 'cut' }, 'away'],
    ['sends half of an answer as if it were one', { kind: 'half' }, 'unreadable'],
    ['sends a page for people', { kind: 'html' }, 'unreadable'],
    ['redirects to another host', { kind: 'redirect', to: 'http://127.0.0.1:9/elsewhere' }, 'unreadable'],
  ])('and %s, the sync ends and says why', async (_, kind, ends) => {
    for (const after of await places()) {
      faulty(kind, { after, times: 1_000 });
      expect((await fault()).kind).toBe(ends);
      member.standIn.faults.clear();
      // What failed is left alone for a while.
      member.book.clock.advance(3_600_000);
    }
  });

  it('and sends 50 MB, the sync ends without holding it in memory', async () => {
    for (const after of await places()) {
      faulty({ kind: 'huge' }, { after });
      const before = process.memoryUsage().heapUsed;
      let most = before;
      const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().heapUsed)), 5);
      expect((await fault()).kind).toBe('unreadable');
      clearInterval(watch);
      expect(most - before).toBeLessThan(64 * 1024 * 1024);
    }
  });

  it('and revokes the credentials in the middle of a run, the sync says so, and goes on with new ones', async () => {
    await expectAll();
    member.beforeRequest(2, () => member.revoke());
    expect((await fault()).kind).toBe('refused');
    expect((await fault()).kind).toBe('refused');
    await member.renew();
    await expectAll();
  });

  it('and ends its tokens in the middle of a run, the sync asks for new ones', async () => {
    member.beforeRequest(3, () => member.book.access.expireTokens(connector.broker as 'tradier'));
    // Consent ends with its tokens.
    if (connector.consent) expect((await fault()).kind).toBe('member');
    else await expectAll();
  });

  it('and tells something twice, leaves it out or turns it round, a whole sync later puts it right', async () => {
    live(member, 12, { from: '2026-08-12', days: 60, trips: 18 });
    const journal = new Journal();
    for (const kind of ['repeat', 'omit', 'reorder'] as const)
      for (const after of [2, 3]) {
        faulty({ kind }, { after });
        const told = await member.askSince().catch((error: unknown) => member.faultOf(Promise.reject(error as Error)));
        if ('contents' in told) await journal.import(told.contents);
        else expect(told.kind).toBe('unreadable');
        member.standIn.faults.clear();
      }
    await journal.import((await member.askSince()).contents);
    const always = new Journal();
    await always.import((await member.askSince()).contents);
    expect(journal.said()).toEqual(always.said());
  });
});
