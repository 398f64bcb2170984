import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import type { Member } from '../access.js';
import type { Book } from '../book.js';
import { queryOf } from '../dialect.js';
import type { Dialect } from '../dialect.js';
import type { Account } from '../facts.js';
import { RateLimit } from '../rate-limit.js';
import { instant } from '../times.js';
import { uuid } from '../uuid.js';
import { entriesOf, portfolioOf, walletsOf } from './fills.js';
import type { Entry } from './fills.js';
import { Tokens } from './token.js';

const API = '/api/v3/brokerage';
const MEMBER = 'member';
const MOST = 1_000;

/**
 * Coinbase's Advanced Trade API. Members have a `key` (its name) and a `secret` (a PEM of P-256, or the base64 of an Ed25519
 * key), with which they sign a token for each request; keys only view.
 */
export const coinbase: Dialect = {
  name: 'coinbase',
  routes: ({ book }) => {
    const router = Router();
    router.use(identify(book));
    router.get(`${API}/orders/historical/fills`, (request, response) => listFills(book, request, response));
    router.get(`${API}/accounts`, (_request, response) => {
      const accounts = own(book, response).flatMap(({ id }) => walletsOf(book, id));
      response.json({ accounts, has_next: false, cursor: '', size: accounts.length });
    });
    router.get(`${API}/portfolios`, (_request, response) => {
      const portfolios = own(book, response).map(({ id, name }, place) => {
        return { name, uuid: portfolioOf(id), type: place === 0 ? 'DEFAULT' : 'CONSUMER', deleted: false };
      });
      response.json({ portfolios });
    });
    router.get(`${API}/key_permissions`, (_request, response) => {
      const [first] = own(book, response);
      const may = { can_view: true, can_trade: false, can_transfer: false };
      const portfolio = first ? portfolioOf(first.id) : uuid('none');
      response.json({ ...may, portfolio_uuid: portfolio, portfolio_type: 'DEFAULT' });
    });
    return router;
  },
  notFound: (_request, response) => fail(response, 404, 'NOT_FOUND', 'route not found'),
};

function own(book: Book, response: Response): readonly Account[] {
  return book.accounts('coinbase', (response.locals[MEMBER] as Member).name);
}

function identify(book: Book) {
  const tokens = new Tokens(book);
  const limit = new RateLimit(30, 1_000, () => book.clock.millis());
  return (request: Request, response: Response, next: NextFunction): void => {
    const member = tokens.memberOf(request);
    // Coinbase does not say what is wrong.
    if (typeof member === 'string') return void response.status(401).type('text').send('Unauthorized\n');
    if (!limit.take(member.name).allowed) return fail(response, 429, 'RATE_LIMIT_EXCEEDED', 'too many requests');
    response.locals[MEMBER] = member;
    next();
  };
}

function listFills(book: Book, request: Request, response: Response): void {
  const limit = Number(queryOf(request, 'limit') ?? 100);
  const isWanted = wantedIn(request);
  if (!(limit >= 1 && limit <= MOST) || !isWanted) return fail(response, 400, 'INVALID_ARGUMENT', 'invalid argument');
  const all = own(book, response).flatMap(({ id }) => entriesOf(book, id));
  const rest = behind(all.filter(isWanted), queryOf(request, 'cursor') ?? '');
  if (!rest) return fail(response, 400, 'INVALID_ARGUMENT', 'invalid cursor');
  const page = rest.slice(0, limit);
  const last = rest.length > limit ? page.at(-1) : undefined;
  response.json({ fills: page.map(({ json }) => json), cursor: last ? cursorOf(last.id) : '' });
}

/** What stands behind the entry that the cursor names; undefined where there is none. */
function behind(entries: readonly Entry[], cursor: string): readonly Entry[] | undefined {
  if (cursor === '') return entries;
  const place = entries.findIndex(({ id }) => id === idIn(cursor));
  return place < 0 ? undefined : entries.slice(place + 1);
}

const cursorOf = (id: string): string => Buffer.from(`after ${id}`).toString('base64');
const idIn = (cursor: string): string => Buffer.from(cursor, 'base64').toString().replace('after ', '');

/** Whether an entry is among what is asked for; undefined where that is no time. */
function wantedIn(request: Request): ((entry: Entry) => boolean) | undefined {
  const asked = new URL(request.url, 'http://local').searchParams;
  const [products, orders] = [asked.getAll('product_ids'), asked.getAll('order_ids')];
  try {
    const [start, end] = ['start', 'end'].map((side) => momentOf(asked.get(`${side}_sequence_timestamp`)));
    return ({ at, product, order }) => {
      const isInTime = (start === undefined || at >= start) && (end === undefined || at < end);
      return isInTime && isAmong(product, products) && isAmong(order, orders);
    };
  } catch {
    return undefined;
  }
}

const momentOf = (text: string | null): string | undefined => (text === null ? undefined : instant(text));
const isAmong = (value: string, values: readonly string[]): boolean => values.length === 0 || values.includes(value);

function fail(response: Response, status: number, error: string, message: string): void {
  response.status(status).json({ error, message, error_details: message });
}
