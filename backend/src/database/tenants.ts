import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient, QueryConfig } from 'pg';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { isServing, timeLeft } from '../runtime/request-context.js';
import { OutOfTime, refuseWhenLate } from './patient-client.js';
import type { PatientClient } from './patient-client.js';
import { Presence } from './presence.js';
import { ReadTurns } from './read-turns.js';

/** One transaction of one member: the only way to the tables that hold members' data. */
export interface TenantTransaction {
  readonly userId: string;
  /** Runs one statement; every one on a tenant table still names `user_id = $n`, which routes it and is the first wall. */
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** However long its statements take from here on: the limits are for requests. */
  takeTime(): Promise<void>;
  /** TypeORM on the same connection, for reading. */
  readonly manager: EntityManager;
}

type TenantClient = PoolClient & Pick<PatientClient, 'takesTime'>;

/** Reads of one member that a process has its database work on at a time, however many requests they are of. */
const READS_OF_ONE = 2;
/** Less than one read in twenty of the others meets one of a member who reads on and on. */
const BUDGET = { size: 1_000, refillPerMs: 0.03, mostRestMs: 4_000 };
/** Connections that reads leave to writes, and to what is done for no request. */
const KEPT_FOR_OTHERS = 2;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** More different statements than the app has; what is put together at run time must not fill the memory of connections. */
const MOST_PREPARED = 200;
const names = new Map<string, string>();

/**
 * A statement with parameters gets a name, under which each connection prepares it once: PostgreSQL would otherwise spend
 * more time on planning a command's statements than on running them.
 */
function statement(text: string, parameters?: readonly unknown[]): QueryConfig {
  if (!parameters) return { text };
  if (!names.has(text) && names.size < MOST_PREPARED) names.set(text, `s${names.size}`);
  const name = names.get(text);
  return { text, values: [...parameters], ...(name === undefined ? {} : { name }) };
}

@Injectable()
export class Tenants {
  private readonly reads: ReadTurns;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Presence) presence = new Presence(),
  ) {
    const running = Math.max(1, (dataSource.options.poolSize ?? 1) - KEPT_FOR_OTHERS);
    const limits = { running, runningOfOne: READS_OF_ONE, most: Infinity, mostOfOne: Infinity };
    this.reads = new ReadTurns(limits, BUDGET, presence);
  }

  /** A transaction bound to one member. Row level security hides all others; an error rolls everything back. */
  withTenant<Result>(userId: string, work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    return this.transaction(['BEGIN', 'COMMIT'], userId, work);
  }

  /** As `withTenant`, but read-only and with every statement seeing the same moment. Requests wait for it by turns. */
  async readTenant<Result>(userId: string, work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    const read = () => this.readAtOnce(userId, work);
    if (!isServing()) return read();
    return this.reads.run(userId, read, { ms: timeLeft(), late: () => new OutOfTime() });
  }

  /** The same without waiting for a turn: for the little that decides whether anything else is asked. */
  readAtOnce<Result>(userId: string, work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    // What has changed nothing need not wait for a COMMIT.
    return this.transaction(['BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', 'ROLLBACK'], userId, work);
  }

  private async transaction<Result>(
    [begin, end]: readonly [string, string],
    userId: string,
    work: (tx: TenantTransaction) => Promise<Result>,
  ): Promise<Result> {
    if (!UUID.test(userId)) throw new TypeError('A user id is a UUID in lower case.');
    refuseWhenLate();
    const runner = this.dataSource.createQueryRunner();
    const client = (await runner.connect()) as TenantClient;
    let broken: Error | undefined;
    try {
      // Once more, after the wait for a connection.
      refuseWhenLate();
      // SET LOCAL as a statement: set_config() would not reach the workers of a Citus cluster.
      await client.query(`${begin}; SET LOCAL app.user_id = '${userId}'`);
      const result = await work({
        userId,
        manager: runner.manager,
        takeTime: () => takeTime(client),
        query: async <Row>(sql: string, parameters?: readonly unknown[]) => {
          refuseWhenLate();
          return (await client.query(statement(sql, parameters))).rows as Row[];
        },
      });
      refuseWhenLate();
      await client.query(end);
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
      throw error;
    } finally {
      client.takesTime = false;
      // A connection that could not even roll back must not go back into the pool.
      if (broken) client.emit('error', broken);
      await runner.release();
    }
  }
}

async function takeTime(client: TenantClient): Promise<void> {
  client.takesTime = true;
  await client.query('SET LOCAL statement_timeout = 0');
  await client.query('SET LOCAL lock_timeout = 30000');
  await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
}
