import type { Request, Response, Router } from 'express';
import type { Book } from '../book.js';
import { jsonOf } from '../dialect.js';
import type { DialectParts } from '../dialect.js';
import { memberOf } from './answers.js';

const LIFE_SECONDS = 15 * 86_400;

/** Two-factor tokens: one waits until the member has approved it in the app, which here is a switch. */
export class Tokens {
  private readonly approved = new Set<string>();

  constructor(private readonly book: Book) {}

  create(member: string): string {
    return this.book.access.issue('webull', member, LIFE_SECONDS);
  }

  approve(token: string): void {
    this.approved.add(token);
  }

  isGood(token: string | undefined): boolean {
    return token !== undefined && this.approved.has(token) && this.isKnown(token);
  }

  isKnown(token: string): boolean {
    return this.book.access.memberOf('webull', token) !== undefined;
  }
}

/** `/auth/tokens/…` and the older `/openapi/auth/token/…`. */
export function tokenRoutes(router: Router, { book, switches }: DialectParts, tokens: Tokens): void {
  const said = (token: string, status: string) => ({
    token,
    expires: book.clock.millis() + LIFE_SECONDS * 1_000,
    status,
  });
  router.post(['/auth/tokens/create', '/openapi/auth/token/create'], (_request, response) => {
    response.json(said(tokens.create(memberOf(response).name), 'PENDING'));
  });
  router.post(['/auth/tokens/check', '/openapi/auth/token/check'], (request: Request, response: Response) => {
    const token = String(jsonOf(request)['token']);
    if (!tokens.isKnown(token)) return void response.json(said(token, 'INVALID'));
    if (switches.get('webull', 'twoFactor') === 'approved') tokens.approve(token);
    response.json(said(token, tokens.isGood(token) ? 'NORMAL' : 'PENDING'));
  });
  router.post(['/auth/tokens/refresh', '/openapi/auth/token/refresh'], (request: Request, response: Response) => {
    const good = tokens.isGood(String(jsonOf(request)['token']));
    const fresh = tokens.create(memberOf(response).name);
    if (good) tokens.approve(fresh);
    response.json(said(fresh, good ? 'NORMAL' : 'PENDING'));
  });
  router.get('/openapi/config', (_request, response) => {
    response.json({ token_check_enabled: switches.get('webull', 'twoFactor') !== 'off' });
  });
}
