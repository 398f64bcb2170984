import pg from 'pg';
import type { Connection, QueryResult, Submittable } from 'pg';
import { columnTypes } from './column-types.js';

export interface Statement {
  readonly text: string;
  readonly values?: readonly unknown[] | undefined;
  /** Under which each connection prepares it once. */
  readonly name?: string | undefined;
}

/** What pg's own `Query` is told while its answer comes; its types leave it out. */
interface QueryInternals {
  readonly name?: string;
  readonly text: string;
  prepare(connection: Connection): void;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
  handleReadyForQuery(connection: Connection): void;
}

interface PreparingConnection extends Connection {
  readonly submittedNamedStatements: Record<string, string | undefined>;
}

/**
 * Statements that are sent together, with one Sync: the server runs them one after the other, and none waits for the
 * answer of another to travel. Where one fails, those behind it are not run, and the flight fails with its error.
 * pg runs it as it runs a query; the callback gets the results in order.
 */
export class Flight implements Submittable {
  /** Set by pg: `client.query(flight, callback)`. */
  callback!: (error: unknown, results: readonly QueryResult[]) => void;
  private readonly queries: readonly QueryInternals[];
  private readonly results: QueryResult[] = [];
  private failure: unknown;
  private landed = 0;

  constructor(readonly statements: readonly Statement[]) {
    const callback = (error: unknown, result: QueryResult) => {
      if (error) this.failure ??= error;
      else this.results.push(result);
    };
    this.queries = statements.map(({ text, values = [], name }) => {
      const config = { text, values: [...values], name, types: columnTypes, callback };
      return new pg.Query(config) as unknown as QueryInternals;
    });
  }

  /** Of the statement whose answer comes: pg remembers by it what the connection has prepared. */
  get name(): string | undefined {
    return this.current?.name;
  }

  get text(): string {
    return this.current?.text ?? '';
  }

  submit(connection: Connection): void {
    // A Query ends with a Sync of its own; here only the last one does.
    const withoutSync = Object.create(connection, { sync: { value: () => undefined } }) as Connection;
    connection.stream.cork();
    for (const query of this.queries) {
      query.prepare(withoutSync);
      // A value that cannot be sent: what follows may not run without it.
      if (this.failure) break;
    }
    connection.sync();
    connection.stream.uncork();
  }

  handleRowDescription(message: unknown): void {
    this.current?.handleRowDescription(message);
  }

  handleDataRow(message: unknown): void {
    this.current?.handleDataRow(message);
  }

  handleCommandComplete(message: unknown, connection: Connection): void {
    this.current?.handleCommandComplete(message, connection);
    this.landed++;
  }

  handleEmptyQuery(): void {
    this.landed++;
  }

  handleError(error: unknown, connection: Connection): void {
    // What the server has skipped is not prepared.
    const { submittedNamedStatements } = connection as PreparingConnection;
    for (const { name } of this.queries.slice(this.landed)) if (name) submittedNamedStatements[name] = undefined;
    this.callback(this.failure ?? error, []);
  }

  handleReadyForQuery(connection: Connection): void {
    if (!this.failure) for (const query of this.queries) query.handleReadyForQuery(connection);
    this.callback(this.failure, this.results);
  }

  private get current(): QueryInternals | undefined {
    return this.queries[this.landed];
  }
}
