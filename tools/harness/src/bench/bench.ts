import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { v7 as uuidv7 } from 'uuid';
import { exactly, parseInstant } from '@singularity/domain';
import type { DecimalText, Instant } from '@singularity/domain';
import { AppModule } from '@singularity/backend/app.module.js';
import { Tenants } from '@singularity/backend/database/tenants.js';
import { Ledger } from '@singularity/backend/event-store/ledger.js';
import { Replay } from '@singularity/backend/event-store/replay.js';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { toAddTrade } from '@singularity/backend/trades/trades.commands.js';
import { tradeStreamHandler } from '@singularity/backend/trades/trades.stream-handler.js';
import type { AddTradeBody } from '@singularity/contract/wire';
import { createBareInserts } from './bare-inserts.js';
import { createPoster, signIn } from './bench-client.js';
import { fillLedger } from './bench-ledger.js';
import { ROLE_ID, startBenchWorld } from './bench-world.js';
import type { BenchWorld } from './bench-world.js';
import { hold, perSecond } from './contest.js';
import type { Contest, Contestant } from './contest.js';
import { createPagedRead } from './paged-read.js';
import { storageReport } from './stored-bytes.js';
import { PAST_TRADES, PAST_TURNS, pastContest } from './past-contest.js';

const CONNECTIONS = [1, 16];
const MOST_CONNECTIONS = Math.max(...CONNECTIONS);
const REPLAYED_TRADES = 5_000;

type Archive = Awaited<ReturnType<typeof openArchive>>;

function openArchive({ database }: BenchWorld) {
  const archive = { module: class Bench {}, imports: AppModule.archive({ database }) };
  return NestFactory.createApplicationContext(archive, { logger: ['error', 'warn'] });
}

let trades = 0;

/** A trade that was closed; each on another day than the last, as a day holds few of them in life. */
function nextTrade(): AddTradeBody {
  const day = new Date(Date.UTC(2000, 0, 1 + (trades++ % 9_000))).toISOString().slice(0, 10);
  return {
    symbol: 'AAPL',
    assetType: 'stock',
    direction: 'LONG',
    quantity: exactly('10'),
    entryPrice: exactly('187.23'),
    entryAt: parseInstant(`${day}T14:30:00Z`) as Instant,
    exitPrice: exactly('191.10'),
    exitAt: parseInstant(`${day}T15:30:00Z`) as Instant,
    fees: '1.30' as DecimalText,
    notes: 'Waited for the retest of the opening range.',
    tags: ['breakout'],
  };
}

/** A member with a ledger of so many trades, and the rows that follow from them. */
async function addMember(archive: Archive, tradesInLedger: number): Promise<{ userId: string; events: number }> {
  const userId = uuidv7();
  const events = await fillLedger(archive.get(Tenants), userId, tradesInLedger);
  await archive.get(Replay).rebuild(userId);
  return { userId, events };
}

async function commandContest(world: BenchWorld, archive: Archive, connections: number): Promise<Contest> {
  const bare = await createBareInserts(world.superuserUrl, connections, nextTrade());
  const members = await Promise.all(Array.from({ length: connections }, () => addMember(archive, 100)));
  const ledger = archive.get(Ledger);
  const addTrade = (lane: number) =>
    ledger.handle(tradeStreamHandler, {
      userId: members[lane]?.userId ?? '',
      streamId: null,
      origin: 'api',
      command: toAddTrade(nextTrade()),
    });
  const people = Object.values(DEMO_IDS);
  const passes = await Promise.all(people.slice(0, connections).map((id) => signIn(world.appUrl, id)));
  const post = createPoster(world.appUrl, connections);
  const postTrade = (lane: number) => post('/api/user/trades', pick(passes, lane), nextTrade());

  const contestant = (name: string, note: string, once: (lane: number) => Promise<unknown>): Contestant => ({
    name,
    note,
    measure: (ms) => perSecond(connections, ms, once),
  });
  return {
    title: `Adding a trade, ${connections === 1 ? '1 connection' : `${connections} connections`}`,
    unit: 'per second',
    contestants: [
      contestant('bare insert', 'one event by pg, in a table like ours, autocommit', bare.insert),
      contestant('command', 'Ledger.handle: decide, record, all rows and buckets; a member each', addTrade),
      contestant('POST /api/user/trades', `the whole app in its own process; members: ${passes.length}`, postTrade),
    ],
    close: bare.close,
  };
}

async function replayContest(world: BenchWorld, archive: Archive): Promise<Contest> {
  const { userId, events } = await addMember(archive, REPLAYED_TRADES);
  const replay = archive.get(Replay);
  const paged = await createPagedRead(world.superuserUrl, { userId, events });
  const contestant = (name: string, note: string, once: () => Promise<unknown>): Contestant => ({
    name,
    note,
    measure: async (ms) => (await perSecond(1, ms, once)) * events,
  });
  return {
    title: `Replaying a ledger of ${events.toLocaleString('en')} events`,
    unit: 'events/s',
    contestants: [
      contestant('paged read', paged.note, paged.read),
      contestant('replay --check', 'read, fold, make all rows, compare with those that stand', () =>
        replay.check(userId),
      ),
      contestant('replay', 'read, fold, make all rows, write them in one transaction', () => replay.rebuild(userId)),
    ],
    close: paged.close,
  };
}

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}

async function main(): Promise<void> {
  const say = (text: string) => process.stdout.write(`${text}\n\n`);
  const world = await startBenchWorld(MOST_CONNECTIONS);
  try {
    // The stand-in lets two members in by itself; four share the load better.
    for (const id of Object.values(DEMO_IDS)) world.discord.setRoles(id, [ROLE_ID]);
    const archive = await openArchive(world);
    say(
      'Each line against the first of its table, in turns; median of the rounds. Only the ratios mean something elsewhere.',
    );
    for (const connections of CONNECTIONS) say(await hold(await commandContest(world, archive, connections)));
    say(await hold(await replayContest(world, archive)));
    for (const trades of PAST_TRADES)
      say(await hold(await pastContest(world, archive.get(Tenants), trades), PAST_TURNS));
    say(await storageReport(world, DEMO_IDS.one));
    await archive.close();
  } finally {
    await world.close();
  }
}

await main();
process.exit(0);
