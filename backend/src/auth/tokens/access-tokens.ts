import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { EventBus } from '@nestjs/cqrs';
import type { Request, RequestHandler } from 'express';
import { TOKEN_LIMITS } from '@singularity/contract';
import type { AccessToken, NewAccessToken, TokenScope } from '@singularity/contract';
import type { Config } from '../../config.js';
import { CONFIG } from '../../config.token.js';
import { isRefusedChange } from '../../database/patient-client.js';
import { Tenants } from '../../database/tenants.js';
import { conflict, invalidFields, notFound, ProblemException } from '../../http/problem.js';
import { Clock } from '../../runtime/clock.js';
import { servedTo } from '../../runtime/request-context.js';
import { securityEvent } from '../../runtime/security-events.js';
import type { SessionUser, Standing } from '../session/session-user.js';
import { SessionsEnded } from '../session/sessions-ended.js';
import { Standings } from '../session/standings.table.js';
import { bearerIn, newToken, parseToken } from './access-token.js';
import { deleteToken, insertToken, listTokens, readToken, writeUse } from './access-tokens.table.js';

/** The token that asks, found and not expired. */
export interface UsedToken {
  readonly id: string;
  readonly user: SessionUser;
  readonly scopes: readonly TokenScope[];
  readonly standing: Standing | null;
  readonly isUseOld: boolean;
}

interface Asked {
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly expiresAt?: string | undefined;
}

/** Of a token that never ends, where a session says when it does. */
const NEVER = '9999-12-31T23:59:59.999Z';
const REFUSALS = {
  wrong: 'This access token is not valid. It may have been revoked: make a new one in the settings.',
  expired: 'This access token has expired. Make a new one in the settings.',
} as const;

type Found = UsedToken | keyof typeof REFUSALS;
/** Or what kept it from being read. */
type Read = { readonly found: Found } | { readonly failure: unknown };

/** What programs show instead of a session. A token is read with each request, so that one that is revoked is over at once. */
@Injectable()
export class AccessTokens {
  @Inject(EventBus) private readonly events!: EventBus;
  private readonly reads = new WeakMap<Request, Read>();

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'sessionSecret'>,
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(Standings) private readonly standings: Standings,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** To be used before anything that reads cookies: whoever shows a token is nobody else. */
  readonly alone: RequestHandler = (request, _response, next) => {
    if (bearerIn(request) !== null) delete request.headers.cookie;
    next();
  };

  /** Reads the token of each request that shows one. Where that fails, the request goes on to what needs none. */
  readonly middleware: RequestHandler = (request, _response, next) => {
    if (bearerIn(request) === null) return next();
    void this.readAgain(request).then(() => {
      const read = this.reads.get(request);
      if (read && 'found' in read && typeof read.found === 'object') servedTo(read.found.user.dbUserId);
      next();
    });
  };

  /** Whose share a request takes, told by its token alone; null where that is not one of ours. */
  memberIn(request: Request): string | null {
    const given = this.givenIn(request);
    return given?.isOurs ? given.userId : null;
  }

  /** The token that a request shows; null where it is not good. Throws what kept it from being read. */
  of(request: Request): UsedToken | null {
    const found = this.foundFor(request);
    return typeof found === 'object' ? found : null;
  }

  /** For counting: as far as is known, and where nothing can be read no token at all. */
  countedAs(request: Request): string | null {
    const read = this.reads.get(request);
    return read && 'found' in read && typeof read.found === 'object' ? read.found.id : null;
  }

  /** The token, or throws why it is not good. */
  goodOne(request: Request): UsedToken {
    const found = this.foundFor(request);
    if (typeof found === 'object') return found;
    securityEvent('access-token-refused', `An access token was refused: ${found}`);
    throw new ProblemException(401, 'about:blank', REFUSALS[found]);
  }

  async readAgain(request: Request): Promise<void> {
    const read = await this.find(request).then(
      (found) => ({ found }),
      (failure: unknown) => ({ failure }),
    );
    this.reads.set(request, read);
  }

  /** Notes that it was used, and from where: once a minute, so that reads stay reads. */
  async noteUse(request: Request): Promise<void> {
    const token = this.of(request);
    if (!token?.isUseOld) return;
    await this.tenants
      .withTenant(token.user.dbUserId, (tx) => writeUse(tx, token.id, request.ip ?? null))
      .catch((error: unknown) => {
        if (!isRefusedChange(error)) throw error;
      });
  }

  listOf(userId: string): Promise<readonly AccessToken[]> {
    return this.tenants.readTenant(userId, listTokens);
  }

  async make(userId: string, { name, scopes, expiresAt }: Asked): Promise<NewAccessToken> {
    if (expiresAt !== undefined && Date.parse(expiresAt) <= Date.parse(this.clock.now()))
      throw invalidFields([{ field: 'expiresAt', message: 'Choose a time that is still to come.' }]);
    const { text, given } = newToken(userId, this.config.sessionSecret);
    const { tokenId, secretHash } = given;
    const kept = {
      name,
      scopes,
      createdAt: this.clock.toRecord(),
      expiresAt: expiresAt ? new Date(expiresAt).toISOString() : null,
    };
    const others = await this.tenants.withTenant(userId, async (tx) => {
      const there = (await listTokens(tx)).length;
      if (there < TOKEN_LIMITS.most) await insertToken(tx, { ...kept, tokenId, secretHash });
      return there;
    });
    if (others >= TOKEN_LIMITS.most) throw conflict(`You have ${TOKEN_LIMITS.most} access tokens. Revoke one first.`);
    securityEvent('access-token-made', 'An access token was made', { member: userId });
    return { id: tokenId, ...kept, lastUsedAt: null, lastUsedFrom: null, token: text };
  }

  /** Ends a token at once, and what listens with it. */
  async revoke(userId: string, tokenId: string): Promise<AccessToken> {
    const token = await this.tenants.withTenant(userId, (tx) => deleteToken(tx, tokenId));
    if (!token) throw notFound();
    securityEvent('access-token-revoked', 'An access token was revoked', { member: userId });
    this.events.publish(new SessionsEnded(userId));
    return token;
  }

  private givenIn(request: Request) {
    const text = bearerIn(request);
    return text === null ? null : parseToken(text, this.config.sessionSecret);
  }

  private foundFor(request: Request): Found {
    const read = this.reads.get(request) ?? { found: 'wrong' };
    if ('failure' in read) throw read.failure;
    return read.found;
  }

  private async find(request: Request): Promise<Found> {
    const given = this.givenIn(request);
    if (!given) return 'wrong';
    const { userId, tokenId, secretHash } = given;
    const [standing, kept] = await this.standings.beside(userId, (tx) => readToken(tx, tokenId));
    if (!kept || !timingSafeEqual(kept.secretHash, secretHash)) return 'wrong';
    if (kept.hasExpired) return 'expired';
    const { discordId, username, avatar, scopes, isUseOld } = kept;
    // Of no epoch: that sessions end does not end tokens.
    const user = { discordId, dbUserId: userId, username, avatar, epoch: standing?.epoch ?? -1, expiresAt: NEVER };
    return { id: tokenId, user, scopes, standing, isUseOld };
  }
}
