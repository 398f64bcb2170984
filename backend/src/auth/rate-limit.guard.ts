import { Inject, Injectable, SetMetadata } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { getOptionsToken, getStorageToken, ThrottlerGuard } from '@nestjs/throttler';
import type { ThrottlerLimitDetail, ThrottlerModuleOptions, ThrottlerStorage } from '@nestjs/throttler';
import type { Request } from 'express';
import type { DataSource } from 'typeorm';
import type { Config } from '../config.js';
import { poolBehind } from '../database/data-source.js';
import { ProblemException } from '../http/problem.js';
import { changesSomething } from '../http/same-origin.js';
import { RateLimitStorage } from './rate-limit-storage.js';
import { Sessions } from './session/sessions.js';
import { bearerIn } from './tokens/access-token.js';
import { AccessTokens } from './tokens/access-tokens.js';
import { signInFailed } from './sign-in/sign-in-ended.js';
import { isUnqueued } from './write-queue.js';
import { rateLimited } from '../runtime/metrics.js';
import { securityEvent } from '../runtime/security-events.js';

const IS_SIGN_IN = 'singularity:sign-in';
const IS_QUOTE = 'singularity:quote';
const MINUTE_MS = 60_000;

/** Marks the routes of the sign-in, which are limited by the address that they come from. */
export const SignInRoute = () => SetMetadata(IS_SIGN_IN, true);

/** Marks the reads that are answered out of somebody else's quota, which are limited by member. */
export const QuoteRoute = () => SetMetadata(IS_QUOTE, true);

export function rateLimits({ limits }: Config, dataSource: DataSource): ThrottlerModuleOptions {
  return {
    setHeaders: false,
    storage: new RateLimitStorage(poolBehind(dataSource)),
    throttlers: [
      { name: 'sign-ins', limit: limits.signInsPerMinute, ttl: MINUTE_MS, skipIf: (context) => !isSignIn(context) },
      { name: 'writes', limit: limits.writesPerMinute, ttl: MINUTE_MS, skipIf: (context) => !isWrite(context) },
      {
        name: 'tokens',
        limit: limits.tokenRequestsPerMinute,
        ttl: MINUTE_MS,
        skipIf: (context) => !isByToken(context),
      },
      { name: 'quotes', limit: limits.quotesPerMinute, ttl: MINUTE_MS, skipIf: (context) => !isQuote(context) },
    ],
  };
}

/**
 * So many sign-ins a minute for each address, so many writes and quotes a minute for each member, and so many requests for
 * each access token, over all routes and processes together.
 */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  @Inject(AccessTokens) private readonly tokens!: AccessTokens;

  constructor(
    @Inject(getOptionsToken()) options: ThrottlerModuleOptions,
    @Inject(getStorageToken()) storage: ThrottlerStorage,
    @Inject(Reflector) reflector: Reflector,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {
    super(options, storage, reflector);
  }

  protected override generateKey(context: ExecutionContext, address: string, name: string): string {
    if (isSignIn(context)) return `${name}:${context.getHandler().name}:${address}`;
    const request = context.switchToHttp().getRequest<Request>();
    // Whoever tries tokens that are none is counted by address.
    if (name === 'tokens') return `${name}:${this.tokens.countedAs(request) ?? address}`;
    const { member, by } = this.whoAsks(request);
    // Whoever else is signed in as the member cannot keep them from ending that.
    return isUnqueued(context) ? `${name}:${member ?? address}:${by}` : `${name}:${member ?? address}`;
  }

  private whoAsks(request: Request): { readonly member?: string | undefined; readonly by: string } {
    const token = this.tokens.of(request);
    if (token) return { member: token.user.dbUserId, by: token.id };
    return { member: this.sessions.userOf(request)?.dbUserId, by: request.sessionID };
  }

  protected override throwThrottlingException(
    context: ExecutionContext,
    { key, timeToBlockExpire }: ThrottlerLimitDetail,
  ): Promise<void> {
    const request = context.switchToHttp().getRequest<Request>();
    // `generateKey` begins with it.
    rateLimited.inc({ limit: key.slice(0, key.indexOf(':')) });
    securityEvent('rate-limit', 'A request beyond the limit was refused');
    // Somebody at a browser sees the login page, not JSON.
    if (isSignIn(context) && request.get('Sec-Fetch-Mode') === 'navigate') throw signInFailed('rate_limited');
    throw new ProblemException(429, 'about:blank', 'Too many requests. Wait a minute and try again.', {
      retryAfter: timeToBlockExpire,
    });
  }
}

function isSignIn(context: ExecutionContext): boolean {
  return Reflect.getMetadata(IS_SIGN_IN, context.getHandler()) === true;
}

function isByToken(context: ExecutionContext): boolean {
  return bearerIn(context.switchToHttp().getRequest<Request>()) !== null;
}

function isQuote(context: ExecutionContext): boolean {
  return Reflect.getMetadata(IS_QUOTE, context.getHandler()) === true;
}

function isWrite(context: ExecutionContext): boolean {
  return changesSomething(context.switchToHttp().getRequest<Request>());
}
