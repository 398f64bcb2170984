import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import type { RequestHandler } from 'express';
import { SCREENSHOT_LIMITS } from '@singularity/contract';
import type { Config } from '../config.js';
import { logAccess } from '../http/access-log.js';
import { jsonBody } from '../http/json-body.js';
import { keepContext } from '../http/request-context.js';
import { refuseForeignRequests } from '../http/same-origin.js';
import { securityHeaders } from '../http/security-headers.js';
import { staticFront } from '../http/static-front.js';
import { CALLBACK_PATH } from './discord.strategy.js';
import { Sessions } from './sessions.js';

/** As seen from this file, in `src` and in `dist` alike. */
const BUILT_FRONT = fileURLToPath(new URL('../../../frontend/dist/browser', import.meta.url));

/** All that stands between the network and the routes, in the order in which a request meets it. */
export function configureHttp(app: NestExpressApplication, config: Config, front = BUILT_FRONT): void {
  app.disable('x-powered-by');
  // An ETag is the version of a resource and nothing else.
  app.disable('etag');
  app.set('trust proxy', config.trustedProxies);
  app.use(keepContext, logAccess);
  app.use(securityHeaders(config, '/api/docs'));
  app.use(compression());
  app.use(staticFront(front));
  app.use('/api', alwaysAnswer);
  app.use('/api', refuseForeignRequests(config.publicUrl, ['/api/auth/discord', CALLBACK_PATH], bodyTypes));
  app.use('/api', jsonBody());
  app.use('/api', app.get(Sessions).middleware);
}

/** The one path whose body is no JSON. */
const SCREENSHOTS = /^\/api\/user\/trades\/[^/]+\/screenshots$/;

function bodyTypes(path: string): readonly string[] {
  return SCREENSHOTS.test(path) ? SCREENSHOT_LIMITS.types : ['application/json'];
}

/** The version of an account is not all that its answer depends on: nothing is ever answered as unchanged. */
const alwaysAnswer: RequestHandler = (request, _response, next) => {
  delete request.headers['if-none-match'];
  delete request.headers['if-modified-since'];
  next();
};
