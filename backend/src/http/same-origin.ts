import { createHmac, timingSafeEqual } from 'node:crypto';
import { ForbiddenException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { Request, RequestHandler } from 'express';
import { XSRF } from '@singularity/contract';
import { securityEvent } from '../runtime/security-events.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

export function changesSomething(request: Request): boolean {
  return !SAFE_METHODS.has(request.method);
}

/**
 * Turns away what a foreign web page sends to the API: reads and writes that the browser marks as cross-site, writes
 * from another origin, and bodies that a plain form could send. `navigable` are the paths a foreign site may lead to,
 * `bodyTypes` what a body may be at a path: never what a form can send.
 */
export function refuseForeignRequests(
  publicUrl: string,
  navigable: readonly string[],
  bodyTypes: (path: string) => readonly string[],
): RequestHandler {
  const { origin } = new URL(publicUrl);
  return (request, _response, next) => {
    const path = request.baseUrl + request.path;
    if (changesSomething(request)) {
      if (!comesFromOurPage(request, origin)) return next(refuseForeign());
      const types = bodyTypes(path);
      if (hasBodyOtherThan(types, request))
        return next(new UnsupportedMediaTypeException(`The body must be ${types.join(' or ')}.`));
    } else if (request.get('Sec-Fetch-Site') === 'cross-site' && !navigable.includes(path)) {
      return next(refuseForeign());
    }
    next();
  };
}

function refuseForeign(): ForbiddenException {
  securityEvent('foreign-request', 'A request from another site was refused');
  return new ForbiddenException('This request came from another site.');
}

/** Without either header it is no browser, and the session's token alone decides. */
function comesFromOurPage(request: Request, origin: string): boolean {
  const site = request.get('Sec-Fetch-Site');
  if (site !== undefined) return site === 'same-origin';
  const given = request.get('Origin');
  return given === undefined || given === origin;
}

function hasBodyOtherThan(types: readonly string[], request: Request): boolean {
  const length = request.get('Content-Length');
  const hasBody = request.get('Transfer-Encoding') !== undefined || (length !== undefined && length !== '0');
  return hasBody && !request.is([...types]);
}

/** What a page of this session must send along with every write: bound to the session, and no secret in itself. */
export function xsrfTokenOf(sessionId: string, secret: string): string {
  return createHmac('sha256', secret).update(`xsrf:${sessionId}`).digest('base64url');
}

export function carriesXsrfToken(request: Request, secret: string): boolean {
  const expected = Buffer.from(xsrfTokenOf(request.sessionID, secret));
  const given = Buffer.from(request.get(XSRF.header) ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
