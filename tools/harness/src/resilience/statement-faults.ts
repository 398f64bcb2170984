import type { Pool, PoolClient, QueryConfig } from 'pg';
import type { DataSource } from 'typeorm';
import { Flight } from '@singularity/backend/database/flight.js';
import { poolBehind } from '@singularity/backend/database/data-source.js';

/** What happens to a statement: it fails unsent, it fails though it was done, or the connection ends in its place. */
export const WAYS = ['before', 'after', 'cut'] as const;
export type Way = (typeof WAYS)[number];

type Query = (asked: string | QueryConfig, values?: unknown) => Promise<unknown>;

/** PostgreSQL itself fails, so that the transaction is in the state that a failure leaves it in. */
const FAIL = `DO $$ BEGIN RAISE EXCEPTION 'One statement of the harness failed.' USING ERRCODE = '57014'; END $$`;

/** Stands between the app and its connections, and sees every statement. */
export class StatementFaults {
  private left = Infinity;
  private way: Way = 'before';
  private begin = '';

  /** With `autocommit`, each statement stands by itself: what transactions are there to prevent. */
  constructor(
    dataSource: DataSource,
    private readonly autocommit: boolean,
  ) {
    const master = poolBehind(dataSource);
    // Connections of before know nothing of this; there are none that are used yet.
    const connect = master.connect.bind(master) as (done: Connected) => void;
    type Connected = (error: Error | undefined, client: PoolClient | undefined, release: () => void) => void;
    const seen = new WeakSet<object>();
    master.connect = ((done: Connected) =>
      connect((error, client, release) => {
        if (client && !seen.has(client)) this.wrap(seen, client);
        done(error, client, release);
      })) as Pool['connect'];
  }

  /** Whether the n-th statement from now came, and the fault with it. */
  get hasStruck(): boolean {
    return this.left < 0;
  }

  arm(nth: number, way: Way): void {
    this.left = nth - 1;
    this.way = way;
  }

  disarm(): void {
    this.left = Infinity;
  }

  private wrap(seen: WeakSet<object>, client: PoolClient): void {
    seen.add(client);
    const query = client.query.bind(client) as Query;
    client.query = ((asked: string | QueryConfig | Flight, values?: unknown, done?: unknown) => {
      const callback = [values, done].find((argument) => typeof argument === 'function') as Done | undefined;
      type Done = (error: unknown, result?: unknown) => void;
      const result =
        asked instanceof Flight
          ? this.runEach(client, query, asked)
          : this.run(client, query, asked, typeof values === 'function' ? undefined : values);
      if (!callback) return result;
      result.then(
        (found) => callback(undefined, found),
        (error: unknown) => callback(error),
      );
      return undefined;
    }) as PoolClient['query'];
  }

  /** One after the other, as though they did not travel together: a fault strikes one of them. */
  private async runEach(client: PoolClient, query: Query, { statements }: Flight): Promise<readonly unknown[]> {
    const results: unknown[] = [];
    for (const { values = [], ...asked } of statements)
      results.push(await this.run(client, query, { ...asked, values: [...values] }));
    return results;
  }

  private async run(client: PoolClient, query: Query, asked: string | QueryConfig, values?: unknown): Promise<unknown> {
    const text = typeof asked === 'string' ? asked : asked.text;
    // A rollback is what a fault leads to, not what it strikes.
    const strikes = text !== 'ROLLBACK' && this.left-- === 0;
    if (strikes && this.way === 'before') return query(FAIL);
    if (strikes && this.way === 'cut') socketOf(client).destroy();
    const result = await query(asked, values);
    if (this.autocommit) await this.commitEach(query, text);
    return strikes && this.way === 'after' ? query(FAIL) : result;
  }

  private async commitEach(query: Query, text: string): Promise<void> {
    if (text.startsWith('BEGIN')) this.begin = text;
    else if (text.startsWith('SET LOCAL app.user_id')) this.begin = `BEGIN; ${text}`;
    else if (!/^(COMMIT|ROLLBACK)/.test(text) && this.begin) await query(`COMMIT; ${this.begin}`);
    else this.begin = '';
  }
}

function socketOf(client: PoolClient): { destroy(): void } {
  return (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream;
}
