import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { fixed, plus, sum } from '../amounts.js';
import type { Member } from '../access.js';
import type { Book } from '../book.js';
import { queryOf } from '../dialect.js';
import type { Dialect, DialectParts } from '../dialect.js';
import { exactly } from '../exact-json.js';
import type { Account } from '../facts.js';
import { keyOf } from '../instruments.js';
import { stateOf } from '../order-state.js';
import { RateLimit } from '../rate-limit.js';
import { NEW_YORK, dayAfter, dayIn, withMillis } from '../times.js';
import { answer, listed, pageOf } from './answers.js';
import { gainLossOf, historyOf } from './history.js';
import { orderOf } from './orders.js';

/**
 * Tradier, `https://api.tradier.com`. Members have the credential `token`. History and gains are those of days that a
 * `night` has posted. Not documented, and so guesses: the order of rows within a day, the rows of assignments, the
 * bodies of 400 and 429, and that a window of more than a month is refused.
 */
export const tradier: Dialect = {
  name: 'tradier',
  switches: {
    /** What stands in place of no elements. */
    nothing: ['text', 'null'],
    expirySymbol: ['left out', 'given'],
  },
  routes(parts) {
    const router = Router();
    const limit = new RateLimit(120, 60_000, () => parts.book.clock.millis());
    router.use('/v1', (request, response, next) => letIn(parts.book, limit, { request, response, next }));
    router.get('/v1/user/profile', (request, response) => {
      const { name } = memberOf(response);
      const accounts = parts.book.accounts('tradier', name).map((account) => profileAccount(account));
      const account = accounts.length === 1 ? accounts[0] : accounts;
      answer(request, response, { profile: { account, id: `id-${name}`, name } });
    });
    const accounts = Router({ mergeParams: true });
    router.use('/v1/accounts/:account', ofAccount(parts.book), accounts);
    accounts.get('/history', (request, response) => history(parts, request, response));
    accounts.get('/orders', (request, response) => orders(parts, request, response));
    accounts.get('/orders/:order', (request, response) => oneOrder(parts, request, response));
    accounts.get('/positions', (request, response) => positions(parts, request, response));
    accounts.get('/gainloss', (request, response) => gainLoss(parts, request, response));
    accounts.get('/balances', (request, response) => balances(parts, request, response));
    return router;
  },
};

const MEMBER = 'member';
const memberOf = (response: Response): Member => response.locals[MEMBER] as Member;
const accountOf = (request: Request): string => String(request.params['account']);
const numberOf = (request: Request, name: string, usual: number): number => Number(queryOf(request, name) ?? usual);

interface Asked {
  readonly request: Request;
  readonly response: Response;
  readonly next: NextFunction;
}

function letIn(book: Book, limit: RateLimit, { request, response, next }: Asked): void {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const member = book.access.memberWith('tradier', { token });
  if (!token || !member) return void response.status(401).type('text').send('Invalid Access Token');
  const { allowed, used, available, resetAt } = limit.take(token);
  response.set({
    'X-Ratelimit-Allowed': String(limit.limit),
    'X-Ratelimit-Used': String(used),
    'X-Ratelimit-Available': String(available),
    'X-Ratelimit-Expiry': String(resetAt),
  });
  if (!allowed) return void response.status(429).type('text').send('Quota Violation');
  response.locals[MEMBER] = member;
  next();
}

function ofAccount(book: Book) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const own = book.accounts('tradier', memberOf(response).name);
    if (own.some(({ id }) => id === accountOf(request))) return next();
    response
      .status(401)
      .type('text')
      .send(`Unauthorized Account: ${accountOf(request)}`);
  };
}

const profileAccount = ({ id, openedAt, closedAt }: Account) => ({
  account_number: id,
  classification: 'individual',
  date_created: withMillis(openedAt),
  day_trader: false,
  option_level: 3,
  status: closedAt === undefined ? 'active' : 'closed',
  type: 'margin',
  last_update_date: withMillis(openedAt),
});

function history({ book, switches }: DialectParts, request: Request, response: Response): void {
  const types = queryOf(request, 'type')?.split(',');
  const symbol = queryOf(request, 'symbol');
  const [start = '', end = '9999'] = [queryOf(request, 'start'), queryOf(request, 'end')];
  const rows = historyOf(book, accountOf(request), switches.get('tradier', 'expirySymbol'))
    .filter((row) => types?.includes(row.type) ?? true)
    .filter((row) => symbol === undefined || row.symbol === symbol)
    .filter(({ day }) => day >= start && day <= end);
  const page = pageOf(rows, numberOf(request, 'page', 1), numberOf(request, 'limit', 25));
  const events = page.map(({ event }) => event);
  answer(request, response, { history: listed('event', events, switches.get('tradier', 'nothing')) });
}

function orders({ book, switches }: DialectParts, request: Request, response: Response): void {
  const now = book.clock.now();
  const today = dayIn(now, NEW_YORK);
  const all = queryOf(request, 'filter') === 'all';
  const end = all ? (queryOf(request, 'end') ?? today) : today;
  const start = all ? (queryOf(request, 'start') ?? dayAfter(end, -30)) : today;
  if (start < dayAfter(end, -31)) return void response.status(400).type('text').send('Invalid date range');
  const fills = book.fills(accountOf(request));
  const found = book.orders(accountOf(request)).filter(({ placedAt }) => {
    const day = dayIn(placedAt, NEW_YORK);
    return day >= start && day <= end;
  });
  const page = pageOf(found.reverse(), numberOf(request, 'page', 1), numberOf(request, 'limit', all ? 25 : 1_000));
  const rows = page.map((order) => orderOf(stateOf(order, fills, now)));
  answer(request, response, { orders: listed('order', rows, switches.get('tradier', 'nothing')) });
}

function oneOrder({ book }: DialectParts, request: Request, response: Response): void {
  const order = book.orders(accountOf(request)).find(({ id }) => id === request.params['order']);
  if (!order) return void response.status(404).type('text').send('order not found');
  answer(request, response, { order: orderOf(stateOf(order, book.fills(order.account), book.clock.now())) });
}

function positions({ book, switches }: DialectParts, request: Request, response: Response): void {
  const held = book.walked(accountOf(request)).positions.map(({ instrument, quantity, cost, openedAt }, place) => ({
    cost_basis: exactly(fixed(cost, 2)),
    date_acquired: withMillis(openedAt),
    id: 130_000 + place,
    quantity: exactly(fixed(quantity, 8)),
    symbol: keyOf(instrument),
  }));
  answer(request, response, { positions: listed('position', held, switches.get('tradier', 'nothing')) });
}

function gainLoss({ book, switches }: DialectParts, request: Request, response: Response): void {
  const symbol = queryOf(request, 'symbol');
  const [start = '', end = '9999'] = [queryOf(request, 'start'), queryOf(request, 'end')];
  const rows = gainLossOf(book, accountOf(request))
    .filter((row) => symbol === undefined || row.symbol === symbol)
    .filter(({ closeDay }) => closeDay >= start && closeDay <= end);
  const by = queryOf(request, 'sortBy')?.toLowerCase() === 'opendate' ? 'openDay' : 'closeDay';
  const sorted = rows.toSorted((one, other) => other[by].localeCompare(one[by]));
  if (queryOf(request, 'sort') === 'asc') sorted.reverse();
  const page = pageOf(sorted, numberOf(request, 'page', 1), numberOf(request, 'limit', 100));
  const closed = page.map(({ position }) => position);
  answer(request, response, { gainloss: listed('closed_position', closed, switches.get('tradier', 'nothing')) });
}

/** Positions are taken at what they cost: the book knows no market. */
function balances({ book }: DialectParts, request: Request, response: Response): void {
  const account = accountOf(request);
  const cash = book.balance(account);
  const market = sum(book.walked(account).positions.map(({ cost }) => cost));
  answer(request, response, {
    balances: {
      account_number: account,
      account_type: 'margin',
      total_cash: exactly(fixed(cash, 2)),
      market_value: exactly(fixed(market, 2)),
      total_equity: exactly(fixed(plus(cash, market), 2)),
    },
  });
}
