import { isDeepStrictEqual } from 'node:util';
import { setTimeout } from 'node:timers/promises';
import { Chance } from '@singularity/backend/members/chance.js';
import { freePort } from '@singularity/local/free-port.js';
import { AppProcess, OWN_VERSION, prepareApp } from './app.js';
import { audit } from './audit.js';
import { ask, signInAll } from './client.js';
import type { Member } from './client.js';
import { startBareCluster } from './cluster.js';
import type { Cluster } from './cluster.js';
import { otherAnswers, saysAllOf, wrongEffects } from './effects.js';
import { hearsOfChanges } from './heard-changes.js';
import { confirmImport, endOfImport, ordersOf, uploadOrders, wrongTrades } from './imported-orders.js';
import type { Finding, Run, Scenario } from './scenario.js';
import { addAccount, tradeOf, write } from './writers.js';
import type { Log } from './writers.js';

const PROCESSES = 3;
const WRITERS = 12;
const MEMBERS = 3;
const POOL = 8;
/** Rounds of a kill and a rolling restart, commands between two of those, and trades that are imported meanwhile. */
const SIZES = {
  brief: { rounds: 1, between: 20, trades: 300, restMs: 300 },
  quick: { rounds: 2, between: 100, trades: 3_000, restMs: 0 },
  long: { rounds: 30, between: 500, trades: 100_000, restMs: 0 },
} as const;
/** What a stop that was asked for may take. */
const MOST_MS = 10_000;

const ALONE = 'processes that do not wait for one another';
const UNTOLD = 'processes that tell each other nothing';
const PRELOADS: Readonly<Record<string, string>> = { [ALONE]: 'without-head-lock.js', [UNTOLD]: 'without-hints.js' };

/** What every process must answer alike once nothing is written any more. */
const READS = ['/api/user/trades?limit=100', '/api/user/stats', '/api/user/accounts', '/api/user/history?limit=50'];

/**
 * Three processes on one database, asked by turns as by a balancer, while they are killed and restarted one after the
 * other: they are one app.
 */
export const severalProcesses: Scenario = {
  name: 'several-processes',
  controls: [ALONE, UNTOLD],
  async run(run) {
    const deployment = await Deployment.start(run);
    const { rounds } = SIZES[run.size];
    return underLoad(run, deployment, async (written) => {
      for (let round = 0; run.goesOn(round, rounds); round++) {
        await deployment.kill(run.chance.whole(0, PROCESSES - 1));
        await written();
        for (let at = 0; at < PROCESSES; at++) {
          await deployment.restart(at);
          await written();
        }
      }
    });
  },
};

/**
 * The same while each of them is replaced by the next version, which migrates the database beneath the others. One of the
 * version before is killed and comes back on what was migrated.
 */
export const twoVersions: Scenario = {
  name: 'two-versions',
  controls: [ALONE],
  needsPrevious: true,
  async run(run) {
    const { previous } = run;
    if (previous === null) throw new Error('Name the folder of the version before.');
    const deployment = await Deployment.start(run, previous);
    return underLoad(run, deployment, async (written) => {
      for (let at = 0; run.goesOn(at, PROCESSES); at++) {
        await deployment.restart(at, OWN_VERSION);
        await written();
        if (at === 0) await deployment.kill(PROCESSES - 1).then(written);
      }
    });
  },
};

/** Processes behind a balancer that asks them by turns. */
class Deployment {
  private turn = 0;
  readonly faults: string[] = [];
  kills = 0;
  restarts = 0;
  private slowestStop = 0;

  private constructor(
    readonly cluster: Cluster,
    readonly apps: readonly AppProcess[],
    /** Whether a kept answer is given again as it was. */
    readonly isSame: (first: unknown, again: unknown) => boolean,
  ) {}

  static async start(run: Run, version = OWN_VERSION): Promise<Deployment> {
    // Migrated by the version that starts.
    const cluster = await startBareCluster(run, POOL);
    const env = await prepareApp(run, cluster.database.url, POOL);
    const ports = [String(env['PORT']), String(await freePort()), String(await freePort())];
    const preload = PRELOADS[run.sabotage ?? ''] ?? null;
    const start = (PORT: string) => AppProcess.start(run, { ...env, PORT }, preload, version);
    const isSame = version === OWN_VERSION ? isDeepStrictEqual : saysAllOf;
    return new Deployment(cluster, await Promise.all(ports.map(start)), isSame);
  }

  /** The process that is asked next. */
  readonly next = (): string => this.apps[this.turn++ % this.apps.length]?.url ?? '';

  async kill(at: number): Promise<void> {
    const app = this.apps[at];
    await app?.end('SIGKILL');
    this.kills++;
    await app?.revive();
  }

  async restart(at: number, version?: string): Promise<void> {
    const app = this.apps[at];
    if (!app) return;
    const begun = Date.now();
    const code = await app.end('SIGTERM');
    const took = Date.now() - begun;
    this.slowestStop = Math.max(this.slowestStop, took);
    this.restarts++;
    if (code !== 0) this.faults.push(`A process ended with the code ${code}.`);
    if (took > MOST_MS) this.faults.push(`A process took ${took} ms to end.`);
    if (version !== undefined) app.version = version;
    await app.revive();
  }

  get figure(): string {
    return `${this.kills} kills and ${this.restarts} restarts, ended within ${(this.slowestStop / 1_000).toFixed(1)} s`;
  }
}

/** Writes and imports while something is done to the processes; `written` waits until as much again was acknowledged. */
async function underLoad(
  run: Run,
  deployment: Deployment,
  harm: (written: () => Promise<void>) => Promise<void>,
): Promise<Finding> {
  const { between, trades, restMs } = SIZES[run.size];
  const { cluster, next } = deployment;
  const people = await signInAll(next(), MEMBERS + 1);
  const [importing, ...members] = people as [Member, ...Member[]];
  const accounts = await Promise.all(people.map((member) => addAccount(next(), member)));
  const importer = { appUrl: next, member: importing };
  const { id } = await uploadOrders(importer, accounts[0] ?? '', ordersOf(trades));

  const log: Log = { acknowledged: [], unknown: 0, faults: [] };
  let over = false;
  const writing = Promise.all(
    Array.from({ length: WRITERS }, (_, lane) => {
      const member = members[lane % MEMBERS] as Member;
      const accountId = accounts[1 + (lane % MEMBERS)] ?? '';
      const chance = new Chance(run.chance.whole(0, 1e9));
      return write(next, { member, accountId, chance, restMs }, log, () => over || !run.inTime());
    }),
  );
  const written = async () => {
    const wanted = log.acknowledged.length + between;
    while (log.acknowledged.length < wanted && run.inTime()) await setTimeout(5);
  };
  await written();
  await confirmImport(importer, id);
  await harm(written).finally(() => (over = true));
  await writing;

  const status = await endOfImport(importer, id);
  const imported = status === 'imported' ? [] : [`The import is ${status}.`];
  return judge(deployment, { log, people, faults: [...imported, ...(await wrongTrades(cluster, importing, trades))] });
}

interface Aftermath {
  readonly log: Log;
  readonly people: readonly Member[];
  /** What was found already. */
  readonly faults: readonly string[];
}

async function judge(deployment: Deployment, { log, people, faults }: Aftermath): Promise<Finding> {
  const { cluster, apps, next, isSame } = deployment;
  const { acknowledged, unknown } = log;
  const { asked, different } = await otherAnswers(next, acknowledged, isSame);
  const { lost, doubled } = await wrongEffects(cluster, acknowledged);
  const userIds = people.map(({ userId }) => userId);
  return {
    figure:
      `${apps.length} processes: ${deployment.figure}; ${acknowledged.length} acknowledged, ${unknown} sent again: ` +
      `${lost.length} lost, ${doubled.length} doubled, ${different.length} of ${asked} answered otherwise`,
    faults: [
      ...deployment.faults,
      ...log.faults,
      ...faults,
      ...lost.map((key) => `${key} was acknowledged and is lost.`),
      ...doubled.map((key) => `${key} took effect twice.`),
      ...different.map((key) => `${key} got another answer when it was asked again.`),
      ...(await disagreements(apps, people)),
      ...(await untold(apps, people.at(-1) as Member)),
      ...(await audit(cluster, userIds)),
    ],
  };
}

/** What one process answers and another does not. */
async function disagreements(apps: readonly AppProcess[], people: readonly Member[]): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const member of people) {
    for (const path of READS) {
      const answers = await Promise.all(apps.map(({ url }) => ask(url, member, { method: 'GET', path })));
      const [first] = answers;
      const same = first?.status === 200 && answers.every((other) => isDeepStrictEqual(other?.body, first.body));
      if (!same) faults.push(`${path} of ${member.userId} is not the same at every process.`);
    }
  }
  return faults;
}

/** Processes whose pages do not hear of what is written at the next one. */
async function untold(apps: readonly AppProcess[], member: Member): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [at, { url }] of apps.entries()) {
    const writer = apps[(at + 1) % apps.length]?.url ?? '';
    const command = { method: 'POST', path: '/api/user/trades', body: tradeOf(null, 'To be heard of.') };
    if (!(await hearsOfChanges(url, member, () => ask(writer, member, command))))
      faults.push(`A page of process ${at + 1} did not hear of a change at another one.`);
  }
  return faults;
}
