import { createHash } from 'node:crypto';
import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Origin } from '@singularity/contract';
import type { KeyedRequest } from '../event-store/commands.table.js';
import { ProblemException } from './problem.js';

/** Who asks for a change, from where, and on what condition: all of a request that is not its body. */
export interface CommandContext {
  readonly userId: string;
  readonly origin: Origin;
  /** From If-Match: the stream version that the client saw. */
  readonly expectedStreamVersion?: number | undefined;
  readonly idempotency?: KeyedRequest | undefined;
}

export const Context = createParamDecorator((_data: unknown, context: ExecutionContext): CommandContext => {
  const request = context.switchToHttp().getRequest<Request>();
  return {
    userId: memberOf(request),
    // Only a browser says where a request comes from: our own pages are its forms, anything else a program.
    origin: request.header('sec-fetch-site') === 'same-origin' ? 'form' : 'api',
    expectedStreamVersion: expectedVersion(request.header('if-match')),
    idempotency: idempotencyOf(request),
  };
});

/** What the client's key says of the request, for changes that are no commands. A body that is not read yet counts later. */
export const IdempotencyKey = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  idempotencyOf(context.switchToHttp().getRequest<Request>()),
);

/** The same once the body is there. */
export function withBody({ key, requestDigest }: KeyedRequest, body: Buffer): KeyedRequest {
  return { key, requestDigest: createHash('sha256').update(requestDigest).update(body).digest('hex') };
}

/** The id of the signed-in member; the guard has let nobody else through. */
export const MemberId = createParamDecorator((_data: unknown, context: ExecutionContext): string =>
  memberOf(context.switchToHttp().getRequest<Request>()),
);

function memberOf(request: Request & { readonly user?: { readonly dbUserId?: string } }): string {
  const { user } = request;
  if (!user?.dbUserId) throw new ProblemException(401, 'about:blank', 'Sign in to continue.');
  return user.dbUserId;
}

function expectedVersion(header: string | undefined): number | undefined {
  if (header === undefined || header === '*') return undefined;
  const match = /^"(\d{1,9})"$/.exec(header);
  if (!match) throw new ProblemException(400, 'about:blank', 'If-Match must be a version in quotes, such as "3".');
  return Number(match[1]);
}

function idempotencyOf(request: Request): KeyedRequest | undefined {
  const key = request.header('idempotency-key');
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new ProblemException(400, 'about:blank', 'Idempotency-Key must be 1 to 255 printable characters.');
  const asked = [request.method, request.path, request.body as unknown];
  return { key, requestDigest: createHash('sha256').update(JSON.stringify(asked)).digest('hex') };
}
