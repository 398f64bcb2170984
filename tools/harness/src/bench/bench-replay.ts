import 'reflect-metadata';
import type pg from 'pg';
import { newId } from '@singularity/backend/runtime/new-id.js';
import { Tenants } from '@singularity/backend/database/tenants.js';
import { ConcurrencyLimiter } from '@singularity/backend/runtime/concurrency-limiter.js';
import { Replay } from '@singularity/backend/event-store/replay.js';
import { openArchive } from './archive.js';
import type { Archive } from './archive.js';
import { connect } from './bare-inserts.js';
import { fillLedger } from './bench-ledger.js';
import { startBenchWorld } from './bench-world.js';
import { hold } from './contest.js';
import type { Contest, Contestant, Turns } from './contest.js';
import { PAGED_READ_NOTE, readPages } from './paged-read.js';
import type { BenchLedger } from './paged-read.js';

/** Two events a trade. */
const LEDGERS = [
  { members: 1, trades: 150_000 },
  { members: 1_000, trades: 150 },
];
/** A turn is one replay, however long it takes. */
const TURNS: Turns = { rounds: 3, ms: 0 };
const SIDE_BY_SIDE = 4;
const READ_MODELS = ['settings', 'trade', 'execution', 'realization', 'day_stats', 'setup_stats'];

async function fill(archive: Archive, { members, trades }: (typeof LEDGERS)[number]): Promise<readonly BenchLedger[]> {
  const ledgers: BenchLedger[] = [];
  for (const userId of Array.from({ length: members }, () => newId()))
    ledgers.push({ userId, events: await fillLedger(archive.get(Tenants), userId, trades) });
  return ledgers;
}

async function replayContest(archive: Archive, client: pg.Client, ledgers: readonly BenchLedger[]): Promise<Contest> {
  const replay = archive.get(Replay);
  const ids = ledgers.map(({ userId }) => userId);
  const events = ledgers.reduce((all, ledger) => all + ledger.events, 0);
  const forEach = async (work: (id: string) => Promise<unknown>) => {
    const lanes = new ConcurrencyLimiter(SIDE_BY_SIDE);
    await Promise.all(ids.map((id) => lanes.run(() => work(id))));
  };
  const drop = async (tables: readonly string[]) => {
    for (const table of tables) await client.query(`DELETE FROM ${table} WHERE user_id = ANY($1)`, [ids]);
    for (const table of tables) await client.query(`VACUUM ${table}`);
  };
  const contestant = (
    name: string,
    note: string,
    work: () => Promise<unknown>,
    before: () => Promise<unknown> = () => Promise.resolve(),
  ): Contestant => ({
    name,
    note,
    measure: async () => {
      await before();
      const begin = performance.now();
      await work();
      return (events * 1_000) / (performance.now() - begin);
    },
  });
  const rebuild = () => forEach((id) => replay.rebuild(id));
  await rebuild();
  await client.query('ANALYZE');
  return {
    title: `Replaying ${events.toLocaleString('en')} events, members: ${ids.length.toLocaleString('en')}`,
    unit: 'events/s',
    contestants: [
      contestant('paged read', PAGED_READ_NOTE, async () => {
        for (const ledger of ledgers) await readPages(client, ledger);
      }),
      contestant('replay', 'read, fold, make all rows, compare with those that stand; nothing to write', rebuild),
      contestant('replay, a new read model', 'the same, and fill setups from the past', rebuild, () =>
        drop(['setup_stats']),
      ),
      contestant('replay, no rows', 'the same, and write every row there is', rebuild, () => drop(READ_MODELS)),
    ],
    close: () => Promise.resolve(),
  };
}

async function main(): Promise<void> {
  const say = (text: string) => process.stdout.write(`${text}\n\n`);
  const begin = performance.now();
  const world = await startBenchWorld(2 * SIDE_BY_SIDE);
  try {
    const archive = await openArchive(world);
    const client = await connect(world.superuserUrl);
    say(
      `Each line against the first of its table, in turns; median of ${TURNS.rounds} rounds. Only the ratios travel.`,
    );
    for (const kind of LEDGERS) say(await hold(await replayContest(archive, client, await fill(archive, kind)), TURNS));
    const { maxRSS } = process.resourceUsage();
    say(`Took ${Math.round((performance.now() - begin) / 1_000)} s; at most ${Math.round(maxRSS / 1024)} MB.`);
    await client.end();
    await archive.close();
  } finally {
    await world.close();
  }
}

await main();
process.exit(0);
