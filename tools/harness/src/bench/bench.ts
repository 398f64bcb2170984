import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { Tenants } from '@singularity/backend/database/tenants.js';
import { Replay } from '@singularity/backend/event-store/replay.js';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { addMember, openArchive } from './archive.js';
import type { Archive } from './archive.js';
import { connect } from './bare-inserts.js';
import { ROLE_ID, startBenchWorld } from './bench-world.js';
import type { BenchWorld } from './bench-world.js';
import { bulkContest, commandContest, dayContest, longLedgerContest } from './command-contests.js';
import { hold, perSecond, USUAL } from './contest.js';
import type { Contest, Contestant, Turns } from './contest.js';
import { createPagedRead } from './paged-read.js';
import { PAST_TRADES, PAST_TURNS, pastContest } from './past-contest.js';
import { addReaders, aggregateContest, lengthContests } from './read-contests.js';
import { storageReport } from './stored-bytes.js';

const CONNECTIONS = [1, 16];
const MOST_CONNECTIONS = Math.max(...CONNECTIONS);
const REPLAYED_TRADES = 5_000;
/** How many trades those have who read; the middle one is asked what means every trade. */
const LENGTHS = [100, 100_000, 1_000_000];
const QUICK_LENGTHS = [100, 10_000];
const QUICK: Turns = { rounds: 3, ms: 300 };
/** A turn is one piece of work, however long it takes. */
const ONCE: Turns = { rounds: 3, ms: 0 };

const { quick = false } = parseArgs({ options: { quick: { type: 'boolean' } } }).values;
const turns = quick ? QUICK : USUAL;

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

async function measure(world: BenchWorld): Promise<void> {
  const say = (text: string) => process.stdout.write(`${text}\n\n`);
  // The stand-in lets two members in by itself; four share the load better.
  for (const id of Object.values(DEMO_IDS)) world.discord.setRoles(id, [ROLE_ID]);
  const archive = await openArchive(world);
  const superuser = await connect(world.superuserUrl);
  say(
    'Each line against the first of its table, in turns; median of the rounds. Only the ratios mean something elsewhere.',
  );
  const readers = await addReaders(world, archive, superuser, quick ? QUICK_LENGTHS : LENGTHS);
  for (const contest of lengthContests(world, readers)) say(await hold(contest, turns));
  if (readers[1]) say(await hold(aggregateContest(world, superuser, readers[1]), turns));
  const [short, long] = [readers[0], readers.at(-1)];
  if (short && long) say(await hold(await longLedgerContest(archive, superuser, { short, long }), turns));
  for (const connections of CONNECTIONS) say(await hold(await commandContest(world, archive, connections), turns));
  say(await hold(await dayContest(archive), turns));
  say(await hold(await bulkContest(world, archive), ONCE));
  say(await hold(await replayContest(world, archive), turns));
  if (!quick)
    for (const trades of PAST_TRADES)
      say(await hold(await pastContest(world, archive.get(Tenants), trades), PAST_TURNS));
  say(await storageReport(world, DEMO_IDS.one));
  await superuser.end();
  await archive.close();
}

async function main(): Promise<void> {
  const world = await startBenchWorld(MOST_CONNECTIONS);
  try {
    await measure(world);
  } catch (error) {
    // Before all connections end, and each of them says so.
    process.stderr.write(`${String(error)}\n`);
    throw error;
  } finally {
    await world.close();
  }
}

await main();
process.exit(0);
