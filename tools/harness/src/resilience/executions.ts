import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '@singularity/backend/app.module.js';
import { fillLedger } from '../bench/bench-ledger.js';
import { Tenants } from '@singularity/backend/database/tenants.js';
import { Replay } from '@singularity/backend/event-store/replay.js';
import { AppProcess, PEOPLE, prepareApp } from './app.js';
import { audit } from './audit.js';
import { ask, isDone, signInAll } from './client.js';
import type { Member } from './client.js';
import { ON_DISK, startCluster } from './cluster.js';
import type { Cluster } from './cluster.js';
import { commandOf, percentile } from './neighbours.js';
import type { Run, Scenario } from './scenario.js';

const POOL = 5;
const NEIGHBOURS = 3;
const EXITS = 480;
/** Trades of the member, each one event with so many exits; and pairs of spans in which they ask and do not. */
const SIZES = {
  brief: { trades: 100, rounds: 3 },
  quick: { trades: 300, rounds: 5 },
  long: { trades: 300, rounds: 30 },
} as const;
const SPAN_MS = 6_000;
/** A span begins with a moment that does not count. */
const LEAD_MS = 1_000;
const PAUSE_MS = 40;
/** How many times as long the slowest twentieth of the others' answers may take. */
const MOST = 2;
/** How long the days may take to be made anew. */
const ANEW_MS = 120_000;

const ON_MAIN = 'an app that works everything out on its main thread';

const QUESTIONS = [
  'stats?symbol=AAPL&symbol=MSFT',
  'stats/explain?figure=maxDrawdown&currency=USD&limit=5',
  'stats/breakdown?by=symbol',
  'stats/explain?figure=netPnl&currency=USD&limit=5&tag=breakout',
];
const ZONES = ['Asia/Tokyo', 'Europe/Berlin', 'America/Los_Angeles'];

interface Setup {
  readonly run: Run;
  readonly appUrl: string;
  readonly trader: Member;
  readonly others: readonly Member[];
}

/** A member of few events with a hundred thousand executions asks for all of them and changes the time zone: others hardly notice. */
export const executions: Scenario = {
  name: 'executions',
  controls: [ON_MAIN],
  async run(run) {
    const { trades, rounds } = SIZES[run.size];
    const cluster = await startCluster(run, POOL, {}, ON_DISK);
    await fillBeforehand(cluster, trades);
    const preload = run.sabotage === ON_MAIN ? 'all-on-the-main-thread.js' : null;
    const app = await AppProcess.start(run, await prepareApp(run, cluster.database.url, POOL), preload);
    const [trader, ...others] = (await signInAll(app.url, NEIGHBOURS + 1)) as [Member, ...Member[]];
    const setup = { run, appUrl: app.url, trader, others };
    await span(setup, false);
    const [alone, beside]: [number[], number[]] = [[], []];
    let asked = 0;
    while (run.goesOn(alone.length, rounds)) {
      // By turns first and second, so that neither always meets a warmer or a fuller database.
      for (const asking of alone.length % 2 === 0 ? [false, true] : [true, false]) {
        const seen = await span(setup, asking);
        (asking ? beside : alone).push(percentile(seen.took, 0.95));
        asked += seen.asked;
      }
    }
    await untilAnew(cluster, trader);
    const ratio = percentile(
      beside.map((p95, round) => p95 / (alone[round] ?? p95)),
      0.5,
    );
    const ms = (values: readonly number[]) => `${Math.round(percentile(values, 0.5))} ms`;
    return {
      figure:
        `${asked} questions and other time zones of a member with ${trades} events and ${trades * EXITS} realizations, ` +
        `${alone.length} pairs of spans: p95 of ${NEIGHBOURS} others ${ms(alone)} without and ${ms(beside)} with, ` +
        `ratio ${ratio.toFixed(2)} (medians)`,
      faults: [
        ...(ratio > MOST ? [`The others wait ${ratio.toFixed(2)} times as long.`] : []),
        ...(await audit(cluster, [trader.userId])),
      ],
    };
  },
};

/** Before the app starts: as commands it would take longer than all that is measured. */
async function fillBeforehand({ database, sql }: Cluster, trades: number): Promise<void> {
  const userId = randomUUID();
  await sql('INSERT INTO identity (discord_id, user_id, created_at) VALUES ($1, $2, now())', [PEOPLE[0], userId]);
  const archive = { module: class Filling {}, imports: AppModule.archive({ database }) };
  const app = await NestFactory.createApplicationContext(archive, { logger: ['error', 'warn'] });
  await fillLedger(app.get(Tenants), userId, trades, { exits: EXITS });
  await app.get(Replay).rebuild(userId);
  await app.close();
}

interface Span {
  /** What the others' requests took, in milliseconds. */
  readonly took: readonly number[];
  /** What the member was answered. */
  readonly asked: number;
}

async function span({ run, appUrl, trader, others }: Setup, asking: boolean): Promise<Span> {
  const begun = Date.now();
  const end = begun + SPAN_MS;
  const took: number[] = [];
  let asked = 0;
  const work = async (member: Member) => {
    for (let turn = 0; Date.now() < end; turn++) {
      const from = performance.now();
      const counts = Date.now() > begun + LEAD_MS;
      if (!isDone(await ask(appUrl, member, commandOf(turn)))) throw new Error('A neighbour was refused.');
      if (counts) took.push(performance.now() - from);
      await setTimeout(PAUSE_MS);
    }
  };
  const question = async () => {
    const timeZone = run.chance.oneOf(ZONES);
    if (asked === 0) await ask(appUrl, trader, { method: 'PATCH', path: '/api/user/settings', body: { timeZone } });
    for (let turn = 0; Date.now() < end; turn++) {
      const path = `/api/user/${QUESTIONS[turn % QUESTIONS.length]}`;
      const answer = await ask(appUrl, trader, { method: 'GET', path });
      // So much may be told to come again later, and so it does.
      if (isDone(answer)) asked++;
      else await setTimeout(1_000);
    }
  };
  await Promise.all([...others.map(work), ...(asking ? [question()] : [])]);
  return { took, asked };
}

/** Waits until the days are those of the last time zone. */
async function untilAnew({ sql }: Cluster, { userId }: Member): Promise<void> {
  const end = Date.now() + ANEW_MS;
  const isBehind = async () => {
    const [head] = await sql<{ behind: boolean }>(
      'SELECT bucket_settings IS NOT NULL AS behind FROM user_head WHERE user_id = $1',
      [userId],
    );
    return head?.behind ?? true;
  };
  while (Date.now() < end && (await isBehind())) await setTimeout(200);
}
