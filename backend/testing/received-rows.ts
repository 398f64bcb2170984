import pg from 'pg';

interface Receiving {
  handleDataRow(message: unknown): void;
}

/** How many rows the database has sent to this process from here on. */
export function countReceivedRows(): () => number {
  const queries = pg.Query.prototype as unknown as Receiving;
  const receive = Reflect.get(queries, 'handleDataRow') as Receiving['handleDataRow'];
  let rows = 0;
  queries.handleDataRow = function (this: Receiving, message: unknown): void {
    rows++;
    Reflect.apply(receive, this, [message]);
  };
  return () => rows;
}
