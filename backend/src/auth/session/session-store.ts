import { callbackify } from 'node:util';
import pgStoreFor from 'connect-pg-simple';
import session from 'express-session';
import type { SessionData } from 'express-session';
import type pg from 'pg';

type Found = (error: unknown, found?: SessionData | null) => void;

/** Sessions end by the database's clock: a wrong one of this machine signs nobody out. */
export class SessionStore extends pgStoreFor(session) {
  private readonly find: (sid: string, done: Found) => void;

  constructor(pool: pg.Pool, errorLog: (message: string) => void) {
    super({ pool, createTableIfMissing: false, disableTouch: true, pruneSessionInterval: false, errorLog });
    this.find = callbackify(async (sid: string) => {
      const { rows } = await pool.query<{ sess: SessionData }>(
        'SELECT sess FROM session WHERE sid = $1 AND expire > now()',
        [sid],
      );
      return rows[0]?.sess ?? null;
    });
  }

  override get(sid: string, done: Found): void {
    this.find(sid, done);
  }
}
