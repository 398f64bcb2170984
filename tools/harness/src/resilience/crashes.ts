import { setTimeout } from 'node:timers/promises';
import { Chance } from '@singularity/backend/members/chance.js';
import { AppProcess, prepareApp } from './app.js';
import { audit } from './audit.js';
import { signInAll } from './client.js';
import type { Member } from './client.js';
import { ON_DISK, startCluster } from './cluster.js';
import type { Cluster } from './cluster.js';
import { otherAnswers, wrongEffects } from './effects.js';
import type { Finding, Run, Scenario } from './scenario.js';
import { addAccount, write } from './writers.js';
import type { Log } from './writers.js';

const WRITERS = 16;
const MEMBERS = 4;
const POOL = 10;
/** Kills of each kind, and commands to be acknowledged. */
const SIZES = {
  brief: { kills: 1, commands: 150 },
  quick: { kills: 2, commands: 400 },
  long: { kills: 50, commands: 50_000 },
} as const;
/** What an app and a database may take to serve again. */
const PATIENCE_MS = 60_000;

const ASYNCHRONOUS = 'synchronous_commit=off';
const FORGOTTEN = 'keys forgotten between try and retry';

/** Commits are reported before they are on disk, and stay in memory for as long as PostgreSQL allows. */
const LOSES_COMMITS = { synchronous_commit: 'off', wal_writer_delay: '10s', wal_writer_flush_after: '1GB' };

/** kill -9 of the app and of PostgreSQL, by turns, while many write: whatever was acknowledged stands, once. */
export const crashes: Scenario = {
  name: 'crashes',
  controls: [ASYNCHRONOUS, FORGOTTEN],
  async run(run) {
    const { sabotage, chance } = run;
    const size = SIZES[run.size];
    const loses = sabotage === ASYNCHRONOUS;
    const cluster = await startCluster(run, POOL, loses ? LOSES_COMMITS : {}, ON_DISK);
    const preload = loses ? 'without-durability.js' : null;
    const app = await AppProcess.start(run, await prepareApp(run, cluster.database.url, POOL), preload);
    const members = await signInAll(app.url, MEMBERS);
    const accounts = await Promise.all(members.map((member) => addAccount(app.url, member)));
    // So that a control loses commands, and not the sessions that they are sent in.
    await cluster.sql('CHECKPOINT');

    const log: Log = { acknowledged: [], unknown: 0, faults: [] };
    let killing = true;
    const enough = () => !run.inTime() || (!killing && log.acknowledged.length >= size.commands);
    const writers = Array.from({ length: WRITERS }, (_, lane) => ({
      member: members[lane % MEMBERS] as Member,
      accountId: accounts[lane % MEMBERS] ?? '',
      chance: new Chance(chance.whole(0, 1e9)),
    }));
    const writing = Promise.all(writers.map((writer) => write(() => app.url, writer, log, enough)));
    const recoveries = await killAgainAndAgain(run, { cluster, app, log, ...size }).finally(() => (killing = false));
    await writing;
    return judge(run, { cluster, app, log, recoveries, members });
  },
};

interface Victims {
  readonly cluster: Cluster;
  readonly app: AppProcess;
  readonly log: Log;
  readonly kills: number;
  readonly commands: number;
}

/** Gives how long it took, each time, until the app served again; in milliseconds. */
async function killAgainAndAgain(
  run: Run,
  { cluster, app, log, kills, commands }: Victims,
): Promise<readonly number[]> {
  const recoveries: number[] = [];
  const between = commands / (2 * kills + 1);
  for (let kill = 0; run.goesOn(kill, 2 * kills); kill++) {
    const next = log.acknowledged.length + run.chance.whole(between / 2, between);
    while (log.acknowledged.length < next && run.inTime()) await setTimeout(5);
    const killed = Date.now();
    if (kill % 2 === 0) await cluster.kill().then(() => cluster.revive());
    else await app.end('SIGKILL').then(() => app.revive());
    await app.untilServing();
    recoveries.push(Date.now() - killed);
  }
  return recoveries;
}

interface Aftermath extends Pick<Victims, 'cluster' | 'app' | 'log'> {
  readonly recoveries: readonly number[];
  readonly members: readonly Member[];
}

async function judge(run: Run, { cluster, app, log, recoveries, members }: Aftermath): Promise<Finding> {
  const { acknowledged, unknown, faults } = log;
  if (run.sabotage === FORGOTTEN) await cluster.sql('DELETE FROM command');
  const { asked, different } = await otherAnswers(() => app.url, acknowledged);
  const { lost, doubled } = await wrongEffects(cluster, acknowledged);
  const slowest = Math.max(0, ...recoveries);
  const unsound = await audit(
    cluster,
    members.map(({ userId }) => userId),
  );
  return {
    figure:
      `${recoveries.length} kills, ${acknowledged.length} acknowledged, ${unknown} unknown and sent again: ` +
      `${lost.length} lost, ${doubled.length} doubled, ${different.length} of ${asked} answered otherwise, ` +
      `serving again within ${(slowest / 1_000).toFixed(1)} s`,
    faults: [
      ...faults,
      ...lost.map((key) => `${key} was acknowledged and is lost.`),
      ...doubled.map((key) => `${key} took effect twice.`),
      ...different.map((key) => `${key} got another answer when it was asked again.`),
      ...(slowest > PATIENCE_MS ? [`It took ${slowest} ms to serve again.`] : []),
      ...unsound,
    ],
  };
}
