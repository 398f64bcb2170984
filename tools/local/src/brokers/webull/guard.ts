import type { NextFunction, Request, Response } from 'express';
import type { Member } from '../access.js';
import type { Book } from '../book.js';
import { bodyOf } from '../dialect.js';
import type { Switches } from '../switches.js';
import { letInAs, refuse } from './answers.js';
import { isSignedBy } from './signature.js';
import type { SignedRequest } from './signature.js';
import type { Tokens } from './tokens.js';

/** How far a request's time may be from the broker's; the documentation does not say it. */
const STALE_MILLIS = 5 * 60_000;
const HOST = 'api.webull.com';

interface GuardParts {
  readonly book: Book;
  readonly switches: Switches;
  readonly tokens: Tokens;
}

/** Lets in what is signed, fresh and sent once; where two-factor is on, with a token that the member has approved. */
export function letIn({ book, switches, tokens }: GuardParts) {
  const nonces = new Set<string>();
  return (request: Request, response: Response, next: NextFunction): void => {
    const member = book.access.memberWith('webull', { appKey: request.get('x-app-key') });
    const fault = member ? faultOf(request, member, book) : 'The app key is unknown.';
    if (!member || fault !== undefined) return refuse(response, 403, 'UNAUTHORIZED', fault ?? '');
    const nonce = `${member.name} ${request.get('x-signature-nonce') ?? ''}`;
    if (nonces.has(nonce)) return refuse(response, 403, 'DUPLICATE_NONCE', 'The nonce was used before.');
    nonces.add(nonce);
    const open = /\/(auth\/tokens?|config)(\/|$)/.test(request.path);
    if (switches.get('webull', 'twoFactor') !== 'off' && !open && !tokens.isGood(request.get('x-access-token')))
      return refuse(response, 403, 'INVALID_TOKEN', 'The access token is missing or not approved.');
    letInAs(response, member);
    next();
  };
}

function faultOf(request: Request, member: Member, book: Book): string | undefined {
  const time = request.get('x-timestamp') ?? '';
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time)) return 'The timestamp has another form.';
  if (Math.abs(Date.parse(time) - book.clock.millis()) > STALE_MILLIS) return 'The timestamp is too old or too new.';
  if (request.get('x-signature-version') !== '1.0') return 'The signature version is unknown.';
  if (!request.get('x-signature-nonce')) return 'The nonce is missing.';
  const secret = member.credentials['appSecret'] ?? '';
  return shapesOf(request).some((signed) => isSignedBy(secret, signed)) ? undefined : 'The signature is wrong.';
}

/**
 * The stand-in is one host for all brokers. So a client may sign for Webull's own host and path, or for the host that
 * it really asks and the path with the prefix: either is what it would sign if it asked Webull.
 */
function shapesOf(request: Request): SignedRequest[] {
  const [path = '', query = ''] = request.url.split('?');
  const [asked = ''] = request.originalUrl.split('?');
  const signed = {
    query: [...new URLSearchParams(query)],
    headers: request.headers as Record<string, string | undefined>,
    body: bodyOf(request),
  };
  return [
    { ...signed, path, host: HOST },
    { ...signed, path: asked, host: request.get('host') ?? '' },
  ];
}
