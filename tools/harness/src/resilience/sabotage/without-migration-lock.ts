import pg from 'pg';

// Processes that start together all migrate, once they have met: what `start-together` must notice.
const LOCK = 'SELECT pg_advisory_xact_lock($1)';
const MEET = `DO $$ BEGIN
  PERFORM pg_advisory_lock_shared(1);
  WHILE (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 1) < 3 LOOP PERFORM pg_sleep(0.05); END LOOP;
END $$`;
const query = Reflect.get(pg.Client.prototype, 'query') as (...asked: unknown[]) => unknown;
Reflect.set(pg.Client.prototype, 'query', function (this: pg.Client, ...asked: unknown[]): unknown {
  return Reflect.apply(query, this, asked[0] === LOCK ? [MEET] : asked);
});
