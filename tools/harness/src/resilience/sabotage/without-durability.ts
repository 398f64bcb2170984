import pg from 'pg';

// The app serves on a database that loses what it has confirmed: what it must not do, and what `crashes` must notice.
const QUESTION = "current_setting(name) = 'off'";
const query = Reflect.get(pg.Client.prototype, 'query') as (...asked: unknown[]) => unknown;
Reflect.set(pg.Client.prototype, 'query', function (this: pg.Client, ...asked: unknown[]): unknown {
  return String(asked[0]).includes(QUESTION) ? Promise.resolve({ rows: [] }) : Reflect.apply(query, this, asked);
});
