import pg from 'pg';
import type { Connection, QueryResult, ResultBuilder } from 'pg';
import { columnTypes } from './column-types.js';

export interface Statement {
  readonly text: string;
  readonly values?: readonly unknown[] | undefined;
  /** Under which each connection prepares it once. */
  readonly name?: string | undefined;
}

interface Field {
  readonly name: string;
}

interface Result extends ResultBuilder {
  addFields(fields: readonly Field[]): void;
  parseRow(values: readonly unknown[]): unknown;
  addRow(row: unknown): void;
  addCommandComplete(message: unknown): void;
}

/** What a connection has and its types leave out. */
interface PreparingConnection extends Connection {
  readonly parsedStatements: Record<string, string | undefined>;
  readonly submittedNamedStatements: Record<string, string | undefined>;
}

const { utils } = pg as unknown as { readonly utils: { prepareValue(value: unknown): unknown } };

/** What rows of a prepared statement look like, by its name: it stays so as long as its connection. */
const described = new WeakMap<Connection, Map<string, readonly Field[]>>();

/**
 * Statements that are sent together, with one Sync: the server runs them one after the other, and none waits for the
 * answer of another to travel. Where one fails, those behind it are not run, and the flight fails with its error.
 * pg runs it as it runs a query; the callback gets the results in order.
 */
export class Flight {
  /** Set by pg: `client.query(flight, callback)`. */
  callback!: (error: unknown, results: readonly QueryResult[]) => void;
  private readonly results: readonly Result[];
  private fields = new Map<string, readonly Field[]>();
  private failure: unknown;
  private landed = 0;

  constructor(readonly statements: readonly Statement[]) {
    this.results = statements.map(() => new pg.Result('', columnTypes as typeof pg.types) as Result);
  }

  /** Of the statement whose answer comes: pg remembers by it what the connection has prepared. */
  get name(): string | undefined {
    return this.statements[this.landed]?.name;
  }

  get text(): string {
    return this.statements[this.landed]?.text ?? '';
  }

  submit(connection: PreparingConnection): void {
    this.fields = described.get(connection) ?? this.fields;
    described.set(connection, this.fields);
    const messages: Buffer[] = [];
    const stream = { writable: true, write: (message: Buffer) => messages.push(message) };
    const writing = Object.create(connection, { stream: { value: stream } }) as PreparingConnection;
    try {
      for (const [index, statement] of this.statements.entries()) this.write(writing, statement, index);
    } catch (error) {
      // A value that cannot be sent: what follows may not run without it.
      this.failure = error;
    }
    writing.sync();
    connection.stream.write(Buffer.concat(messages));
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    this.current?.addFields(fields);
    if (this.name) this.fields.set(this.name, fields);
  }

  handleDataRow({ fields }: { readonly fields: readonly unknown[] }): void {
    if (this.failure) return;
    try {
      this.current?.addRow(this.current.parseRow(fields));
    } catch (error) {
      this.failure = error;
    }
  }

  handleCommandComplete(message: unknown): void {
    this.current?.addCommandComplete(message);
    if (this.name && !this.fields.has(this.name)) this.fields.set(this.name, []);
    this.landed++;
  }

  handleEmptyQuery(): void {
    this.landed++;
  }

  handleError(error: unknown, connection: PreparingConnection): void {
    // What the server has skipped is not prepared.
    for (const { name } of this.statements.slice(this.landed))
      if (name) connection.submittedNamedStatements[name] = undefined;
    this.callback(this.failure ?? error, []);
  }

  handleReadyForQuery(): void {
    this.callback(this.failure, this.results);
  }

  private get current(): Result | undefined {
    return this.results[this.landed];
  }

  private write(connection: PreparingConnection, { text, values = [], name = '' }: Statement, index: number): void {
    if (!isPrepared(connection, name)) {
      connection.parse({ text, name, types: [] }, true);
      if (name) connection.submittedNamedStatements[name] = text;
    }
    connection.bind({ statement: name, values: [...values] as string[], valueMapper: utils.prepareValue }, true);
    const fields = name ? this.fields.get(name) : undefined;
    if (!fields) connection.describe({ type: 'P' }, true);
    else if (fields.length > 0) this.results[index]?.addFields(fields);
    connection.execute({}, true);
  }
}

function isPrepared({ parsedStatements, submittedNamedStatements }: PreparingConnection, name: string): boolean {
  return name !== '' && (parsedStatements[name] ?? submittedNamedStatements[name]) !== undefined;
}
