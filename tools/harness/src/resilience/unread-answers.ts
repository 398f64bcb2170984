import { setTimeout } from 'node:timers/promises';
import { createPoster } from '../bench/bench-client.js';
import { AppProcess, prepareApp } from './app.js';
import { ask, signInAll } from './client.js';
import type { Member } from './client.js';
import { ON_DISK, startCluster } from './cluster.js';
import { openSocket, requestText } from './raw-requests.js';
import type { Scenario } from './scenario.js';
import { tradeOf } from './writers.js';

const POOL = 10;
const TRADES = '/api/user/trades';
/** A list of 4 MB and a file of 10: more than what the two ends of a connection hold between them. */
const MEMBERS_TRADES = 500;
const NOTE = 'x'.repeat(20_000);
/** Answers that nobody takes, and for how long at least. */
const SIZES = {
  brief: { files: 60, lists: 300, forMs: 12_000 },
  quick: { files: 60, lists: 300, forMs: 20_000 },
  long: { files: 60, lists: 300, forMs: 300_000 },
} as const;
/** What the app may grow by: 64 MB that are unread, what is being made, and what the collector has not come to yet. */
const MOST_BYTES = 300 * 1024 * 1024;
/** How long another member may wait; the machine has more to do. */
const MOST_MS = 5_000;
/** Until clients that take nothing are cut, and their member is served again. */
const CUT_MS = 90_000;

const NO_LIMIT = 'an app that makes every answer, whether it is taken or not';

interface Seen {
  readonly faults: string[];
  asked: number;
  slowest: number;
  most: number;
}

/** Clients that ask for much and take nothing: memory stays bounded, others are served, and in the end they are cut. */
export const unreadAnswers: Scenario = {
  name: 'unread-answers',
  controls: [NO_LIMIT],
  async run(run) {
    const cluster = await startCluster(run, POOL, {}, ON_DISK);
    const preload = run.sabotage === NO_LIMIT ? 'without-unread-limit.js' : null;
    const app = await AppProcess.start(run, await prepareApp(run, cluster.database.url, POOL), preload);
    const [greedy, other] = (await signInAll(app.url, 2)) as [Member, Member];
    const post = createPoster(app.url, 8);
    await post(TRADES, other.pass, tradeOf(null, 'Of another.'));
    await Promise.all(Array.from({ length: MEMBERS_TRADES }, () => post(TRADES, greedy.pass, tradeOf(null, NOTE))));
    const { files, lists, forMs } = SIZES[run.size];
    const before = await app.memory();
    const seen: Seen = { faults: [], asked: 0, slowest: 0, most: before };
    const paths = [...Array<string>(files).fill(`${TRADES}.csv`), ...Array<string>(lists).fill(`${TRADES}?limit=200`)];
    for (const path of paths) {
      const socket = await openSocket(run, app.url);
      socket.write(requestText(app.url, greedy, { method: 'GET', path }));
    }
    const begun = Date.now();
    while (run.goesOn(Date.now() - begun, forMs)) await look(app, other, seen);
    const servedAfter = run.sabotage === null ? await untilServed(app, { greedy, other }, seen) : 0;
    const after = await app.memory();
    if (seen.most - before > MOST_BYTES) seen.faults.push(`The app grew by ${megabytes(seen.most - before)}.`);
    if (after - before > MOST_BYTES) seen.faults.push(`In the end it had grown by ${megabytes(after - before)}.`);
    return {
      figure:
        `${paths.length} answers unread: the app grew by ${megabytes(seen.most - before)} at most and ` +
        `${megabytes(after - before)} in the end; another member waited ${Math.round(seen.slowest)} ms at most in ` +
        `${seen.asked} requests; the member was served again after ${Math.round(servedAfter / 1_000)} s`,
      faults: seen.faults,
    };
  },
};

/** What another member meets, and how large the app is. */
async function look(app: AppProcess, other: Member, seen: Seen): Promise<void> {
  const from = performance.now();
  const answer = await ask(app.url, other, { method: 'GET', path: `${TRADES}?limit=50` });
  const took = performance.now() - from;
  seen.asked++;
  seen.slowest = Math.max(seen.slowest, took);
  seen.most = Math.max(seen.most, await app.memory());
  if (answer?.status !== 200) seen.faults.push(`Another member was answered ${answer?.status}.`);
  if (took > MOST_MS) seen.faults.push(`Another member waited ${Math.round(took)} ms.`);
  await setTimeout(100);
}

/** The clients are still there; gives how long until one who takes their answer is served all the same. */
async function untilServed(
  app: AppProcess,
  { greedy, other }: { readonly greedy: Member; readonly other: Member },
  seen: Seen,
): Promise<number> {
  const from = Date.now();
  while (Date.now() - from < CUT_MS) {
    if ((await ask(app.url, greedy, { method: 'GET', path: `${TRADES}?limit=1` }))?.status === 200)
      return Date.now() - from;
    await look(app, other, seen);
  }
  seen.faults.push('Clients that take nothing were never cut.');
  return Date.now() - from;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}
