import type pg from 'pg';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { addPerson } from './archive.js';
import type { Archive } from './archive.js';
import { signIn } from './bench-client.js';
import type { Pass } from './bench-client.js';
import type { BenchWorld } from './bench-world.js';
import { perSecond } from './contest.js';
import type { Contest, Contestant } from './contest.js';

/** A member who reads, and how many trades they have. */
interface Reader {
  readonly trades: number;
  readonly userId: string;
  readonly pass: Pass;
}

/** What must cost as much however long the ledger is. */
const OF_ANY_LENGTH = [
  '/api/user/trades?limit=50',
  '/api/user/trades?limit=50&sort=netPnl',
  '/api/user/trades?limit=50&symbol=AMD',
  '/api/user/trades?limit=50&symbol=NONE',
  '/api/user/trades?limit=50&tag=gap',
  '/api/user/trades?limit=50&tag=none',
  '/api/user/trades?limit=50&tag=none&sort=netPnl',
  '/api/user/trades?limit=50&assetType=crypto',
  '/api/user/trades?limit=50&sort=quantity',
  '/api/user/trades/totals',
  '/api/user/stats',
  '/api/user/stats/days',
  '/api/user/stats/equity',
  '/api/user/stats/breakdown?by=weekday',
  '/api/user/stats/setups',
];

/** What means every trade, beside what PostgreSQL itself takes to add up the same rows. */
const OF_ALL = [
  '/api/user/stats/breakdown?by=symbol',
  '/api/user/stats/breakdown?by=hour',
  '/api/user/stats?symbol=AMD',
  '/api/user/stats?tag=gap',
  '/api/user/stats/explain?figure=netPnl&currency=USD',
];
const AGGREGATE = `SELECT symbol, count(*), sum(net), sum(fees), count(*) FILTER (WHERE net > 0)
  FROM realization WHERE user_id = $1 GROUP BY symbol`;

/** Members of the stand-in, each with a ledger of another length. */
export async function addReaders(
  world: BenchWorld,
  archive: Archive,
  superuser: pg.Client,
  lengths: readonly number[],
): Promise<readonly Reader[]> {
  const readers: Reader[] = [];
  for (const [index, trades] of lengths.entries()) {
    const discordId = Object.values(DEMO_IDS)[index] ?? '';
    const userId = await addPerson(archive, discordId, trades);
    readers.push({ trades, userId, pass: await signIn(world.appUrl, discordId) });
  }
  await superuser.query('VACUUM ANALYZE');
  return readers;
}

/** One route, asked by each reader: with few trades first. */
export function lengthContests(world: BenchWorld, readers: readonly Reader[]): readonly Contest[] {
  return OF_ANY_LENGTH.map((path) => {
    const [first, ...others] = readers.map((reader) => reading(world, reader, path));
    if (!first) throw new RangeError('Somebody has to read.');
    return { title: `GET ${path}`, unit: 'per second', contestants: [first, ...others], close: nothing };
  });
}

export function aggregateContest(world: BenchWorld, superuser: pg.Client, reader: Reader): Contest {
  const aggregate: Contestant = {
    name: 'plain SQL aggregate',
    note: 'count, sums and wins by symbol of the same rows, by pg',
    measure: (ms) => perSecond(1, ms, () => superuser.query(AGGREGATE, [reader.userId])),
  };
  return {
    title: `Reading ${reader.trades.toLocaleString('en')} trades`,
    unit: 'per second',
    contestants: [aggregate, ...OF_ALL.map((path) => ({ ...reading(world, reader, path), name: path.slice(10) }))],
    close: nothing,
  };
}

function reading({ appUrl }: BenchWorld, { trades, pass }: Reader, path: string): Contestant {
  const get = async () => {
    const answer = await fetch(new URL(path, appUrl), { headers: pass });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}.`);
  };
  return { name: `${trades.toLocaleString('en')} trades`, note: '', measure: (ms) => perSecond(1, ms, get) };
}

async function nothing(): Promise<void> {
  // Nothing is held.
}
