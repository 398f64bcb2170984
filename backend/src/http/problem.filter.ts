import { Catch, HttpException, Logger } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { NoLedger } from '../database/no-ledger.js';
import { ClocksDiffer } from '../runtime/clock.js';
import {
  CommandRefused,
  IdempotencyKeyReused,
  RowsAreNewer,
  StorageFull,
  StreamVersionConflict,
} from '../event-store/refusals.js';
import type { RefusalCode } from '@singularity/domain';
import { fromDatabase } from './database-problem.js';
import { loggable } from '../runtime/loggable.js';
import { notFound, ProblemException, toProblem, unavailable } from './problem.js';
import { cutAnswers } from '../runtime/metrics.js';
import { servedRequest } from '../runtime/request-context.js';
import { StillBusy } from '../runtime/keyed-mutex.js';
import { securityEvent } from '../runtime/security-events.js';

/** The status of each refusal. Exhaustive: a new code does not compile until it has one. */
const REFUSAL_STATUS = {
  invalid: 422,
  'not-found': 404,
  'already-exists': 409,
  'account-closed': 422,
  'account-removed': 409,
  'trade-closed': 409,
  'changed-since': 409,
  'cannot-undo': 409,
  'use-executions': 422,
} as const satisfies Record<RefusalCode, number>;

/** No faults of the app, though they begin with a 5: something is away, or a member's room is used up. */
const FORESEEN = [503, 507];

/** Turns everything that is thrown into `application/problem+json`: the one translator between our errors and HTTP. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    if (response.headersSent) {
      cutAnswers.inc({ why: 'fault' });
      this.logger.warn(`An answer was cut off: ${loggable(error)}`);
      response.destroy();
      return;
    }
    const exception = toException(error);
    const { problem } = exception;
    if (problem.status === 503 && exception !== error) this.logger.warn(loggable(error));
    else if (problem.status >= 500 && !FORESEEN.includes(problem.status)) this.report(error);
    if (exception.more.retryAfter !== undefined) response.setHeader('Retry-After', String(exception.more.retryAfter));
    const sent = problem.status === 500 ? { ...problem, ...named() } : problem;
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(sent));
  }

  private report(error: unknown): void {
    this.logger.error(error);
    if (isRefusedByWall(error)) securityEvent('row-level-security', 'Row level security has refused a statement');
  }
}

function named(): { requestId?: string } {
  const { requestId } = servedRequest();
  return requestId === undefined ? {} : { requestId };
}

/** The second wall has held, so the first one has a gap. */
function isRefusedByWall(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '42501';
}

function toException(error: unknown): ProblemException {
  if (error instanceof ProblemException) return error;
  return fromLedger(error) ?? notNow(error) ?? fromDatabase(error) ?? fromHttp(error) ?? internal();
}

function fromLedger(error: unknown): ProblemException | null {
  if (error instanceof CommandRefused) return refused(error);
  if (error instanceof StreamVersionConflict)
    return new ProblemException(
      412,
      '/problems/version-conflict',
      'This was changed somewhere else. Reload to see the latest version.',
      {
        expectedStreamVersion: error.expected,
        currentStreamVersion: error.current,
      },
    );
  if (error instanceof IdempotencyKeyReused)
    return new ProblemException(
      422,
      '/problems/idempotency-key-reused',
      'This Idempotency-Key was used for a different request.',
    );
  if (error instanceof StorageFull) return storageFull(error);
  // Erased while the request was under way, or never quite registered: either way signing in is what helps.
  if (error instanceof NoLedger) return new ProblemException(401, 'about:blank', 'Sign in to continue.');
  return null;
}

/** What passes by itself, and does not come from the database. */
function notNow(error: unknown): ProblemException | null {
  if (error instanceof RowsAreNewer)
    return unavailable('The app is being updated. Nothing was changed. Try again in a moment.', 5);
  if (error instanceof StillBusy)
    return unavailable('Your previous request is still running. Nothing was changed. Try again in a moment.');
  if (error instanceof ClocksDiffer)
    return unavailable('The server clock is wrong, so nothing can be saved. Try again later.', 30);
  return null;
}

function refused({ refusal }: CommandRefused): ProblemException {
  const status = REFUSAL_STATUS[refusal.code];
  if (status === 404) return notFound();
  const type = refusal.code === 'changed-since' ? '/problems/changed-since' : 'about:blank';
  return new ProblemException(status, status === 422 ? '/problems/invalid' : type, refusal.message, {
    errors: refusal.problems,
  });
}

function storageFull({ quotaBytes }: StorageFull): ProblemException {
  const room = `${Math.round(quotaBytes / 1_000_000).toLocaleString('en')} MB`;
  const detail = `Nothing was saved: this needs more than your ${room} of storage. Delete screenshots or files of imports that you no longer need, or ask the site operator for more.`;
  return new ProblemException(507, '/problems/storage-full', detail);
}

/** Errors of Nest and of the body parser, which carry a status of their own. */
function fromHttp(error: unknown): ProblemException | null {
  if (error instanceof HttpException) {
    const status = error.getStatus();
    return status === 404 ? notFound() : new ProblemException(status, 'about:blank', textOf(error.getResponse()));
  }
  const status = statusOf(error);
  if (status === null) return null;
  const { status: known, title } = toProblem(status, 'about:blank');
  return new ProblemException(known, 'about:blank', `${title}.`);
}

function textOf(response: string | object): string {
  if (typeof response === 'string') return response;
  const { message } = response as { message?: string | string[] };
  return Array.isArray(message) ? message.join(' ') : (message ?? 'Error.');
}

function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('status' in error)) return null;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}

function internal(): ProblemException {
  return new ProblemException(
    500,
    'about:blank',
    'Something went wrong on our side. Check whether your change was saved before you try again.',
  );
}
