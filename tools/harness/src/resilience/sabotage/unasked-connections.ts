import pg from 'pg';

// Connections are not asked what they may do: what the app must not do, and what `dropped-startup-options` must notice.
const QUESTION = 'rolbypassrls';
const query = Reflect.get(pg.Client.prototype, 'query') as (...asked: unknown[]) => unknown;
Reflect.set(pg.Client.prototype, 'query', function (this: pg.Client, ...asked: unknown[]): unknown {
  if (!String(asked[0]).includes(QUESTION)) return Reflect.apply(query, this, asked);
  const { options } = (this as unknown as { connectionParameters: { options: string } }).connectionParameters;
  const role = /role=(\w+)/.exec(options)?.[1];
  return Promise.resolve({ rows: [{ role, strong: false, walled: true, databaseMs: Date.now() }] });
});
