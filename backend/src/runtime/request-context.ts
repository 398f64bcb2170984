import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { REQUEST_ID } from '@singularity/contract';

/** How long a request may wait for the database, all its waits together; in milliseconds. */
const BUDGET_MS = 6_000;
const WELL_FORMED = /^[\w-]{8,64}$/;

/** What all that is done for a request may know of it. */
interface RequestContext {
  /** By which a member can say which request it was. */
  readonly requestId: string;
  /** The member who is signed in, as far as that is known yet. */
  userId?: string;
  /** When there is no time left, in milliseconds of `performance.now()`. */
  deadline: number;
}

const contexts = new AsyncLocalStorage<RequestContext>();

/** Begins the context of a request. With the answer its time is no longer limited: what goes on is waited for by nobody. */
export const keepContext: RequestHandler = (request, response, next) => {
  const context = begin(BUDGET_MS, givenId(request));
  response.setHeader(REQUEST_ID, context.requestId);
  // Some who serve a request wait for its end: we some five times, a session, compression and a pipeline seven more.
  response.setMaxListeners(24);
  response.once('close', () => (context.deadline = Infinity));
  contexts.run(context, next);
};

/** Does work as a request does that may wait so long. */
export function within<Result>(budgetMs: number, work: () => Result): Result {
  return contexts.run(begin(budgetMs), work);
}

/** How long the request that is being served may still wait; in milliseconds, without end outside of requests. */
export function timeLeft(): number {
  return (contexts.getStore()?.deadline ?? Infinity) - performance.now();
}

/** Begins the time of the request that is being served anew: what it waited for so far was not the database. */
export function renewTime(): void {
  const context = contexts.getStore();
  if (context) context.deadline = performance.now() + BUDGET_MS;
}

/** Lets the request that is being served take as long as it takes: an answer that comes piece by piece. */
export function takeTime(): void {
  const context = contexts.getStore();
  if (context) context.deadline = Infinity;
}

/** Says who is signed in. */
export function servedTo(userId: string): void {
  const context = contexts.getStore();
  if (context) context.userId = userId;
}

/** Whether this is done for a request, or for nobody who waits. */
export function isServing(): boolean {
  return contexts.getStore() !== undefined;
}

/** Which request this is done for, and whose; empty outside of requests. */
export function servedRequest(): { readonly requestId?: string; readonly userId?: string } {
  const { requestId, userId } = contexts.getStore() ?? {};
  return { ...(requestId !== undefined && { requestId }), ...(userId !== undefined && { userId }) };
}

/** Does what others will wait for too, so that it must not end with this request. */
export function outsideOfRequests<Result>(work: () => Result): Result {
  return contexts.exit(work);
}

function begin(budgetMs: number, requestId: string = randomUUID()): RequestContext {
  return { requestId, deadline: performance.now() + budgetMs };
}

/** An id from the proxy that is trusted, where it is one: of anybody else it could be anything. */
function givenId(request: Request): string | undefined {
  const isTrusted = request.app.get('trust proxy fn') as (address: string | undefined, hop: number) => boolean;
  const given = request.get(REQUEST_ID);
  return given !== undefined && WELL_FORMED.test(given) && isTrusted(request.socket.remoteAddress, 0)
    ? given
    : undefined;
}
