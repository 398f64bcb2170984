import { setTimeout } from 'node:timers/promises';
import { AppProcess, prepareApp } from './app.js';
import { audit } from './audit.js';
import { ask, signInAll } from './client.js';
import type { Answer, Member } from './client.js';
import { ON_DISK, startCluster } from './cluster.js';
import { wrongEffects } from './effects.js';
import type { Scenario } from './scenario.js';
import { startStandby } from './standby.js';
import { startTcpProxy } from './tcp-proxy.js';
import { tradeOf } from './writers.js';
import type { Acknowledged } from './writers.js';

const POOL = 10;
const MEMBERS = 4;
/** Writes, and reads, at once. */
const AT_ONCE = 12;
const ROUNDS = { brief: 1, quick: 3, long: 50 } as const;
const TRADES = '/api/user/trades';
const KEPT = 'connections that are kept';

interface Setup {
  readonly url: string;
  readonly members: readonly Member[];
  readonly acknowledged: Acknowledged[];
  readonly faults: string[];
  refused: number;
  read: number;
}

let serial = 0;

/**
 * The database's address leads to a standby and back, and then the primary is killed and the standby takes over: reads go
 * on, writes are put off, and the first write after it is done, over whatever connections there were.
 */
export const failover: Scenario = {
  name: 'failover',
  controls: [KEPT],
  async run(run) {
    const cluster = await startCluster(run, POOL, {}, ON_DISK);
    const standby = await startStandby(run, cluster);
    let target = cluster.port;
    const wire = await startTcpProxy(run, () => target);
    const url = Object.assign(new URL(cluster.database.url), { port: String(wire.port) }).href;
    const env = await prepareApp(run, url, POOL);
    const app = await AppProcess.start(run, env, run.sabotage === KEPT ? 'kept-connections.js' : null);
    const members = await signInAll(app.url, MEMBERS);
    const setup: Setup = { url: app.url, members, acknowledged: [], faults: [], refused: 0, read: 0 };
    const leadTo = async (port: number) => {
      target = port;
      wire.cut();
      await app.untilServing();
    };

    await writeAll(setup);
    const rounds = ROUNDS[run.size];
    for (let round = 0; run.goesOn(round, rounds); round++) {
      await leadTo(standby.port);
      await beReadOnly(setup);
      // What is open stays open: to the standby, which goes on to take no changes.
      target = cluster.port;
      await writeAll(setup);
    }
    await cluster.kill();
    await leadTo(standby.port);
    await beReadOnly(setup);
    await standby.promote();
    await writeAll(setup);
    await expectState(setup, 'healthy');

    const { port, sql } = standby;
    const ownerUrl = Object.assign(new URL(cluster.database.url), { port: String(port) }).href;
    const database = { url: ownerUrl, ownerUrl, eraserUrl: ownerUrl, poolSize: POOL };
    const promoted = { ...cluster, port, sql, database };
    const { lost, doubled } = await wrongEffects(promoted, setup.acknowledged);
    const userIds = members.map(({ userId }) => userId);
    return {
      figure:
        `${rounds} times to a standby and back, then a takeover: ${setup.read} reads answered and ${setup.refused} writes ` +
        `put off meanwhile, ${lost.length} of ${setup.acknowledged.length} acknowledged lost, ${doubled.length} doubled`,
      faults: [
        ...setup.faults,
        ...lost.map((key) => `${key} was acknowledged and is lost.`),
        ...doubled.map((key) => `${key} took effect twice.`),
        ...(await audit(promoted, userIds)),
      ],
    };
  },
};

async function beReadOnly(setup: Setup): Promise<void> {
  const { faults } = setup;
  const reads = await together(setup, (member) => ask(setup.url, member, { method: 'GET', path: TRADES }));
  for (const answer of reads)
    if (answer?.status === 200) setup.read++;
    else faults.push(`A read was answered ${answer?.status} while the database took no changes.`);
  for (const { answer } of await together(setup, (member) => write(setup, member)))
    if (answer?.status === 503 && answer.retryAfter) setup.refused++;
    else faults.push(`A write was answered ${answer?.status} while the database took no changes.`);
  await expectState(setup, 'degraded');
}

/** All of them are done, each at its first try. */
async function writeAll(setup: Setup): Promise<void> {
  for (const { answer, ...sent } of await together(setup, (member) => write(setup, member)))
    if (answer?.status === 201) setup.acknowledged.push({ ...sent, first: answer });
    else setup.faults.push(`A write was answered ${answer?.status} by a database that takes changes.`);
}

/** Of all members, many at once. */
function together<Result>({ members }: Setup, ask: (member: Member) => Promise<Result>): Promise<readonly Result[]> {
  return Promise.all(Array.from({ length: AT_ONCE }, (_, at) => ask(members[at % members.length] as Member)));
}

async function write({ url }: Setup, member: Member): Promise<Omit<Acknowledged, 'first'> & { answer: Answer | null }> {
  const key = `failover-${++serial}`;
  const mark = `Written by ${key}.`;
  const command = { method: 'POST', path: TRADES, body: tradeOf(null, mark), key };
  return { member, command, mark, answer: await ask(url, member, command) };
}

/** What the status says is remembered for a second. */
async function expectState({ url, faults }: Setup, expected: string): Promise<void> {
  await setTimeout(1_100);
  const { systems } = (await (await fetch(`${url}/api/status`)).json()) as { systems: { database: string } };
  if (systems.database !== expected) faults.push(`The status said ${systems.database} for ${expected}.`);
}
