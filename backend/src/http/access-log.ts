import { AsyncResource } from 'node:async_hooks';
import { Logger } from '@nestjs/common';
import type { Request, RequestHandler } from 'express';

const logger = new Logger('access');
const HEALTH = '/api/status';

/** A line for each request once it is over, but for health checks that found the app well. Of its address only the pattern of the route: the rest may be a secret. */
export const logAccess: RequestHandler = (request, response, next) => {
  const from = performance.now();
  // Bound to the request, as the end of an answer is told by its connection, which serves many.
  const log = AsyncResource.bind(() => {
    const { method } = request;
    const [route, status] = [routeOf(request), response.statusCode];
    // What asks all day whether all is well.
    if (route === HEALTH && status === 200) return;
    const cut = response.writableFinished ? {} : { cut: true };
    logger.log(`${method} ${route} ${status}`, {
      method,
      route,
      status,
      ms: Math.round(performance.now() - from),
      ...cut,
    });
  });
  response.once('close', log);
  next();
};

function routeOf({ route }: Request): string {
  const path: unknown = (route as { path?: unknown } | undefined)?.path;
  return typeof path === 'string' ? path : '(none)';
}
