import { setTimeout } from 'node:timers/promises';
import { AppProcess, prepareApp } from './app.js';
import { audit } from './audit.js';
import { ask, isDone, signInAll } from './client.js';
import type { Command, Member } from './client.js';
import { startCluster } from './cluster.js';
import type { Cluster } from './cluster.js';
import { wrongEffects } from './effects.js';
import type { Run, Scenario } from './scenario.js';
import { startTcpProxy } from './tcp-proxy.js';
import { tradeOf } from './writers.js';
import type { Acknowledged } from './writers.js';

const POOL = 10;
const WRITERS = 16;
const MEMBERS = 4;
const SIZES = { brief: 1, quick: 3, long: 50 } as const;
/** How much later every COMMIT is answered, so that there is something under way at any moment. */
const SLOWED_MS = 500;
/** What was sent so long before the signal has arrived at the app. */
const ARRIVED_MS = 250;
/** How long the app may take to end. */
const MOST_MS = 10_000;
const COMMITTED = Buffer.from('COMMIT\0');

const KILLED = 'SIGKILL in the place of SIGTERM';

interface Sent {
  readonly member: Member;
  readonly command: Command & { readonly key: string };
  readonly mark: string;
  readonly at: number;
}

interface Round {
  readonly unanswered: Sent[];
  over: boolean;
}

interface Tally {
  readonly acknowledged: Acknowledged[];
  answered: number;
  slowest: number;
  readonly faults: string[];
}

let serial = 0;

/** SIGTERM while many write: whatever had arrived is answered whole, what was acknowledged stands, and the app ends. */
export const restarts: Scenario = {
  name: 'restarts',
  controls: [KILLED],
  async run(run) {
    const cluster = await startCluster(run, POOL);
    const wire = await startTcpProxy(run, cluster.port);
    const url = Object.assign(new URL(cluster.database.url), { port: String(wire.port) }).href;
    const app = await AppProcess.start(run, await prepareApp(run, url, POOL));
    const members = await signInAll(app.url, MEMBERS);
    wire.delay = (answer) => (answer.includes(COMMITTED) ? SLOWED_MS : 0);

    const tally: Tally = { acknowledged: [], answered: 0, slowest: 0, faults: [] };
    const rounds = SIZES[run.size];
    for (let round = 0; run.goesOn(round, rounds); round++) {
      if (!app.isRunning) await app.revive();
      await stopUnderLoad(run, { app, cluster, members }, tally);
    }
    const { lost, doubled } = await wrongEffects(cluster, tally.acknowledged);
    const userIds = members.map(({ userId }) => userId);
    return {
      figure:
        `${rounds} times under ${WRITERS} writers: ${tally.answered} answered, ${tally.faults.length} cut off or late, ` +
        `${lost.length} of ${tally.acknowledged.length} acknowledged lost, ended within ${(tally.slowest / 1_000).toFixed(1)} s`,
      faults: [
        ...tally.faults,
        ...lost.map((key) => `${key} was acknowledged and is lost.`),
        ...doubled.map((key) => `${key} took effect twice.`),
        ...(await audit(cluster, userIds)),
      ],
    };
  },
};

interface Setup {
  readonly app: AppProcess;
  readonly cluster: Cluster;
  readonly members: readonly Member[];
}

async function stopUnderLoad(run: Run, { app, cluster, members }: Setup, tally: Tally): Promise<void> {
  const round: Round = { unanswered: [], over: false };
  const writing = Promise.all(
    Array.from({ length: WRITERS }, (_, lane) => write(app.url, members[lane % MEMBERS] as Member, round, tally)),
  );
  await setTimeout(run.chance.whole(2_000, 4_000));
  const stopped = Date.now();
  const code = await app.end(run.sabotage === KILLED ? 'SIGKILL' : 'SIGTERM');
  const took = Date.now() - stopped;
  round.over = true;
  await writing;
  tally.slowest = Math.max(tally.slowest, took);
  if (code !== 0) tally.faults.push(`It ended with the code ${code}.`);
  if (took > MOST_MS) tally.faults.push(`It took ${took} ms to end.`);
  const done = await doneOf(cluster, round.unanswered);
  for (const { command, at } of round.unanswered)
    if (done.has(command.key)) tally.faults.push(`${command.key} was done, and its answer cut off.`);
    else if (at < stopped - ARRIVED_MS) tally.faults.push(`${command.key} was cut off.`);
}

/** One command after the other, until one gets no answer because the app is gone. */
async function write(appUrl: string, member: Member, round: Round, tally: Tally): Promise<void> {
  while (!round.over) {
    const key = `restart-${++serial}`;
    const mark = `Written by ${key}.`;
    const command = { method: 'POST', path: '/api/user/trades', body: tradeOf(null, mark), key };
    const sent = { member, command, mark, at: Date.now() };
    const answer = await ask(appUrl, member, command);
    if (!answer) return void round.unanswered.push(sent);
    tally.answered++;
    if (![201, 503].includes(answer.status)) tally.faults.push(`${key} was answered ${answer.status}.`);
    if (isDone(answer)) tally.acknowledged.push({ member, command, mark, first: answer });
  }
}

async function doneOf({ sql }: Cluster, sent: readonly Sent[]): Promise<ReadonlySet<string>> {
  const rows = await sql<{ key: string }>(
    'SELECT idempotency_key AS key FROM command WHERE idempotency_key = ANY($1)',
    [sent.map(({ command }) => command.key)],
  );
  return new Set(rows.map(({ key }) => key));
}
