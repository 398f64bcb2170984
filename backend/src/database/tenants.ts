import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import type { EntityManager, QueryRunner } from 'typeorm';
import { transactionSeconds } from '../runtime/metrics.js';
import { isServing, timeLeft } from '../runtime/request-context.js';
import { traced } from '../runtime/tracing.js';
import type { Statement } from './flight.js';
import { Flights } from './flights.js';
import type { FlightClient } from './flights.js';
import { OutOfTime, refuseWhenLate } from './patient-client.js';
import type { PatientClient } from './patient-client.js';
import { Presence } from './presence.js';
import { ReadTurns } from './read-turns.js';
import { SameDatabase } from './same-database.js';

/** One transaction of one member: the only way to the tables that hold members' data. */
export interface TenantTransaction {
  readonly userId: string;
  /**
   * Runs one statement; every one on a tenant table still names `user_id = $n`, which routes it and is the first wall.
   * What is asked without waiting, as by `Promise.all`, travels together and runs in the order of asking.
   */
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** A statement whose answer nobody needs: it travels with the next one, or with the COMMIT, which fails where it does. */
  send(sql: string, parameters?: readonly unknown[]): void;
  /** However long its statements take from here on: the limits are for requests. */
  takeTime(): void;
  /** Hears how the transaction ended. */
  onEnd(hear: (committed: boolean) => void): void;
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

interface Kind {
  readonly begin: string;
  readonly commits: boolean;
  /** Whether its end travels with what is asked. */
  readonly isOneTrip?: boolean;
}

const WRITING: Kind = { begin: 'BEGIN', commits: true };
const READING: Kind = { begin: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', commits: false };
const READING_AT_ONCE: Kind = { ...READING, isOneTrip: true };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** More different statements than the app has; what is put together at run time must not fill the memory of connections. */
const MOST_PREPARED = 200;

/**
 * A statement with parameters gets a name, under which each connection prepares it once: PostgreSQL would otherwise spend
 * more time on planning a command's statements than on running them.
 */
class StatementNames {
  /** Of all instances: a name means one text, whoever shares the connection. */
  private static given = 0;
  private readonly names = new Map<string, string>();

  of(text: string): string | undefined {
    if (!this.names.has(text) && this.names.size < MOST_PREPARED) this.names.set(text, `s${StatementNames.given++}`);
    return this.names.get(text);
  }
}

@Injectable()
export class Tenants {
  private readonly reads: ReadTurns;
  private readonly names = new StatementNames();

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Presence) presence = new Presence(),
    @Inject(SameDatabase) private readonly same = new SameDatabase(),
  ) {
    const running = Math.max(1, (dataSource.options.poolSize ?? 1) - KEPT_FOR_OTHERS);
    const limits = { running, runningOfOne: READS_OF_ONE, most: Infinity, mostOfOne: Infinity };
    this.reads = new ReadTurns(limits, BUDGET, presence);
  }

  /** A transaction bound to one member. Row level security hides all others; an error rolls everything back. */
  withTenant<Result>(userId: string, work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    return this.transaction(WRITING, userId, work);
  }

  /** As `withTenant`, but read-only and with every statement seeing the same moment. Requests wait for it by turns. */
  async readTenant<Result>(userId: string, work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    const read = () => this.transaction(READING, userId, work);
    if (!isServing()) return read();
    return this.reads.run(userId, read, { ms: timeLeft(), late: () => new OutOfTime() });
  }

  /**
   * The same without waiting for a turn, and in one trip: for the little that decides whether anything else is asked.
   * `work` asks all of it before it waits for anything.
   */
  readInOneTrip<Result>(userId: string, work: (tx: TenantTransaction) => Promise<Result>): Promise<Result> {
    return this.transaction(READING_AT_ONCE, userId, work);
  }

  private async transaction<Result>(
    kind: Kind,
    userId: string,
    work: (tx: TenantTransaction) => Promise<Result>,
  ): Promise<Result> {
    if (!UUID.test(userId)) throw new TypeError('A user id is a UUID in lower case.');
    refuseWhenLate();
    return traced(`${nameOf(kind)} transaction`, () => this.run(kind, userId, work));
  }

  private async run<Result>(
    { begin, commits, isOneTrip }: Kind,
    userId: string,
    work: (tx: TenantTransaction) => Promise<Result>,
  ): Promise<Result> {
    const runner = this.dataSource.createQueryRunner();
    const client = (await runner.connect()) as TenantClient;
    const flights = new Flights(client as FlightClient);
    const stop = transactionSeconds.startTimer({ kind: nameOf({ commits }) });
    const ends: ((committed: boolean) => void)[] = [];
    let committed = false;
    try {
      // Here and not before: this may be the connection by which it is noticed.
      if (commits) this.same.require();
      flights.send({ text: begin, name: begin });
      // SET LOCAL as a statement: set_config() would not reach the workers of a Citus cluster.
      flights.send({ text: `SET LOCAL app.user_id = '${userId}'` });
      const working = work({ ...this.open(userId, client, flights, runner), onEnd: (hear) => ends.push(hear) });
      if (isOneTrip) flights.send({ text: 'COMMIT', name: 'COMMIT' });
      const result = await working;
      if (commits) await commit(flights);
      committed = commits || isOneTrip === true;
      return result;
    } finally {
      stop();
      for (const hear of ends) hear(committed);
      const released = release(runner, client, flights, committed);
      // What can have changed nothing need not wait for its end.
      if (commits) await released;
    }
  }

  private open(
    userId: string,
    client: TenantClient,
    flights: Flights,
    runner: QueryRunner,
  ): Omit<TenantTransaction, 'onEnd'> {
    const statement = (text: string, values?: readonly unknown[]): Statement =>
      values ? { text, values, name: this.names.of(text) } : { text };
    // So TypeORM's statements travel with ours.
    const connection = { query: (text: string, values?: readonly unknown[]) => flights.ask({ text, values }) };
    runner.connect = () => Promise.resolve(connection);
    return {
      userId,
      manager: runner.manager,
      query: async <Row>(sql: string, parameters?: readonly unknown[]) =>
        (await flights.ask(statement(sql, parameters))).rows as Row[],
      send: (sql, parameters) => flights.send(statement(sql, parameters)),
      takeTime: () => {
        client.takesTime = true;
        flights.send({ text: 'SET LOCAL statement_timeout = 0' });
        flights.send({ text: 'SET LOCAL lock_timeout = 30000' });
        flights.send({ text: 'SET LOCAL idle_in_transaction_session_timeout = 0' });
      },
    };
  }
}

function nameOf({ commits }: Pick<Kind, 'commits'>): string {
  return commits ? 'write' : 'read';
}

async function commit(flights: Flights): Promise<void> {
  const { command } = await flights.ask({ text: 'COMMIT', name: 'COMMIT' });
  // PostgreSQL takes a transaction back without an error where a statement of it has failed.
  if (command !== 'COMMIT') throw new Error('A statement of the transaction has failed.');
}

async function release(runner: QueryRunner, client: TenantClient, flights: Flights, committed: boolean): Promise<void> {
  await flights.end();
  if (!committed && flights.begun)
    // A connection that could not even roll back must not go back into the pool.
    await client.query('ROLLBACK').catch((failure: Error) => client.emit('error', failure));
  client.takesTime = false;
  await runner.release();
}
