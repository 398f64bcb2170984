import { AsyncResource } from 'node:async_hooks';
import { createHmac } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { EventBus } from '@nestjs/cqrs';
import type { CookieOptions, Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import type pg from 'pg';
import { SESSION_COOKIE, XSRF } from '@singularity/contract';
import type { SessionItem } from '@singularity/contract';
import type { Config } from '../../config.js';
import { CONFIG } from '../../config.token.js';
import { RUNTIME_OPTIONS } from '../../database/connections.js';
import { APP_ROLE } from '../../database/roles.js';
import { ServingPool } from '../../database/serving-pool.js';
import { Clock } from '../../runtime/clock.js';
import { carriesXsrfToken, xsrfTokenOf } from '../../http/same-origin.js';
import { deviceOf, UNKNOWN_DEVICE } from './device.js';
import { memberInCookie, newSessionId } from './session-id.js';
import type { SessionUser, Standing } from './session-user.js';
import { SessionStore } from './session-store.js';
import { SessionsEnded } from './sessions-ended.js';
import { Standings } from './standings.table.js';
import { loggable } from '../../runtime/loggable.js';
import { outsideOfRequests, servedTo } from '../../runtime/request-context.js';
import { securityEvent } from '../../runtime/security-events.js';

const POOL_SIZE = 5;
const PRUNE_MS = 15 * 60_000;
const SESSION_PATH = '/api/auth/session';
const STORE_FAILURE = Symbol('why the session could not be read');

interface SessionRow {
  readonly sid: string;
  readonly created_at: Date;
  readonly expires_at: string;
  readonly device: string;
}

const OPENED_FOR = Symbol('whose session is being opened');

type SessionRequest = Request & { [STORE_FAILURE]?: unknown; [OPENED_FOR]?: string };

/**
 * The sessions of signed-in members, and no others: a row is written at sign-in, never changed, and removed at its end.
 * That is why a request that is under way cannot bring back a session that was ended meanwhile.
 */
@Injectable()
export class Sessions implements OnApplicationShutdown {
  private readonly logger = new Logger(Sessions.name);
  private readonly pool: pg.Pool;
  private readonly store: SessionStore;
  private readonly pruning: NodeJS.Timeout;
  private readonly cookieName: string;
  private readonly handle: RequestHandler;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(EventBus) private readonly events: EventBus,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Standings) standings: Standings,
  ) {
    this.pool = new ServingPool({
      connectionString: config.database.url,
      max: POOL_SIZE,
      role: APP_ROLE,
      options: RUNTIME_OPTIONS,
      application_name: 'singularity sessions',
    });
    this.pool.on('error', (error) =>
      outsideOfRequests(() => this.logger.warn(`A connection was lost: ${loggable(error)}`)),
    );
    this.store = new SessionStore(this.pool, standings, (message) => this.logger.warn(message));
    this.pruning = setInterval(() => void this.prune(), PRUNE_MS).unref();
    this.cookieName = config.secure ? SESSION_COOKIE.secure : SESSION_COOKIE.plain;
    this.handle = session({
      name: this.cookieName,
      secret: config.sessionSecret,
      store: this.store,
      genid: (request: SessionRequest) => newSessionId(request[OPENED_FOR]),
      resave: false,
      saveUninitialized: false,
      rolling: false,
      // Whoever ends TLS before the app says so in X-Forwarded-Proto; without it no Secure cookie would be set.
      proxy: config.secure,
      cookie: this.cookieOptions(),
    });
  }

  /** Reads the session of each request. Where that fails, the request goes on to what needs none. */
  readonly middleware: RequestHandler = (request: SessionRequest, response, next) => {
    // Bound to the request, as the store answers from a connection that serves many.
    const goOn = AsyncResource.bind((failure?: unknown) => {
      request[STORE_FAILURE] = failure;
      const user = failure === undefined ? this.userOf(request) : null;
      if (user) servedTo(user.dbUserId);
      next();
    });
    void this.handle(request, response, goOn);
  };

  /** Who is signed in, going by the session alone. Throws what kept the session from being read. */
  userOf(request: SessionRequest): SessionUser | null {
    if (request[STORE_FAILURE]) throw request[STORE_FAILURE];
    const user = request.session?.passport?.user;
    return user && user.expiresAt > this.clock.now() ? user : null;
  }

  /** How the member stood when the session of a request was read. */
  standingOf(request: Request): Standing | null {
    return this.store.standingOf(request);
  }

  /**
   * Whose share a request takes, told by its cookie alone: a member with all their sessions, or an address. Whether one is
   * signed in is asked apart, so that whoever is kept from all else, by what others do with their session, gets as far as
   * ending it.
   */
  readonly readerOf = (request: Request): string => {
    const member = memberInCookie(request.headers.cookie, this.cookieName, this.config.sessionSecret);
    const reader = member ?? `address ${request.ip}`;
    return request.baseUrl + request.path === SESSION_PATH ? `session of ${reader}` : reader;
  };

  /** Reads the session of a request once more; says whether it is still there. Throws what keeps it from being read. */
  async readAgain(request: Request): Promise<boolean> {
    const found = await this.store.read(request.sessionID);
    if (found) this.store.createSession(request, found);
    return found !== null;
  }

  /** Begins a session under a new id, whatever came before. */
  async open(request: SessionRequest, response: Response, user: SessionUser): Promise<void> {
    if (request[STORE_FAILURE]) throw request[STORE_FAILURE];
    const old = request.session;
    request[OPENED_FOR] = user.dbUserId;
    await settled((done) => old.regenerate(done));
    request.session.passport = { user };
    request.session.device = deviceOf(request.get('User-Agent'));
    request.session.cookie.expires = new Date(user.expiresAt);
    const opened = request.session;
    await settled((done) => opened.save(done));
    this.sendXsrfToken(request, response, user);
  }

  async close(request: SessionRequest, response: Response): Promise<void> {
    const old = request.session;
    const member = old?.passport?.user.dbUserId;
    if (old) await settled((done) => old.destroy(done));
    if (member !== undefined) securityEvent('sessions-ended', 'A session was ended', { member });
    if (member !== undefined) this.events.publish(new SessionsEnded(member));
    response.clearCookie(this.cookieName, this.cookieOptions());
    response.clearCookie(XSRF.cookie, this.xsrfCookieOptions());
  }

  /** A member's sessions, newest first; `own` is the one that asks. */
  async listOf(userId: string, own: Request): Promise<readonly SessionItem[]> {
    const { rows } = await this.pool.query<SessionRow>(
      `SELECT sid, created_at, coalesce(sess ->> 'device', $2) AS device,
              sess -> 'passport' -> 'user' ->> 'expiresAt' AS expires_at
         FROM session WHERE user_id = $1 AND expire > now() ORDER BY created_at DESC, sid`,
      [userId, UNKNOWN_DEVICE],
    );
    return rows.map((row) => ({
      id: this.idOf(row.sid),
      createdAt: row.created_at.toISOString(),
      expiresAt: row.expires_at,
      device: row.device,
      current: row.sid === own.sessionID,
    }));
  }

  /** Ends one of a member's sessions by the id that `listOf` gives it. */
  async closeOneOf(userId: string, id: string): Promise<void> {
    const { rows } = await this.pool.query<SessionRow>('SELECT sid FROM session WHERE user_id = $1', [userId]);
    const sids = rows.map(({ sid }) => sid).filter((sid) => this.idOf(sid) === id);
    await this.pool.query('DELETE FROM session WHERE sid = ANY($1)', [sids]);
    securityEvent('sessions-ended', 'A session was ended from another device', { member: userId });
    this.events.publish(new SessionsEnded(userId));
  }

  async closeAllOf(userId: string): Promise<void> {
    await this.pool.query('DELETE FROM session WHERE user_id = $1', [userId]);
    this.events.publish(new SessionsEnded(userId));
  }

  /** Whether a write carries the token that only pages of this session know. */
  isFromOwnPage(request: Request): boolean {
    return carriesXsrfToken(request, this.config.sessionSecret);
  }

  sendXsrfToken(request: Request, response: Response, user: SessionUser): void {
    const token = xsrfTokenOf(request.sessionID, this.config.sessionSecret);
    response.cookie(XSRF.cookie, token, { ...this.xsrfCookieOptions(), expires: new Date(user.expiresAt) });
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.pruning);
    await this.pool.end();
  }

  /** Removes what has ended; not while the clocks differ, for it could be the database's that is wrong. */
  private async prune(): Promise<void> {
    if (this.clock.aheadMs !== 0) return;
    await this.pool
      .query('DELETE FROM session WHERE expire < now()')
      .catch((error: unknown) => this.logger.warn(`Old sessions were not removed: ${loggable(error)}`));
  }

  /** The sid itself opens the session: no page may have it. */
  private idOf(sid: string): string {
    return createHmac('sha256', this.config.sessionSecret).update(`session:${sid}`).digest('base64url');
  }

  private cookieOptions(): CookieOptions & { secure: boolean } {
    return { httpOnly: true, sameSite: 'lax', secure: this.config.secure, path: '/' };
  }

  /** Our own pages read it and send it back in a header. */
  private xsrfCookieOptions(): CookieOptions {
    return { httpOnly: false, sameSite: 'strict', secure: this.config.secure, path: '/' };
  }
}

function settled(work: (done: (error?: unknown) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => void work((error) => (error ? reject(error as Error) : resolve())));
}
