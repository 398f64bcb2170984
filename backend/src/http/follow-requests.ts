import { AsyncResource } from 'node:async_hooks';
import { Logger } from '@nestjs/common';
import type { Request, RequestHandler, Response } from 'express';
import { httpRequests, httpSeconds } from '../runtime/metrics.js';
import { servedRequest } from '../runtime/request-context.js';
import { beginSpan } from '../runtime/tracing.js';

interface Answered {
  readonly method: string;
  /** Only the pattern of the route: the rest of an address may be a secret. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  /** Whether its client has gone before the end, or was cut. */
  readonly cut?: true;
}

const logger = new Logger('access');

/** What asks all day whether all is well. */
const WATCHERS = ['/api/status', '/metrics'];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Tells the log, the metrics and the trace of each request once it is over. */
export const followRequests: RequestHandler = (request, response, next) => {
  const from = performance.now();
  const span = beginSpan('server', request.method, () => ({
    'singularity.request_id': servedRequest().requestId ?? '',
  }));
  // Bound to the request, as the end of an answer is told by its connection, which serves many.
  const over = AsyncResource.bind(() => {
    const { method } = request;
    const [route, status] = [routeOf(request), response.statusCode];
    const cut = response.writableFinished ? {} : ({ cut: true } as const);
    const answered = { method, route, status, ms: performance.now() - from, ...cut };
    log(answered);
    count(answered, isStream(response));
    span.end({
      name: `${method} ${route}`,
      facts: { 'http.request.method': method, 'http.route': route, 'http.response.status_code': status },
      ...(status >= 500 && { failure: status }),
    });
  });
  response.once('close', over);
  span.run(next);
};

/** A line for each, but for the watchers that found the app well. */
function log(answered: Answered): void {
  const { method, route, status, ms } = answered;
  if (status === 200 && WATCHERS.includes(route)) return;
  logger.log(`${method} ${route} ${status}`, { ...answered, ms: Math.round(ms) });
}

function count({ method: given, route, status, ms }: Answered, ofStream: boolean): void {
  const method = METHODS.includes(given) ? given : 'other';
  httpRequests.inc({ method, route, status: `${Math.floor(status / 100)}xx` });
  if (!ofStream) httpSeconds.observe({ method, route }, ms / 1_000);
}

/** Ends when its listener goes: how long it took says nothing of the app. */
function isStream(response: Response): boolean {
  return response.getHeader('Content-Type') === 'text/event-stream';
}

function routeOf({ route }: Request): string {
  const path: unknown = (route as { path?: unknown } | undefined)?.path;
  return typeof path === 'string' ? path : '(none)';
}
