import { Router } from 'express';
import type { Request, Response } from 'express';
import type { Member } from '../access.js';
import { fixed, quotient, times } from '../amounts.js';
import { jsonOf } from '../dialect.js';
import type { Dialect, DialectParts } from '../dialect.js';
import { exactly } from '../exact-json.js';
import type { Account, Future } from '../facts.js';
import { multiplierOf, projectXId } from '../instruments.js';
import { stateOf } from '../order-state.js';
import type { Position } from '../positions.js';
import { RateLimit } from '../rate-limit.js';
import { instant } from '../times.js';
import type { Instant } from '../times.js';
import { ERRORS, badRequest, bearerOf, fail, succeed, tokenFor } from './gateway.js';
import { contractOf, orderOf, positionOf, tradeOf } from './rows.js';

/**
 * TopstepX on the ProjectX gateway, `https://api.topstepx.com`. Members have the credentials `userName` and `apiKey`;
 * accounts have ids of digits. Not documented, and so guesses: that a fill which turns a position around is one
 * half-turn with the profit of what it closes, the bodies of 400 and 429, and what `fees` holds (a switch).
 */
export const topstepx: Dialect = {
  name: 'topstepx',
  switches: { fees: ['all', 'without commission'] },
  routes(parts) {
    const { access, clock } = parts.book;
    const limit = new RateLimit(200, 60_000, () => clock.millis());
    const router = Router();
    router.post('/api/Auth/loginKey', (request, response) => login(parts, request, response));
    router.post('/api/Auth/validate', (request, response) => {
      const member = bearerOf(access, request);
      if (!member) return fail(response, ERRORS.validate.ExpiredToken, { newToken: null });
      succeed(response, { newToken: tokenFor(access, clock, member) });
    });
    for (const [path, answer] of Object.entries(LISTS))
      router.post(path, (request, response) => {
        const member = bearerOf(access, request);
        if (!member) return void response.status(401).end();
        if (!limit.take(member.name).allowed) return void response.status(429).end();
        answer({ ...parts, request, response, member, fields: jsonOf(request) });
      });
    return router;
  },
};

interface Asked extends DialectParts {
  readonly request: Request;
  readonly response: Response;
  readonly member: Member;
  readonly fields: Readonly<Record<string, unknown>>;
}

const LISTS: Readonly<Record<string, (asked: Asked) => void>> = {
  '/api/Account/search': accounts,
  '/api/Trade/search': trades,
  '/api/Order/search': orders,
  '/api/Position/searchOpen': positions,
  '/api/Contract/searchById': contract,
};

function login({ book }: DialectParts, request: Request, response: Response): void {
  const { userName, apiKey } = jsonOf(request);
  if (typeof userName !== 'string') return badRequest(response, 'userName');
  if (typeof apiKey !== 'string') return badRequest(response, 'apiKey');
  const member = book.access.memberWith('topstepx', { userName, apiKey });
  if (!member) return fail(response, ERRORS.login.InvalidCredentials, { token: null });
  succeed(response, { token: tokenFor(book.access, book.clock, member) });
}

function accounts({ book, member, fields, response }: Asked): void {
  const now = book.clock.now();
  const active = ({ closedAt }: Account) => closedAt === undefined || closedAt > now;
  const found = book
    .accounts('topstepx', member.name)
    .filter((one) => fields['onlyActiveAccounts'] !== true || active(one));
  succeed(response, {
    accounts: found.map((account) => ({
      id: exactly(account.id),
      name: account.name,
      balance: exactly(fixed(book.balance(account.id), 2)),
      canTrade: active(account),
      isVisible: active(account),
    })),
  });
}

/** Both ends are among it; newest first. */
function trades(asked: Asked): void {
  const { book, response, switches } = asked;
  const window = windowOf(asked);
  if (!window) return;
  const walked = new Map(book.expected(window.account).map((fill) => [fill.id, fill]));
  const fills = book.fills(window.account).filter(({ at }) => at >= window.start && at <= window.end);
  const fees = switches.get('topstepx', 'fees');
  succeed(response, { trades: fills.map((fill) => tradeOf(fill, walked.get(fill.id), fees)).reverse() });
}

function orders(asked: Asked): void {
  const { book, response } = asked;
  const window = windowOf(asked);
  if (!window) return;
  const fills = book.fills(window.account);
  const placed = book
    .orders(window.account)
    .filter(({ placedAt }) => placedAt >= window.start && placedAt <= window.end);
  const states = placed.map((order) => stateOf(order, fills, book.clock.now()));
  succeed(response, { orders: states.map(orderOf).reverse() });
}

function positions(asked: Asked): void {
  const { book, response } = asked;
  const account = ownAccount(asked, 'positions');
  if (account === undefined) return;
  const average = ({ cost, quantity, instrument }: Position) =>
    quotient(cost, times(quantity, multiplierOf(instrument)), 8);
  const held = book.walked(account).positions;
  succeed(response, {
    positions: held.map((one, place) => positionOf(one, { account, place, average: average(one) })),
  });
}

/** It knows the contracts that its accounts have traded. */
function contract({ book, response, fields, member }: Asked): void {
  const { contractId } = fields;
  const own = book.accounts('topstepx', member.name).flatMap(({ id }) => book.orders(id));
  const futures = own.map(({ legs }) => legs[0]?.instrument).filter((one): one is Future => one?.type === 'future');
  const found = futures.find((future) => projectXId(future) === contractId);
  if (!found) return fail(response, ERRORS.search.ContractNotFound, { contract: null });
  succeed(response, { contract: contractOf(found, `20${found.month.slice(1)}` >= book.clock.now().slice(0, 4)) });
}

interface Window {
  readonly account: string;
  readonly start: Instant;
  readonly end: Instant;
}

/** What the list is asked for; where that cannot be, it has been answered so. */
function windowOf(asked: Asked): Window | undefined {
  const { fields, response, book } = asked;
  const start = momentOf(fields['startTimestamp']);
  if (start === undefined) return void badRequest(response, 'startTimestamp');
  const end = momentOf(fields['endTimestamp']) ?? book.clock.now();
  const account = ownAccount(asked, asked.request.path.includes('Order') ? 'orders' : 'trades');
  return account === undefined ? undefined : { account, start, end };
}

function ownAccount({ book, fields, member, response }: Asked, list: string): string | undefined {
  const account = String(fields['accountId']);
  if (book.accounts('topstepx', member.name).some(({ id }) => id === account)) return account;
  return void fail(response, ERRORS.search.AccountNotFound, { [list]: null });
}

function momentOf(value: unknown): Instant | undefined {
  try {
    return typeof value === 'string' ? instant(value) : undefined;
  } catch {
    return undefined;
  }
}
