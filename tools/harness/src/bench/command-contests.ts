import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import type pg from 'pg';
import { addMember, addTrade, addTrades, editTrade, nextTrade } from './archive.js';
import type { Archive } from './archive.js';
import { connect, createBareInserts } from './bare-inserts.js';
import { createPoster, signIn } from './bench-client.js';
import { usualPerDay } from './bench-ledger.js';
import type { BenchWorld } from './bench-world.js';
import { perSecond } from './contest.js';
import type { Contest, Contestant } from './contest.js';
import { copyLastRows, openEmmett } from './emmett.js';
import { addTwin, openPlainLoop } from './plain-loop.js';
import { recordTransactions } from './recorded-commands.js';

/** A member with so many trades. */
interface Member {
  readonly userId: string;
  readonly trades: number;
}

/** A member whose commands are run, and another one for whom their statements are sent again. */
interface Lane {
  readonly userId: string;
  readonly twin: string;
  readonly plain: Awaited<ReturnType<typeof openPlainLoop>>;
}

const CROWDED = 1_000;
const BULK = 5_000;

/** What it costs to add a trade, beside what PostgreSQL and another event store take for as much. */
export async function commandContest(world: BenchWorld, archive: Archive, connections: number): Promise<Contest> {
  const superuser = await connect(world.superuserUrl);
  const bare = await createBareInserts(world.superuserUrl, connections, nextTrade());
  const lanes = await inLanes(connections, async () => {
    const { userId } = await addMember(archive, 100);
    const twin = await addTwin(superuser, userId);
    return { userId, twin, plain: await openPlainLoop(world.database.url) };
  });
  const recorded = recordTransactions(lanes.map(({ userId }) => userId));
  await addTrade(archive, pick(lanes, 0).userId);
  const written = await copyLastRows(superuser, pick(lanes, 0).userId);
  const [two, same] = [await openEmmett(world.superuserUrl, null), await openEmmett(world.superuserUrl, written)];
  const people = Object.values(DEMO_IDS);
  const passes = await Promise.all(people.slice(0, connections).map((id) => signIn(world.appUrl, id)));
  const post = createPoster(world.appUrl, connections);

  const contestant = (name: string, note: string, once: (lane: number) => Promise<unknown>) =>
    ({ name, note, measure: (ms) => perSecond(connections, ms, once) }) satisfies Contestant;
  return {
    title: `Adding a trade, ${connections === 1 ? '1 connection' : `${connections} connections`}`,
    unit: 'per second',
    contestants: [
      contestant('bare insert', 'one event by pg, in a table like ours, autocommit', bare.insert),
      contestant('Emmett, two rows', 'appendToStream: an event and its stream', () => two.append(nextTrade())),
      contestant('Emmett, the rows of ours', 'the same, and our rows by an inline projection', () =>
        same.append(nextTrade()),
      ),
      contestant('command', 'Ledger.handle: decide, record, all rows and buckets; a member each', (lane) =>
        addTrade(archive, pick(lanes, lane).userId),
      ),
      {
        name: 'plain loop',
        note: 'the statements of those commands by pg, one after the other',
        measure: () => sendAgain(lanes, recorded),
      },
      contestant('POST /api/user/trades', `the whole app in its own process; members: ${passes.length}`, (lane) =>
        post('/api/user/trades', pick(passes, lane), nextTrade()),
      ),
    ],
    pairs: [
      ['command', 'plain loop'],
      ['command', 'Emmett, the rows of ours'],
      ['POST /api/user/trades', 'command'],
    ],
    close: async () => {
      for (const { plain } of lanes) await plain.close();
      for (const closing of [two, same, bare]) await closing.close();
      await superuser.end();
    },
  };
}

/** What the commands of this round sent, once more; all of it, so that both have the same rows in the end. */
async function sendAgain(lanes: readonly Lane[], recorded: ReturnType<typeof recordTransactions>): Promise<number> {
  const work = lanes.map((lane) => ({ ...lane, sent: recorded.take(lane.userId) }));
  const begin = performance.now();
  await Promise.all(work.map(({ plain, sent, userId, twin }) => plain.send(sent, userId, twin)));
  return (work.reduce((sum, { sent }) => sum + sent.length, 0) * 1_000) / (performance.now() - begin);
}

/** Whether a day of many trades makes one more of them dear, and what a trade of today is spared that one of another month is not. */
export async function dayContest(archive: Archive): Promise<Contest> {
  const crowded = '2024-03-05';
  let days = 0;
  const emptyDay = () => new Date(Date.UTC(2010, 0, 1 + days++)).toISOString().slice(0, 10);
  const contestant = async (name: string, day: () => string | undefined, before = 0): Promise<Contestant> => {
    const { userId } = await addMember(archive, 100);
    const trades = Array.from({ length: before }, () => nextTrade(day()));
    await addTrades(archive, userId, trades);
    return { name, note: '', measure: (ms) => perSecond(1, ms, () => addTrade(archive, userId, nextTrade(day()))) };
  };
  return {
    title: 'Adding a trade to a day',
    unit: 'per second',
    contestants: [
      await contestant('that has none', emptyDay),
      await contestant(`that has ${CROWDED.toLocaleString('en')}`, () => crowded, CROWDED),
      await contestant('of today', () => undefined),
    ],
    close: () => Promise.resolve(),
  };
}

/** Whether a long ledger makes a command dear: one trade more, and one of early trades changed. */
export async function longLedgerContest(
  archive: Archive,
  superuser: pg.Client,
  { short, long }: { readonly short: Member; readonly long: Member },
): Promise<Contest> {
  const contestant = (name: string, once: () => Promise<unknown>): Contestant => ({
    name,
    note: '',
    measure: (ms) => perSecond(1, ms, once),
  });
  const adding = ({ userId, trades }: Member) =>
    contestant(`adding to ${trades.toLocaleString('en')}`, () => addTrade(archive, userId));
  const editing = async ({ userId, trades }: Member, note = '') => {
    const { rows } = await superuser.query<{ id: string }>(
      `SELECT trade_id AS id FROM trade WHERE user_id = $1 AND exit_price IS NOT NULL ORDER BY dated_at LIMIT 50`,
      [userId],
    );
    let edits = 0;
    const edit = () => editTrade(archive, userId, pick(rows, edits).id, `${190 + (edits++ % 7)}.25`);
    return contestant(`editing among ${trades.toLocaleString('en')}${note}`, edit);
  };
  // Three days as full as those of the long ledger.
  const tradesPerDay = usualPerDay(long.trades);
  const trades = 3 * tradesPerDay;
  const { userId } = await addMember(archive, trades, { tradesPerDay });
  const edits = [
    await editing(short),
    await editing(long),
    await editing({ userId, trades }, `, ${tradesPerDay} a day`),
  ] as const;
  return {
    title: 'A command in a short and in a long ledger',
    unit: 'per second',
    contestants: [adding(short), adding(long), ...edits],
    pairs: [
      [edits[1].name, edits[0].name],
      [edits[1].name, edits[2].name],
    ],
    close: () => Promise.resolve(),
  };
}

/** Many commands in one transaction, beside the one statement that would insert their events. */
export async function bulkContest(world: BenchWorld, archive: Archive): Promise<Contest> {
  const superuser = await connect(world.superuserUrl);
  const { userId } = await addMember(archive, 100);
  const trades = () => Array.from({ length: BULK }, () => nextTrade());
  await addTrades(archive, userId, trades());
  await superuser.query('CREATE TABLE IF NOT EXISTS bare_event (LIKE event INCLUDING ALL)');
  const { rows } = await superuser.query<{ events: string }>(
    `SELECT json_agg(e)::text AS events FROM
       (SELECT * FROM event WHERE user_id = $1 ORDER BY version DESC LIMIT $2) e`,
    [userId, BULK],
  );
  const events = rows[0]?.events ?? '[]';
  const timed = (work: () => Promise<unknown>) => async () => {
    const begin = performance.now();
    await work();
    return (BULK * 1_000) / (performance.now() - begin);
  };
  const insertAll = () =>
    superuser.query(
      `INSERT INTO bare_event SELECT * FROM json_populate_recordset(NULL::bare_event,
         replace($1, $2, gen_random_uuid()::text)::json)`,
      [events, userId],
    );
  return {
    title: `Adding ${BULK.toLocaleString('en')} trades at once`,
    unit: 'events/s',
    contestants: [
      { name: 'one insert', note: 'the same events in one statement, in a table like ours', measure: timed(insertAll) },
      {
        name: 'bulk',
        note: 'Ledger.handleAll: decide, record, all rows and buckets',
        measure: timed(() => addTrades(archive, userId, trades())),
      },
    ],
    close: () => superuser.end(),
  };
}

/** One after the other, as they share a connection. */
async function inLanes(count: number, open: () => Promise<Lane>): Promise<readonly Lane[]> {
  const lanes: Lane[] = [];
  while (lanes.length < count) lanes.push(await open());
  return lanes;
}

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}
