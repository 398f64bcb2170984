import { setTimeout } from 'node:timers/promises';
import { AppProcess, prepareApp } from './app.js';
import { ask, signInAll } from './client.js';
import type { Member } from './client.js';
import { ON_DISK, startCluster } from './cluster.js';
import type { Run, Scenario } from './scenario.js';
import { startTcpProxy } from './tcp-proxy.js';
import { tradeOf } from './writers.js';

const POOL = 5;
const CLIENTS = 200;
const MEMBERS = 4;
/** How long PostgreSQL is slow, and then silent. */
const SIZES_MS = {
  brief: { slow: 2_000, silent: 8_000 },
  quick: { slow: 15_000, silent: 10_000 },
  long: { slow: 300_000, silent: 60_000 },
} as const;
/** How much later every COMMIT is answered while it is slow. */
const SLOWED_MS = 2_000;
const FOREVER_MS = 3_600_000;
/** A request may wait 6 s in all; the last wait, for a connection (3 s), may begin right before: 9 s, and 1 s for the machine. */
const MOST_MS = 10_000;
const RECOVERED_MS = 10_000;
const COMMITTED = Buffer.from('COMMIT\0');

const ENDLESS = 'an app that waits for as long as it takes';

interface Setup {
  readonly appUrl: string;
  readonly members: readonly Member[];
}

interface Tally {
  readonly statuses: Map<string, number>;
  slowest: number;
  readonly faults: string[];
}

/** Many more clients than connections, on a database that becomes slow and then silent: nobody hangs, and it passes. */
export const load: Scenario = {
  name: 'load',
  controls: [ENDLESS],
  async run(run) {
    const cluster = await startCluster(run, POOL, {}, ON_DISK);
    const wire = await startTcpProxy(run, cluster.port);
    const url = Object.assign(new URL(cluster.database.url), { port: String(wire.port) }).href;
    const preload = run.sabotage === ENDLESS ? 'without-patience.js' : null;
    const app = await AppProcess.start(run, await prepareApp(run, url, POOL), preload);
    const setup = { appUrl: app.url, members: await signInAll(app.url, MEMBERS) };
    const { slow, silent } = SIZES_MS[run.size];

    const slowed = await press(run, setup, slow, () =>
      Object.assign(wire, { delay: (answer: Buffer) => (answer.includes(COMMITTED) ? SLOWED_MS : 0) }),
    );
    const silenced = await press(run, setup, silent, () => Object.assign(wire, { delay: () => FOREVER_MS }));
    wire.delay = () => 0;
    const recovery = await recover(run, setup);
    return {
      figure:
        `${CLIENTS} clients on ${POOL} connections, slow: ${figureOf(slowed)}; silent: ${figureOf(silenced)}; ` +
        `well again after ${(recovery / 1_000).toFixed(1)} s`,
      faults: [
        ...slowed.faults,
        ...silenced.faults,
        ...(recovery > RECOVERED_MS ? [`It took ${recovery} ms to be well again.`] : []),
      ],
    };
  },
};

/** All clients at once, for so long. */
async function press(run: Run, { appUrl, members }: Setup, forMs: number, harm: () => unknown): Promise<Tally> {
  const tally: Tally = { statuses: new Map(), slowest: 0, faults: [] };
  harm();
  const begun = Date.now();
  const client = async (lane: number) => {
    while (run.goesOn(Date.now() - begun, forMs)) await once(appUrl, members[lane % MEMBERS] as Member, tally);
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, lane) => client(lane)));
  return tally;
}

function figureOf({ statuses, slowest }: Tally): string {
  const counts = [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ');
  return `${counts}, slowest ${(slowest / 1_000).toFixed(1)} s`;
}

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
async function recover(run: Run, { appUrl, members }: Setup): Promise<number> {
  const from = Date.now();
  const command = { method: 'POST', path: '/api/user/trades', body: tradeOf(null, 'After the load.') };
  const isWell = async () => (await ask(appUrl, members[0] as Member, command))?.status === 201;
  while (!(await isWell()) && run.goesOn(Date.now() - from, 3 * RECOVERED_MS)) await setTimeout(200);
  return Date.now() - from;
}
