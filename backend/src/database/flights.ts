import type { QueryResult } from 'pg';
import { Flight } from './flight.js';
import type { Statement } from './flight.js';
import { refuseWhenLate } from './patient-client.js';

/** pg's client, which takes a flight as it takes a query. */
export interface FlightClient {
  query(flight: Flight, callback: Flight['callback']): unknown;
}

/**
 * The statements of one transaction. Those that are asked before the event loop turns travel together, as do those that
 * come while a flight is under way. After a failure none is sent any more.
 */
export class Flights {
  /** Whether anything was sent at all. */
  begun = false;
  private waiting: Statement[] = [];
  private next: Promise<readonly QueryResult[]> | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private over = false;

  constructor(private readonly client: FlightClient) {}

  /** Goes with whatever is asked next, which fails where it does. */
  send(statement: Statement): void {
    this.waiting.push(statement);
  }

  async ask(statement: Statement): Promise<QueryResult> {
    const place = this.waiting.push(statement) - 1;
    this.next ??= this.depart();
    const results = await this.next;
    return results[place] as QueryResult;
  }

  /** Nothing is sent from here on; comes back once nothing is under way. */
  async end(): Promise<void> {
    this.over = true;
    await this.last.catch(() => undefined);
  }

  private depart(): Promise<readonly QueryResult[]> {
    const flight = this.last.then(turned).then(() => {
      const statements = this.waiting;
      [this.waiting, this.next] = [[], null];
      if (this.over) throw new Error('The transaction is over.');
      refuseWhenLate();
      this.begun = true;
      return this.fly(statements);
    });
    // Whoever asked is told; who asked and went away must not end the process.
    flight.catch(() => undefined);
    this.last = flight;
    return flight;
  }

  private fly(statements: readonly Statement[]): Promise<readonly QueryResult[]> {
    return new Promise((resolve, reject) => {
      this.client.query(new Flight(statements), (error, results) => {
        if (error) reject(error as Error);
        else resolve(results);
      });
    });
  }
}

/** Once all that goes on without waiting for anything has gone on. */
function turned(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
