import { callbackify } from 'node:util';
import pgStoreFor from 'connect-pg-simple';
import session from 'express-session';
import type { Session, SessionData } from 'express-session';
import type pg from 'pg';
import type { Request } from 'express';
import { memberOf } from './session-id.js';
import type { Standing } from './session-user.js';
import type { Standings } from './standings.table.js';

type Found = (error: unknown, found?: SessionData | null) => void;

/**
 * Sessions end by the database's clock: a wrong one of this machine signs nobody out. Each is read together with how its
 * member stands.
 */
export class SessionStore extends pgStoreFor(session) {
  private readonly found = callbackify((sid: string) => this.read(sid));
  /** Not kept in the session: one that differs from what was read would be written again. */
  private readonly standingBySession = new WeakMap<SessionData, Standing | null>();
  private readonly standingByRequest = new WeakMap<Request, Standing | null>();

  constructor(
    pool: pg.Pool,
    private readonly standings: Standings,
    errorLog: (message: string) => void,
  ) {
    super({ pool, createTableIfMissing: false, disableTouch: true, pruneSessionInterval: false, errorLog });
  }

  /** Null where there is none. */
  async read(sid: string): Promise<SessionData | null> {
    const member = memberOf(sid);
    if (member === null) return null;
    const [standing, [row]] = await this.standings.beside(member, (tx) =>
      tx.query<{ sess: SessionData }>('SELECT sess FROM session WHERE sid = $1 AND expire > now()', [sid]),
    );
    if (!row) return null;
    this.standingBySession.set(row.sess, standing);
    return row.sess;
  }

  /** How the member stood when the session of a request was read. */
  standingOf(request: Request): Standing | null {
    return this.standingByRequest.get(request) ?? null;
  }

  override createSession(request: Request, data: SessionData): Session & SessionData {
    this.standingByRequest.set(request, this.standingBySession.get(data) ?? null);
    return super.createSession(request, data);
  }

  override get(sid: string, done: Found): void {
    this.found(sid, done);
  }
}
