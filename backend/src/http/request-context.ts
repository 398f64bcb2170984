import { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestHandler } from 'express';

/** How long a request may wait for the database, all its waits together; in milliseconds. */
const BUDGET_MS = 6_000;

/** What all that is done for a request may know of it. */
interface RequestContext {
  /** When there is no time left, in milliseconds of `performance.now()`. */
  deadline: number;
}

const contexts = new AsyncLocalStorage<RequestContext>();

/** Begins the context of a request. It ends with the answer: what goes on after that is nobody's request any more. */
export const keepContext: RequestHandler = (_request, response, next) => {
  const context = begin(BUDGET_MS);
  response.once('close', () => (context.deadline = Infinity));
  contexts.run(context, next);
};

/** Does work as a request does that may wait so long. */
export function within<Result>(budgetMs: number, work: () => Result): Result {
  return contexts.run(begin(budgetMs), work);
}

function begin(budgetMs: number): RequestContext {
  return { deadline: performance.now() + budgetMs };
}

/** How long the request that is being served may still wait; in milliseconds, without end outside of requests. */
export function timeLeft(): number {
  return (contexts.getStore()?.deadline ?? Infinity) - performance.now();
}

/** Lets the request that is being served take as long as it takes: an answer that comes piece by piece. */
export function takeTime(): void {
  const context = contexts.getStore();
  if (context) context.deadline = Infinity;
}

/** Does what others will wait for too, so that it must not end with this request. */
export function outsideOfRequests<Result>(work: () => Result): Result {
  return contexts.exit(work);
}
