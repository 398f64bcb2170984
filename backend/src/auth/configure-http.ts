import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import type { Request, RequestHandler } from 'express';
import { CONSENT_PATH, SCREENSHOT_LIMITS, SIGN_IN_PATH } from '@singularity/contract';
import type { Config } from '../config.js';
import { followRequests } from '../http/follow-requests.js';
import { FairQueue } from '../runtime/fair-queue.js';
import { jsonBody } from '../http/json-body.js';
import { limitReads, READ_LIMITS } from '../http/limit-reads.js';
import { keepContext } from '../runtime/request-context.js';
import { refuseForeignRequests } from '../http/same-origin.js';
import { securityHeaders } from '../http/security-headers.js';
import { staticFront } from '../http/static-front.js';
import { STALLED_MS, UnreadAnswers } from '../http/unread-answers.js';
import { CALLBACK_PATH } from './sign-in/discord.strategy.js';
import { Sessions } from './session/sessions.js';
import { AccessTokens } from './tokens/access-tokens.js';

/** As seen from this file, in `src` and in `dist` alike. */
const BUILT_FRONT = fileURLToPath(new URL('../../../frontend/dist/browser', import.meta.url));

/** All that stands between the network and the routes, in the order in which a request meets it. */
export function configureHttp(
  app: NestExpressApplication,
  config: Config,
  { front = BUILT_FRONT, readLimits = READ_LIMITS } = {},
): void {
  app.disable('x-powered-by');
  // An ETag is the version of a resource and nothing else.
  app.disable('etag');
  app.set('trust proxy', config.trustedProxies);
  app.use(keepContext, followRequests);
  app.use(securityHeaders(config, '/api/docs'));
  const [sessions, tokens] = [app.get(Sessions), app.get(AccessTokens)];
  const readerOf = (request: Request) => tokens.memberIn(request) ?? sessions.readerOf(request);
  app.use('/api', tokens.alone);
  app.use(compression());
  app.use(new UnreadAnswers(readerOf).middleware);
  app.use(staticFront(front));
  app.use('/api', alwaysAnswer);
  app.use('/api', refuseForeignRequests(config.publicUrl, [SIGN_IN_PATH, CALLBACK_PATH, CONSENT_PATH], bodyTypes));
  app.use('/api', limitReads(readerOf, new FairQueue(readLimits)));
  app.use('/api', jsonBody([FILLS]));
  app.use('/api', sessions.middleware, tokens.middleware);
  // Read where a client takes nothing: whoever only waits for us is not cut by it.
  app.getHttpServer().timeout = STALLED_MS;
}

/** The paths whose bodies are no JSON. */
const SCREENSHOTS = /^\/api\/user\/trades\/[^/]+\/screenshots$/;
const FORMS = ['/api/user/imports', '/api/user/restore'];

/** Whose bodies may be as long as a file. */
const FILLS = '/api/user/fills';

function bodyTypes(path: string): readonly string[] {
  if (FORMS.includes(path)) return ['multipart/form-data'];
  return SCREENSHOTS.test(path) ? SCREENSHOT_LIMITS.types : ['application/json'];
}

/** The version of an account is not all that its answer depends on: nothing is ever answered as unchanged. */
const alwaysAnswer: RequestHandler = (request, _response, next) => {
  delete request.headers['if-none-match'];
  delete request.headers['if-modified-since'];
  next();
};
