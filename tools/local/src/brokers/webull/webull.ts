import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { plus, quotient, sum, times } from '../amounts.js';
import { queryOf } from '../dialect.js';
import type { Dialect, DialectParts } from '../dialect.js';
import { multiplierOf } from '../instruments.js';
import { RateLimit } from '../rate-limit.js';
import { NEW_YORK, dayIn, withMillis } from '../times.js';
import { memberOf, refuse } from './answers.js';
import { symbolOf } from './groups.js';
import { letIn } from './guard.js';
import { executionRoutes, orderRoutes } from './orders.js';
import { Tokens, tokenRoutes } from './tokens.js';

/**
 * Webull OpenAPI, `https://api.webull.com`. Members have the credentials `appKey` and `appSecret`. Not documented, and so
 * guesses: the names in errors, how old a request may be, the order of groups, and how a last page says that it is.
 */
export const webull: Dialect = {
  name: 'webull',
  switches: {
    /** Which of the three generations of the list of orders answers. */
    generation: ['A', 'B', 'C'],
    executions: ['on', 'off'],
    /** `waiting`: tokens are wanted, and the member has not approved yet. */
    twoFactor: ['off', 'waiting', 'approved'],
    /** How many groups a page has. */
    pageSize: ['2', '50'],
  },
  routes(parts) {
    const router = Router();
    const tokens = new Tokens(parts.book);
    router.use(letIn({ ...parts, tokens }), limited(parts));
    tokenRoutes(router, parts, tokens);
    accountRoutes(router, parts);
    orderRoutes(router, parts);
    executionRoutes(router, parts);
    return router;
  },
  notFound: (_request, response) => refuse(response, 404, 'NOT_FOUND', 'There is no such path.'),
};

/** Orders 2 in 2 seconds, all else 10 in 30, for each path and app key. */
function limited({ book }: DialectParts) {
  const now = () => book.clock.millis();
  const [orders, others] = [new RateLimit(2, 2_000, now), new RateLimit(10, 30_000, now)];
  return (request: Request, response: Response, next: NextFunction): void => {
    const limit = /\/orders?\//.test(request.path) ? orders : others;
    if (limit.take(`${memberOf(response).name} ${request.path}`).allowed) return next();
    refuse(response, 429, 'TOO_MANY_REQUESTS', 'Too many requests.');
  };
}

function accountRoutes(router: Router, { book }: DialectParts): void {
  router.get(['/trading/accounts/list', '/openapi/account/list'], (_request, response) => {
    const { name } = memberOf(response);
    response.json(
      book.accounts('webull', name).map(({ id, name: label }, place) => ({
        account_id: id,
        account_number: `CV${1_000 + place}`,
        account_type: 'MARGIN',
        account_label: label,
        account_class: 'INDIVIDUAL_MARGIN',
        user_id: `U${name}`,
      })),
    );
  });
  const own = (answer: (account: string, request: Request) => unknown) => (request: Request, response: Response) => {
    const account = queryOf(request, 'account_id') ?? '';
    const known = book.accounts('webull', memberOf(response).name).some(({ id }) => id === account);
    if (!known) return refuse(response, 417, 'ACCOUNT_NOT_FOUND', 'The account does not exist.');
    response.json(answer(account, request));
  };
  router.get(
    '/trading/assets/positions/list',
    own((account) => positions(book, account)),
  );
  router.get(
    '/trading/assets/balances/get',
    own((account) => balances(book, account)),
  );
  router.get(
    '/trading/activities/cash-activities/list',
    own((account) => ({ data: cash(book, account), pagination_key: null })),
  );
}

type Book = DialectParts['book'];

const positions = (book: Book, account: string) =>
  book.walked(account).positions.map(({ instrument, quantity, cost }, place) => ({
    position_id: `P${place + 1}`,
    symbol: symbolOf(instrument),
    instrument_type: instrument.type.toUpperCase(),
    quantity,
    cost_price: quotient(cost, times(quantity, multiplierOf(instrument)), 8),
    currency: 'USD',
  }));

function balances(book: Book, account: string) {
  const held = sum(book.walked(account).positions.map(({ cost }) => cost));
  const total = book.balance(account);
  return {
    total_asset_currency: 'USD',
    total_cash_balance: total,
    total_market_value: held,
    total_net_liquidation_value: plus(total, held),
  };
}

const cash = (book: Book, account: string) =>
  book
    .cash(account)
    .map(({ id, kind, amount, at }) => ({
      id,
      activity_type: kind.toUpperCase(),
      sub_type: '',
      currency: 'USD',
      symbol: '',
      trade_date: dayIn(at, NEW_YORK),
      net_amount: amount,
      biz_time: withMillis(at),
    }))
    .reverse();
