import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import type { Request, Response } from 'express';
import type { Member } from '../access.js';
import type { Book } from '../book.js';
import { bodyOf, queryOf } from '../dialect.js';
import { consentPage, faultPage } from './consent.js';

/** In seconds. */
const LIVES = { code: 30, access: 1_800, refresh: 7 * 86_400 } as const;

interface Code {
  readonly member: Member;
  readonly redirectUri: string;
  readonly until: number;
}

/** What tokens of each sort begin with. */
const BEARER = 'I0.';
const REFRESH = 'rt.';

/** The member whose access token it is; a refresh token opens nothing by itself. */
export function bearerOf(book: Book, request: Request): Member | undefined {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  return token.startsWith(BEARER) ? book.access.memberOf('schwab', token) : undefined;
}

/** The code flow of OAuth: a page on which the member agrees, a code, and tokens for it. */
export function oauthRoutes(book: Book): Router {
  const codes = new Map<string, Code>();
  const router = Router();
  router.get('/v1/oauth/authorize', (request, response) => {
    const asked = Object.fromEntries(
      ['client_id', 'redirect_uri', 'response_type', 'state'].map((name) => [name, queryOf(request, name) ?? '']),
    );
    const member = askedBy(book, asked);
    if (typeof member === 'string') return void response.status(400).type('html').send(faultPage(member));
    const accounts = book.accounts('schwab', member.name).map(({ id }) => `…${id.slice(-3)}`);
    response.type('html').send(consentPage(accounts, asked));
  });
  router.post('/v1/oauth/authorize', (request, response) => {
    const fields = Object.fromEntries(new URLSearchParams(bodyOf(request)));
    const member = askedBy(book, fields);
    if (typeof member === 'string') return void response.status(400).type('html').send(faultPage(member));
    const back = new URL(fields['redirect_uri'] ?? '');
    if (fields['choice'] === 'allow') {
      // Schwab's codes end with a sign that has to be decoded.
      const code = `C0.${randomBytes(24).toString('base64url')}@`;
      codes.set(code, { member, redirectUri: back.href, until: book.clock.millis() + LIVES.code * 1_000 });
      back.searchParams.set('code', code);
      back.searchParams.set('session', randomBytes(16).toString('hex'));
    } else back.searchParams.set('error', 'access_denied');
    if (fields['state']) back.searchParams.set('state', fields['state']);
    response.redirect(302, back.href);
  });
  router.post('/v1/oauth/token', (request, response) => grantTokens(book, codes, request, response));
  return router;
}

/** The member whose application asks; what is wrong, where something is. */
function askedBy(book: Book, asked: Readonly<Record<string, string>>): Member | string {
  const member = book.access.memberWith('schwab', { appKey: asked['client_id'] });
  if (!member) return 'There is no such application.';
  if (asked['response_type'] !== 'code') return 'The response type is not "code".';
  const registered = member.credentials['redirectUri'] === asked['redirect_uri'];
  return registered ? member : 'The application did not register this callback address.';
}

function grantTokens(book: Book, codes: Map<string, Code>, request: Request, response: Response): void {
  const fields = new URLSearchParams(bodyOf(request));
  const [appKey, appSecret] = basicOf(request);
  const client = book.access.memberWith('schwab', { appKey, appSecret });
  if (!client) return fail(response, 401, 'invalid_client', 'Client authentication failed');
  if (fields.get('grant_type') === 'refresh_token') return refresh(book, client, fields.get('refresh_token'), response);
  const code = codes.get(fields.get('code') ?? '');
  codes.delete(fields.get('code') ?? '');
  const isGood = code?.member === client && code.until > book.clock.millis();
  if (
    fields.get('grant_type') !== 'authorization_code' ||
    !isGood ||
    !isSame(code.redirectUri, fields.get('redirect_uri'))
  )
    return fail(response, 400, 'invalid_grant', 'Invalid authorization code');
  const token = REFRESH + randomBytes(24).toString('base64url');
  sayTokens(book, client, book.access.issue('schwab', client.name, LIVES.refresh, token), response);
}

const isSame = (href: string, text: string | null): boolean =>
  text !== null && URL.canParse(text) && new URL(text).href === href;

/** The refresh token stays the same, and lives no longer by it. */
function refresh(book: Book, client: Member, token: string | null, response: Response): void {
  const isGood = token?.startsWith(REFRESH) && book.access.memberOf('schwab', token)?.name === client.name;
  if (token && isGood) return sayTokens(book, client, token, response);
  fail(response, 400, 'refresh_token_authentication_error', 'Exception while authenticating refresh token');
}

function sayTokens(book: Book, { name }: Member, refreshToken: string, response: Response): void {
  const token = BEARER + randomBytes(24).toString('base64url');
  response.json({
    expires_in: LIVES.access,
    token_type: 'Bearer',
    scope: 'api',
    refresh_token: refreshToken,
    access_token: book.access.issue('schwab', name, LIVES.access, token),
    id_token: randomBytes(12).toString('base64url'),
  });
}

function basicOf(request: Request): string[] {
  const encoded = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const text = Buffer.from(encoded, 'base64').toString();
  const colon = text.indexOf(':');
  return [text.slice(0, Math.max(colon, 0)), text.slice(colon + 1)];
}

function fail(response: Response, status: number, error: string, description: string): void {
  response.status(status).json({ error, error_description: description });
}
