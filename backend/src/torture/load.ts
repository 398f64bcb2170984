import { setTimeout } from 'node:timers/promises';
import { AppProcess, prepareApp } from './app.js';
import { ask, signInAll } from './client.js';
import type { Member } from './client.js';
import { startCluster } from './cluster.js';
import type { Run, Scenario } from './scenario.js';
import { startTcpProxy } from './tcp-proxy.js';
import { tradeOf } from './writers.js';

const POOL = 5;
const CLIENTS = 200;
const MEMBERS = 4;
const QUICK_MS = 20_000;
const LONG_MS = 300_000;
/** How much later every COMMIT is answered. */
const SLOWED_MS = 2_000;
/**
 * Twice the wait for a connection (3 s) and a slowed COMMIT (2 s), for the role and for the command, and once the wait for
 * the ledger (3 s): 13 s, and some for a busy machine.
 */
const MOST_MS = 16_000;
const RECOVERED_MS = 10_000;
const COMMITTED = Buffer.from('COMMIT\0');

const ENDLESS = 'a database that does not answer at all';

interface Tally {
  readonly statuses: Map<string, number>;
  slowest: number;
  readonly faults: string[];
}

/** Many more clients than connections, on a database that has become slow: nobody hangs, and it passes. */
export const load: Scenario = {
  name: 'load',
  controls: [ENDLESS],
  async run(run) {
    const cluster = await startCluster(run, POOL);
    const wire = await startTcpProxy(run, cluster.port);
    const url = Object.assign(new URL(cluster.database.url), { port: String(wire.port) }).href;
    const app = await AppProcess.start(run, await prepareApp(run, url, POOL));
    const members = await signInAll(app.url, MEMBERS);

    wire.delay = (answer) => (run.sabotage === ENDLESS ? LONG_MS : answer.includes(COMMITTED) ? SLOWED_MS : 0);
    const tally: Tally = { statuses: new Map(), slowest: 0, faults: [] };
    const end = Date.now() + (run.long ? LONG_MS : QUICK_MS);
    const client = async (lane: number) => {
      while (Date.now() < end) await once(app.url, members[lane % MEMBERS] as Member, tally);
    };
    await Promise.all(Array.from({ length: CLIENTS }, (_, lane) => client(lane)));
    wire.delay = () => 0;
    const recovery = await recover(run, app.url, members[0] as Member);
    const counts = [...tally.statuses].map(([status, count]) => `${count} × ${status}`).join(', ');
    return {
      figure:
        `${CLIENTS} clients on ${POOL} connections: ${counts}, slowest ${(tally.slowest / 1_000).toFixed(1)} s, ` +
        `well again after ${(recovery / 1_000).toFixed(1)} s`,
      faults: [...tally.faults, ...(recovery > RECOVERED_MS ? [`It took ${recovery} ms to be well again.`] : [])],
    };
  },
};

async function once(appUrl: string, member: Member, tally: Tally): Promise<void> {
  const asked = Date.now();
  const answer = await ask(appUrl, member, { method: 'POST', path: '/api/user/trades', body: tradeOf(null, 'Load.') });
  const took = Date.now() - asked;
  const status = answer ? String(answer.status) : 'no answer';
  tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1);
  tally.slowest = Math.max(tally.slowest, took);
  if (took > MOST_MS) tally.faults.push(`An answer took ${took} ms.`);
  if (!['201', '429', '503'].includes(status)) tally.faults.push(`Under load it answered ${status}.`);
  if (['429', '503'].includes(status)) {
    if (!answer?.retryAfter) tally.faults.push(`${status} came without Retry-After.`);
    await setTimeout(1_000 * Number(answer?.retryAfter ?? 1));
  }
}

/** How long until a command succeeds again, in milliseconds. */
async function recover(run: Run, appUrl: string, member: Member): Promise<number> {
  const from = Date.now();
  const command = { method: 'POST', path: '/api/user/trades', body: tradeOf(null, 'After the load.') };
  while ((await ask(appUrl, member, command))?.status !== 201 && Date.now() < run.deadline) await setTimeout(200);
  return Date.now() - from;
}
