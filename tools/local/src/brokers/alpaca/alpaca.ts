import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { plus, sum } from '../amounts.js';
import type { Book } from '../book.js';
import { queryOf } from '../dialect.js';
import type { Dialect } from '../dialect.js';
import type { Account } from '../facts.js';
import { RateLimit } from '../rate-limit.js';
import { NEW_YORK, dayAfter, dayIn, instant } from '../times.js';
import { uuid } from '../uuid.js';
import { TYPES, activitiesOf, cents, positionsOf } from './activities.js';
import type { Activity } from './activities.js';

const MOST = 100;
const ACCOUNT = 'account';

/**
 * Alpaca's trading API: `/alpaca` for the live host, `/alpaca-paper` for that of paper accounts, on which alone keys that
 * begin with PK are known. Members have a `keyId` and a `secret`, which open the first of their accounts.
 */
export const alpaca: Dialect = {
  name: 'alpaca',
  prefixes: ['alpaca', 'alpaca-paper'],
  routes: ({ book }) => {
    const router = Router();
    router.use(identify(book));
    router.get('/v2/account', (_request, response) => void response.json(accountOf(book, own(response))));
    router.get('/v2/positions', (_request, response) => void response.json(positionsOf(book, own(response).id)));
    router.get('/v2/account/activities', (request, response) => {
      const asked = queryOf(request, 'activity_types')?.split(',');
      const category = queryOf(request, 'category');
      if (asked && category) return fail(response, 422, 40010001, 'cannot specify both activity_types and category');
      const trades = (type: string) => (type === 'FILL') === (category === 'trade_activity');
      list(book, request, response, asked ?? (category === undefined ? TYPES : TYPES.filter(trades)));
    });
    router.get('/v2/account/activities/:type', (request, response) =>
      list(book, request, response, [request.params.type]),
    );
    return router;
  },
  notFound: (_request, response) => fail(response, 404, 40410000, 'endpoint not found.'),
};

const own = (response: Response): Account => response.locals[ACCOUNT] as Account;

function identify(book: Book) {
  const limit = new RateLimit(200, 60_000, () => book.clock.millis());
  return (request: Request, response: Response, next: NextFunction): void => {
    const keyId = request.get('APCA-API-KEY-ID') ?? '';
    const member = book.access.memberWith('alpaca', { keyId, secret: request.get('APCA-API-SECRET-KEY') });
    const isHere = keyId.startsWith('PK') === (request.baseUrl === '/alpaca-paper');
    const [account] = member && isHere ? book.accounts('alpaca', member.name) : [];
    if (!account) return fail(response, 401, 40110000, 'request is not authorized');
    const { allowed, available, resetAt } = limit.take(keyId);
    response.set('X-RateLimit-Limit', '200').set('X-RateLimit-Remaining', String(available));
    response.set('X-RateLimit-Reset', String(Math.ceil(resetAt / 1_000)));
    if (!allowed) return fail(response, 429, 42910000, 'rate limit exceeded');
    response.locals[ACCOUNT] = account;
    next();
  };
}

function accountOf(book: Book, { id, openedAt }: Account): Readonly<Record<string, unknown>> {
  const cash = book.balance(id);
  const held = sum(book.walked(id).positions.map(({ cost }) => cost));
  return {
    id: uuid(`account ${id}`),
    account_number: id,
    status: 'ACTIVE',
    currency: 'USD',
    cash: cents(cash),
    equity: cents(plus(cash, held)),
    portfolio_value: cents(plus(cash, held)),
    created_at: openedAt,
    trading_blocked: false,
    account_blocked: false,
  };
}

function list(book: Book, request: Request, response: Response, types: readonly string[]): void {
  const unknown = types.find((type) => !TYPES.includes(type));
  if (unknown !== undefined) return fail(response, 422, 40010001, `invalid activity type: ${unknown}`);
  const size = Number(queryOf(request, 'page_size') ?? MOST);
  if (!(size >= 1 && size <= MOST)) return fail(response, 422, 40010001, 'page_size must be between 1 and 100');
  const isWanted = wantedIn(request);
  if (!isWanted) return fail(response, 422, 40010001, 'invalid date');
  const found = activitiesOf(book, own(response).id).filter((one) => types.includes(one.type) && isWanted(one));
  const ordered = queryOf(request, 'direction') === 'asc' ? found : found.reverse();
  const begin = ordered.findIndex(({ id }) => id === queryOf(request, 'page_token')) + 1;
  response.json(ordered.slice(begin, begin + size).map(({ json }) => json));
}

/** Whether an activity is of the time that is asked for; undefined where that is no time. */
function wantedIn(request: Request): ((activity: Activity) => boolean) | undefined {
  try {
    const day = queryOf(request, 'date')?.slice(0, 10);
    const after = momentOf(queryOf(request, 'after'));
    const until = momentOf(queryOf(request, 'until'), 1);
    return ({ at, type }) => {
      const own = type === 'FILL' ? dayIn(at, NEW_YORK) : at.slice(0, 10);
      return (
        (day === undefined || own === day) && (after === undefined || at > after) && (until === undefined || at < until)
      );
    };
  } catch {
    return undefined;
  }
}

/** A time, or a day: its beginning, or that of a day so much later. */
function momentOf(text: string | undefined, days = 0): string | undefined {
  if (text === undefined) return undefined;
  return instant(/^\d{4}-\d\d-\d\d$/.test(text) ? `${dayAfter(text, days)}T00:00:00Z` : text);
}

function fail(response: Response, status: number, code: number, message: string): void {
  response.status(status).json({ code, message });
}
