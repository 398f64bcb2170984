import type { Request, RequestHandler } from 'express';
import { QueueFull } from '../runtime/fair-queue.js';
import type { FairQueue, FairQueueLimits } from '../runtime/fair-queue.js';
import { ProblemException } from './problem.js';
import { rateLimited } from '../runtime/metrics.js';
import { renewTime } from '../runtime/request-context.js';
import { changesSomething } from './same-origin.js';
import { securityEvent } from '../runtime/security-events.js';

/**
 * Reads of one member side by side in this process: what a browser has connections. What they may take of memory is
 * bounded by bytes (`unread-answers.ts`), and what they take of the database by turns (`tenants.ts`), over all members.
 */
export const READ_LIMITS: FairQueueLimits = {
  running: Infinity,
  runningOfOne: 6,
  most: 2_000,
  mostOfOne: 106,
};
/** For how long a read waits, in milliseconds. */
const PATIENCE_MS = 10_000;
const RETRY_SECONDS = 2;

/** What never ends by itself has a limit of its own, and what says how the app is must always answer. */
const UNLIMITED: ReadonlySet<string> = new Set(['/api/user/live', '/api/status']);

/**
 * Lets the reads of each reader wait for one another, before anything is looked up for them. A read counts until its client
 * has taken the whole answer or is cut: otherwise answers that nobody takes would pile up. `readerOf` tells readers apart.
 */
export function limitReads(readerOf: (request: Request) => string, queue: FairQueue): RequestHandler {
  return (request, response, next) => {
    if (changesSomething(request) || UNLIMITED.has(request.baseUrl + request.path)) return next();
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const patience = { ms: PATIENCE_MS, late: tooMuch, signal: gone.signal };
    queue.enter(readerOf(request), patience).then(
      (leave) => {
        if (gone.signal.aborted) return leave();
        response.once('close', () => leave());
        renewTime();
        next();
      },
      (error: unknown) => {
        if (!gone.signal.aborted) next(error instanceof QueueFull ? tooMuch() : error);
      },
    );
  };
}

function tooMuch(): ProblemException {
  rateLimited.inc({ limit: 'reads' });
  securityEvent('rate-limit', 'A read beyond the limit was refused');
  return new ProblemException(429, 'about:blank', 'Too many requests. Wait a moment and try again.', {
    retryAfter: RETRY_SECONDS,
  });
}
