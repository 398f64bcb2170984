import { setTimeout } from 'node:timers/promises';
import { createPoster } from '../bench/bench-client.js';
import { AppProcess, prepareApp } from './app.js';
import { ask, signInAll } from './client.js';
import type { Command, Member } from './client.js';
import { startCluster } from './cluster.js';
import type { Cluster } from './cluster.js';
import { openSocket, requestText } from './raw-requests.js';
import type { Run, Scenario } from './scenario.js';
import { tradeOf } from './writers.js';

const POOL = 5;
const SIZES = { brief: 1, quick: 5, long: 100 } as const;
/** Together more than what the two ends of a connection hold between them. */
const TRADES = 500;
const NOTE = 'x'.repeat(20_000);
const CONNECTIONS = 8;
/** Within which somebody is rid of a thief; in tests the machine has more to do. */
const MOST_MS = { brief: 5_000, quick: 2_000, long: 2_000 } as const;

const UNTIL_READ = 'an app where a write is over only when its answer is read';
const NOT_AT_ALL = 'a member who does not log out';

interface Setup {
  readonly appUrl: string;
  readonly cluster: Cluster;
  readonly ids: readonly string[];
}

/** With a stolen session somebody has ten megabytes answered and reads none of it: the member writes on, and logs both out. */
export const stolenSession: Scenario = {
  name: 'stolen-session',
  controls: [UNTIL_READ, NOT_AT_ALL],
  async run(run) {
    const cluster = await startCluster(run, POOL);
    const preload = run.sabotage === UNTIL_READ ? 'writes-until-read.js' : null;
    const app = await AppProcess.start(run, await prepareApp(run, cluster.database.url, POOL), preload);
    const [member] = (await signInAll(app.url, 1)) as [Member];
    const post = createPoster(app.url, CONNECTIONS);
    await Promise.all(Array.from({ length: TRADES }, () => post('/api/user/trades', member.pass, tradeOf(null, NOTE))));
    const trades = await cluster.sql<{ id: string }>('SELECT trade_id AS id FROM trade');
    const setup = { appUrl: app.url, cluster, ids: trades.map(({ id }) => id) };
    const faults: string[] = [];
    let slowest = 0;
    let rounds = 0;
    for (; run.goesOn(rounds, SIZES[run.size]) && faults.length === 0; rounds++)
      slowest = Math.max(slowest, await steal(run, setup, rounds, faults));
    return {
      figure: `${rounds} answers of 10 MB unread: log-out everywhere after ${Math.round(slowest)} ms at most`,
      faults,
    };
  },
};

/** Gives how long the log-out took, in milliseconds. */
async function steal(run: Run, { appUrl, cluster, ids }: Setup, round: number, faults: string[]): Promise<number> {
  const [[member], [thief]] = [await signInAll(appUrl, 1), await signInAll(appUrl, 1)] as [[Member], [Member]];
  const body = { ids, edit: { addTags: [`round-${round}`] } };
  const socket = await openSocket(run, appUrl);
  socket.write(requestText(appUrl, thief, { method: 'POST', path: '/api/user/trades/bulk', body }));
  await untilTagged(cluster, ids.length * (round + 1));
  const expectAnswer = async (from: Member, command: Command, status: number) => {
    const answer = await ask(appUrl, from, command);
    if (answer?.status !== status) faults.push(`${command.path} was answered ${answer?.status}, and not ${status}.`);
  };
  await expectAnswer(member, { method: 'POST', path: '/api/user/trades', body: tradeOf(null, 'Of the member.') }, 201);
  const from = performance.now();
  if (run.sabotage !== NOT_AT_ALL)
    await expectAnswer(member, { method: 'POST', path: '/api/auth/logout-everywhere' }, 204);
  const took = performance.now() - from;
  if (took > MOST_MS[run.size]) faults.push(`Log-out everywhere took ${Math.round(took)} ms.`);
  await expectAnswer(thief, { method: 'GET', path: '/api/auth/session' }, 401);
  socket.destroy();
  return took;
}

/** The bulk edit stands, and its answer is on the way. */
async function untilTagged(cluster: Cluster, edits: number): Promise<void> {
  for (;;) {
    const [found] = await cluster.sql<{ edits: string }>(
      `SELECT count(*) AS edits FROM event WHERE type = 'TradeEdited'`,
    );
    if (Number(found?.edits) >= edits) return;
    await setTimeout(20);
  }
}
