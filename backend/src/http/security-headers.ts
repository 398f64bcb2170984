import type { ServerResponse } from 'node:http';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import type { Config } from '../config.js';
import { pooledRandom } from '../runtime/pooled-random.js';

const YEAR_SECONDS = 31_536_000;
const PERMISSIONS = ['camera', 'geolocation', 'microphone', 'payment', 'usb'].map((name) => `${name}=()`).join(', ');

/** The nonce of this response, which scripts and styles of the page it carries must show. */
export function nonceOf(response: Response): string {
  return String(response.locals['nonce']);
}

/** What browsers are told about every answer. The documentation page of the API has a policy of its own. */
export function securityHeaders({ secure }: Pick<Config, 'secure'>, docsPath: string): RequestHandler {
  const headers = helmet({
    contentSecurityPolicy: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secure ? { maxAge: YEAR_SECONDS, includeSubDomains: true } : false,
    xFrameOptions: { action: 'deny' },
  });
  const [forPages, forDocs] = [pagePolicy(), docsPolicy()];

  return (request: Request, response: Response, next: NextFunction): void => {
    response.locals['nonce'] = pooledRandom(16).toString('base64');
    response.setHeader('Permissions-Policy', PERMISSIONS);
    if (isApi(request.path)) response.setHeader('Cache-Control', 'no-store');
    const policy = request.path.startsWith(docsPath) ? forDocs : forPages;
    headers(request, response, (error?: unknown) => (error ? next(error) : policy(request, response, next)));
  };
}

/** What routes answer, and never a page or a file. As they take it, for which `/API` is `/api`. */
export function isApi(path: string): boolean {
  return /^\/(api|metrics)(\/|$)/i.test(path);
}

const SHARED = {
  'default-src': ["'none'"],
  'connect-src': ["'self'"],
  'font-src': ["'self'"],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'object-src': ["'none'"],
};

function pagePolicy() {
  const nonce = (_request: unknown, response: ServerResponse) => `'nonce-${nonceOf(response as Response)}'`;
  return helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      ...SHARED,
      'script-src': ["'self'", nonce],
      'style-src': ["'self'", nonce],
      'img-src': ["'self'", 'data:', 'https://cdn.discordapp.com'],
      'worker-src': ["'self'"],
      'require-trusted-types-for': ["'script'"],
      // Angular's own policy for what its sanitizer let through, and Material's for its icons.
      'trusted-types': ['angular', 'angular#components'],
    },
  });
}

/** Swagger UI writes style elements and innerHTML, and knows neither nonces nor trusted types. */
function docsPolicy() {
  return helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      ...SHARED,
      'script-src': ["'self'"],
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:'],
    },
  });
}
