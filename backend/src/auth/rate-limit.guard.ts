import { Inject, Injectable, SetMetadata } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { getOptionsToken, getStorageToken, ThrottlerGuard } from '@nestjs/throttler';
import type { ThrottlerLimitDetail, ThrottlerModuleOptions, ThrottlerStorage } from '@nestjs/throttler';
import type { Request } from 'express';
import type { Config } from '../config.js';
import { ProblemException } from '../http/problem.js';
import { changesSomething } from '../http/same-origin.js';
import { Sessions } from './sessions.js';
import { signInFailed } from './sign-in-ended.js';

const IS_SIGN_IN = 'singularity:sign-in';
const MINUTE_MS = 60_000;

/** Marks the routes of the sign-in, which are limited by the address that they come from. */
export const SignInRoute = () => SetMetadata(IS_SIGN_IN, true);

export function rateLimits({ limits }: Config): ThrottlerModuleOptions {
  return {
    setHeaders: false,
    throttlers: [
      { name: 'sign-ins', limit: limits.signInsPerMinute, ttl: MINUTE_MS, skipIf: (context) => !isSignIn(context) },
      { name: 'writes', limit: limits.writesPerMinute, ttl: MINUTE_MS, skipIf: (context) => !isWrite(context) },
    ],
  };
}

/** So many sign-ins a minute for each address, so many writes a minute for each member, over all routes together. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  constructor(
    @Inject(getOptionsToken()) options: ThrottlerModuleOptions,
    @Inject(getStorageToken()) storage: ThrottlerStorage,
    @Inject(Reflector) reflector: Reflector,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {
    super(options, storage, reflector);
  }

  protected override async getTracker(request: Request): Promise<string> {
    const member = isSafe(request) ? null : this.sessions.userOf(request);
    return member?.dbUserId ?? super.getTracker(request);
  }

  protected override generateKey(context: ExecutionContext, tracker: string, name: string): string {
    const step = isSignIn(context) ? context.getHandler().name : '';
    return `${name}:${step}:${tracker}`;
  }

  protected override throwThrottlingException(
    context: ExecutionContext,
    { timeToBlockExpire }: ThrottlerLimitDetail,
  ): Promise<void> {
    const request = context.switchToHttp().getRequest<Request>();
    // Somebody at a browser sees the login page, not JSON.
    if (isSignIn(context) && request.get('Sec-Fetch-Mode') === 'navigate') throw signInFailed('rate_limited');
    throw new ProblemException(429, 'about:blank', 'That was a lot at once. Please wait a minute.', {
      retryAfter: timeToBlockExpire,
    });
  }
}

function isSignIn(context: ExecutionContext): boolean {
  return Reflect.getMetadata(IS_SIGN_IN, context.getHandler()) === true;
}

function isWrite(context: ExecutionContext): boolean {
  return !isSafe(context.switchToHttp().getRequest<Request>());
}

function isSafe(request: Request): boolean {
  return !changesSomething(request);
}
