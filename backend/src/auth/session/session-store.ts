import { callbackify } from 'node:util';
import pgStoreFor from 'connect-pg-simple';
import session from 'express-session';
import type { SessionData } from 'express-session';
import type pg from 'pg';
import { memberOf } from './session-id.js';
import type { Standings } from './standings.table.js';

type Found = (error: unknown, found?: SessionData | null) => void;

/**
 * Sessions end by the database's clock: a wrong one of this machine signs nobody out. Each is read together with how its
 * member stands.
 */
export class SessionStore extends pgStoreFor(session) {
  private readonly find: (sid: string, done: Found) => void;

  constructor(pool: pg.Pool, standings: Standings, errorLog: (message: string) => void) {
    super({ pool, createTableIfMissing: false, disableTouch: true, pruneSessionInterval: false, errorLog });
    this.find = callbackify(async (sid: string) => {
      const member = memberOf(sid);
      if (member === null) return null;
      const [standing, [row]] = await standings.beside(member, (tx) =>
        tx.query<{ sess: SessionData }>('SELECT sess FROM session WHERE sid = $1 AND expire > now()', [sid]),
      );
      return row ? { ...row.sess, standing } : null;
    });
  }

  override get(sid: string, done: Found): void {
    this.find(sid, done);
  }
}
