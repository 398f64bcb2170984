import { createHash, randomUUID } from 'node:crypto';
import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import type { Member } from '../access.js';
import type { Book } from '../book.js';
import { queryOf } from '../dialect.js';
import type { Dialect } from '../dialect.js';
import type { Account } from '../facts.js';
import { RateLimit } from '../rate-limit.js';
import { dayAfter, instant, millisOf } from '../times.js';
import type { Instant } from '../times.js';
import { bearerOf, oauthRoutes } from './oauth.js';
import { accountOf, orderOf, transactionsOf } from './transactions.js';

const API = '/trader/v1/accounts';
const MEMBER = 'member';
const ROWS = 3_000;
const TYPES = ['TRADE', 'RECEIVE_AND_DELIVER', 'DIVIDEND_OR_INTEREST', 'ACH_RECEIPT', 'ACH_DISBURSEMENT', 'JOURNAL'];

/**
 * Schwab's Trader API with the code flow of its OAuth. Members have their own application: a `appKey`, a `appSecret`
 * and the `redirectUri` that they registered. `expireTokens` ends access and refresh tokens; the latter end by themselves
 * after seven days. `activityId` is the id of the book's fill.
 */
export const schwab: Dialect = {
  name: 'schwab',
  routes: ({ book }) => {
    const router = Router();
    router.use(oauthRoutes(book));
    const signedIn = identify(book);
    router.get(`${API}/accountNumbers`, signedIn, (_request, response) => {
      response.json(own(book, response).map(({ id }) => ({ accountNumber: id, hashValue: hashOf(id) })));
    });
    router.get(API, signedIn, (_request, response) => {
      response.json(own(book, response).map((account) => accountOf(book, account)));
    });
    for (const [path, answer] of Object.entries({ '': state, '/transactions': transactions, '/orders': orders }))
      router.get(`${API}/:hash${path}`, signedIn, (request, response) => {
        const account = own(book, response).find(({ id }) => hashOf(id) === request.params['hash']);
        if (account) answer(book, account, request, response);
        else fail(response, 404, 'Invalid account number');
      });
    return router;
  },
  notFound: (_request, response) => fail(response, 404, 'Resource not found'),
};

/** What stands for an account in paths. */
export const hashOf = (account: string): string => createHash('sha256').update(account).digest('hex').toUpperCase();

function identify(book: Book) {
  const limit = new RateLimit(120, 60_000, () => book.clock.millis());
  return (request: Request, response: Response, next: NextFunction): void => {
    const member = bearerOf(book, request);
    if (!member) return fail(response, 401, 'Client not authorized');
    if (!limit.take(member.name).allowed) return fail(response, 429, 'Too Many Requests');
    response.locals[MEMBER] = member;
    next();
  };
}

const own = (book: Book, response: Response): readonly Account[] =>
  book.accounts('schwab', (response.locals[MEMBER] as Member).name);

function state(book: Book, account: Account, _request: Request, response: Response): void {
  response.json(accountOf(book, account));
}

function transactions(book: Book, account: Account, request: Request, response: Response): void {
  const range = rangeOf(request, 'startDate', 'endDate');
  if (!range) return fail(response, 400, 'startDate and endDate are required, as ISO-8601 with milliseconds');
  if (range.to < range.from || range.to > inAYear(range.from))
    return fail(response, 400, 'The date range must not be more than one year');
  const types = queryOf(request, 'types')?.split(',') ?? [];
  if (types.length === 0 || types.some((type) => !TYPES.includes(type))) return fail(response, 400, 'types is invalid');
  const symbol = queryOf(request, 'symbol');
  const found = transactionsOf(book, account).filter(
    (one) => inside(range, one.at) && types.includes(one.type) && (symbol === undefined || one.symbol === symbol),
  );
  response.json(found.slice(0, ROWS).map(({ json }) => json));
}

function orders(book: Book, { id }: Account, request: Request, response: Response): void {
  const range = rangeOf(request, 'fromEnteredTime', 'toEnteredTime');
  if (!range) return fail(response, 400, 'fromEnteredTime and toEnteredTime are required');
  if (millisOf(range.to) - millisOf(range.from) > 60 * 86_400_000)
    return fail(response, 400, 'The date range must not be more than 60 days');
  const fills = book.fills(id);
  const found = book.orders(id).filter(({ placedAt }) => inside(range, placedAt));
  const most = Number(queryOf(request, 'maxResults') ?? ROWS);
  response.json(
    found
      .toReversed()
      .slice(0, most)
      .map((order) => orderOf(order, fills)),
  );
}

interface Range {
  readonly from: Instant;
  readonly to: Instant;
}

const inside = ({ from, to }: Range, at: Instant): boolean => at >= from && at <= to;

function rangeOf(request: Request, first: string, last: string): Range | undefined {
  try {
    return { from: instant(queryOf(request, first) ?? ''), to: instant(queryOf(request, last) ?? '') };
  } catch {
    return undefined;
  }
}

const inAYear = (time: Instant): Instant => dayAfter(time.slice(0, 10), 366) + time.slice(10);

function fail(response: Response, status: number, detail: string): void {
  const title = { 400: 'Bad Request', 401: 'Unauthorized', 404: 'Not Found' }[status] ?? 'Error';
  response.status(status).json({ errors: [{ id: randomUUID(), status: String(status), title, detail }] });
}
