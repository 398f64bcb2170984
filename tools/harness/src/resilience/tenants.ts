import { NestFactory } from '@nestjs/core';
import type { PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import { newId } from '@singularity/backend/runtime/new-id.js';
import { AppModule } from '@singularity/backend/app.module.js';
import { fillLedger } from '../bench/bench-ledger.js';
import { Flight } from '@singularity/backend/database/flight.js';
import type { Statement } from '@singularity/backend/database/flight.js';
import { Tenants } from '@singularity/backend/database/tenants.js';
import { Replay } from '@singularity/backend/event-store/replay.js';
import { poolBehind } from '@singularity/backend/database/data-source.js';
import { startCluster } from './cluster.js';
import type { Run, Scenario } from './scenario.js';

const POOL = 5;
const LANES = 25;
const SIZES = { brief: 500, quick: 5_000, long: 100_000 } as const;
const TRADES = 20;
const SESSION_SETTING = 'SET instead of SET LOCAL';

/** Without a word about whose rows: only row level security stands between the two. */
const TABLES = ['event', 'trade', 'execution', 'realization', 'day_stats', 'settings', 'user_head'];
const ENDS = ['commit', 'commit', 'abort', 'timeout', 'error', 'outside'] as const;

interface Setup {
  readonly tenants: Tenants;
  readonly dataSource: DataSource;
  readonly userIds: readonly string[];
}

interface Tally {
  readonly ends: Map<string, number>;
  /** Rows that were seen of a member who had not asked. */
  foreign: number;
  /** Transactions that saw nothing of their own, and so prove nothing. */
  blind: number;
}

/** Two members' transactions, interleaved on few connections, with aborts and timeouts: nobody sees a row of the other. */
export const interleavedTenants: Scenario = {
  name: 'tenants',
  controls: [SESSION_SETTING],
  async run(run) {
    const setup = await prepare(run);
    const wanted = SIZES[run.size];
    const tally: Tally = { ends: new Map(), foreign: 0, blind: 0 };
    let begun = 0;
    const lane = async () => {
      while (run.goesOn(begun++, wanted)) await once(run, setup, tally);
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    const ends = [...tally.ends].map(([end, count]) => `${count} ${end}`).join(', ');
    return {
      figure: `${ends}: ${tally.foreign} rows of another member`,
      faults: [
        ...(tally.foreign > 0 ? [`${tally.foreign} rows were seen of a member who had not asked.`] : []),
        ...(tally.blind > 0 ? [`${tally.blind} transactions did not see their own rows.`] : []),
      ],
    };
  },
};

async function prepare(run: Run): Promise<Setup> {
  const { database } = await startCluster(run, POOL);
  const archive = { module: class Interleaved {}, imports: AppModule.archive({ database }) };
  const app = await NestFactory.createApplicationContext(archive, { logger: ['error'] });
  run.defer(() => app.close());
  const userIds = [newId(), newId()];
  for (const userId of userIds) {
    await fillLedger(app.get(Tenants), userId, TRADES);
    await app.get(Replay).rebuild(userId);
  }
  const dataSource = app.get(DataSource);
  if (run.sabotage === SESSION_SETTING) setForTheSession(dataSource);
  return { tenants: app.get(Tenants), dataSource, userIds };
}

async function once({ chance }: Run, { tenants, dataSource, userIds }: Setup, tally: Tally): Promise<void> {
  const [userId, table, end] = [chance.oneOf(userIds), chance.oneOf(TABLES), chance.oneOf(ENDS)];
  tally.ends.set(end, (tally.ends.get(end) ?? 0) + 1);
  if (end === 'outside') {
    // What a query that forgot its tenant would see.
    const rows = (await dataSource.query(`SELECT user_id FROM ${table}`)) as unknown[];
    tally.foreign += rows.length;
    return;
  }
  const work = tenants.withTenant(userId, async (tx) => {
    const rows = await tx.query<{ user_id: string }>(`SELECT user_id FROM ${table}`);
    tally.foreign += rows.filter(({ user_id }) => user_id !== userId).length;
    if (table === 'event' && rows.length === 0) tally.blind++;
    if (end === 'abort') throw new Error('Changed its mind.');
    if (end === 'error') await tx.query('SELECT 1 / 0');
    if (end === 'timeout') {
      await tx.query('SET LOCAL statement_timeout = 5');
      await tx.query('SELECT pg_sleep(1)');
    }
  });
  await work.catch((error: unknown) => {
    if (end === 'commit') throw error;
  });
}

function setForTheSession(dataSource: DataSource): void {
  const master = poolBehind(dataSource);
  const wrapped = new WeakSet<PoolClient>();
  master.on('acquire', (client) => {
    if (wrapped.has(client)) return;
    wrapped.add(client);
    const query = client.query.bind(client) as (...asked: unknown[]) => unknown;
    client.query = ((asked: unknown, ...rest: unknown[]) =>
      query(
        asked instanceof Flight ? new Flight(asked.statements.map(setBeyond)) : asked,
        ...rest,
      )) as PoolClient['query'];
  });
}

function setBeyond(statement: Statement): Statement {
  return { ...statement, text: statement.text.replace('SET LOCAL app.user_id', 'SET app.user_id') };
}
