import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import type { Member } from '../access.js';
import { bodyOf, jsonOf, queryOf } from '../dialect.js';
import type { Dialect, DialectParts } from '../dialect.js';
import type { Account } from '../facts.js';
import { instant, withMillis } from '../times.js';
import { balancesOf, positionsOf } from './state.js';
import { totalFees, transactionsOf } from './transactions.js';
import type { EndAction, Transaction } from './transactions.js';

const TOKEN_SECONDS = 900;
const MEMBER = 'member';

/**
 * tastytrade's API. Members have a `clientSecret` and a `refreshToken`; whoever looks for refused grants finds them among
 * the calls of `/oauth/token` with status 400. The ids of transactions are those of the book's fills; what takes one back
 * has an 8 before it, what a future gained a 7.
 */
export const tastytrade: Dialect = {
  name: 'tastytrade',
  switches: { endAction: ['given', 'left out'] },
  routes: (parts) => {
    const router = Router();
    router.use(refuseWithoutAgent);
    router.post('/oauth/token', (request, response) => grantToken(parts, request, response));
    const signedIn = identify(parts);
    router.get('/customers/me/accounts', signedIn, (request, response) => listAccounts(parts, request, response));
    for (const [path, answer] of Object.entries(ofAccount(parts)))
      router.get(`/accounts/:number${path}`, signedIn, (request, response) => {
        const account = own(parts, response).find(({ id }) => id === request.params['number']);
        if (account) answer(request, response, account);
        else fail(response, 404, 'record_not_found', "Couldn't find Account");
      });
    return router;
  },
  notFound: (_request, response) => fail(response, 404, 'not_found', 'Not Found'),
};

type Answer = (request: Request, response: Response, account: Account) => void;

function ofAccount(parts: DialectParts): Record<string, Answer> {
  const { book, switches } = parts;
  const all = ({ id }: Account) => transactionsOf(book, id, switches.get('tastytrade', 'endAction') as EndAction);
  return {
    '/transactions': (request, response, account) => listTransactions(request, response, all(account)),
    '/transactions/total-fees': (request, response, account) => {
      const day = queryOf(request, 'date') ?? withMillis(book.clock.now()).slice(0, 10);
      say(request, response, totalFees(all(account), day));
    },
    '/transactions/:id': (request, response, account) => {
      const found = all(account).find(({ id }) => id === request.params['id']);
      if (found) say(request, response, found.json);
      else fail(response, 404, 'record_not_found', "Couldn't find Transaction");
    },
    '/positions': (request, response, { id }) => say(request, response, { items: positionsOf(book, id) }),
    '/balances': (request, response, { id }) => say(request, response, balancesOf(book, id)),
  };
}

const HTML =
  '<html>\n<head><title>401 Authorization Required</title></head>\n<body><center>nginx</center></body>\n</html>';

/** The server before the API wants to know who asks, as `name/version`. */
function refuseWithoutAgent(request: Request, response: Response, next: NextFunction): void {
  if (/^[^\s/]+\/\S+/.test(request.headers['user-agent'] ?? '')) next();
  else response.status(401).type('html').send(HTML);
}

function grantToken({ book }: DialectParts, request: Request, response: Response): void {
  const isForm = request.is('application/x-www-form-urlencoded') !== false;
  const fields = isForm ? Object.fromEntries(new URLSearchParams(bodyOf(request))) : jsonOf(request);
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : undefined);
  const credentials = { clientSecret: text('client_secret'), refreshToken: text('refresh_token') };
  const member = book.access.memberWith('tastytrade', credentials);
  if (text('grant_type') !== 'refresh_token' || !member)
    return void response.status(400).json({ error_code: 'invalid_grant', error_description: 'Grant revoked' });
  const token = book.access.issue('tastytrade', member.name, TOKEN_SECONDS);
  response.json({ access_token: token, token_type: 'Bearer', expires_in: TOKEN_SECONDS });
}

function identify({ book }: DialectParts) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const member = book.access.memberOf('tastytrade', token);
    if (!member) return fail(response, 401, 'token_invalid', 'This token is invalid or has expired');
    response.locals[MEMBER] = member;
    next();
  };
}

function own({ book }: DialectParts, response: Response): readonly Account[] {
  return book.accounts('tastytrade', (response.locals[MEMBER] as Member).name);
}

function listAccounts(parts: DialectParts, request: Request, response: Response): void {
  const now = parts.book.clock.now();
  const items = own(parts, response).map(({ id, name, openedAt, closedAt }) => ({
    account: {
      'account-number': id,
      nickname: name,
      'account-type-name': 'Individual',
      'margin-or-cash': 'Margin',
      'is-closed': closedAt !== undefined && closedAt <= now,
      'opened-at': withMillis(openedAt).replace('Z', '+00:00'),
    },
    'authority-level': 'owner',
  }));
  say(request, response, { items });
}

function listTransactions(request: Request, response: Response, all: readonly Transaction[]): void {
  const query = valuesOf(request);
  const page = pageOf(query);
  if (typeof page === 'string') return fail(response, 400, 'invalid_request', page);
  const { size, offset } = page;
  const found = all.filter((one) => isWanted(one, query));
  if (query.get('sort')?.[0] !== 'Asc') found.reverse();
  const items = found.slice(offset * size, (offset + 1) * size);
  response.json({
    data: { items: items.map(({ json }) => json) },
    'api-version': 'v1',
    context: request.path,
    pagination: {
      'per-page': size,
      'page-offset': offset,
      'item-offset': offset * size,
      'total-items': found.length,
      'total-pages': Math.ceil(found.length / size),
      'current-item-count': items.length,
      'previous-link': null,
      'next-link': null,
      'paging-link-template': null,
    },
  });
}

/** What is wrong, where something is. */
function pageOf(query: Values): { readonly size: number; readonly offset: number } | string {
  const size = Number(query.get('per-page')?.[0] ?? 250);
  const offset = Number(query.get('page-offset')?.[0] ?? 0);
  if (query.has('type') && query.has('types')) return 'type, types are mutually exclusive';
  return size >= 1 && size <= 2_000 && offset >= 0 ? { size, offset } : 'per-page is invalid';
}

type Values = ReadonlyMap<string, readonly string[]>;

/** The values of each parameter, lists written with `[]` or without. */
function valuesOf({ url }: Request): Values {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URL(url, 'http://local').searchParams) {
    const plain = name.replace('[]', '');
    values.set(plain, [...(values.get(plain) ?? []), value]);
  }
  return values;
}

/** Fields that may be one of several values, by the parameters that name these. */
const FIELDS = {
  type: 'transaction-type',
  types: 'transaction-type',
  'sub-type': 'transaction-sub-type',
  symbol: 'symbol',
  'underlying-symbol': 'underlying-symbol',
  'instrument-type': 'instrument-type',
  action: 'action',
} as const;

function isWanted(transaction: Transaction, query: Values): boolean {
  const { json } = transaction;
  if (!isInTime(transaction, (name) => query.get(name)?.[0])) return false;
  return Object.entries(FIELDS).every(([name, field]) => query.get(name)?.includes(String(json[field])) ?? true);
}

function isInTime({ at, day }: Transaction, asked: (name: string) => string | undefined): boolean {
  const [from = '', to = '9999', since, until] = ['start-date', 'end-date', 'start-at', 'end-at'].map(asked);
  if (day < from.slice(0, 10) || day > to.slice(0, 10)) return false;
  return (since === undefined || at >= instant(since)) && (until === undefined || at <= instant(until));
}

function say(request: Request, response: Response, data: unknown): void {
  response.json({ data, context: request.path });
}

function fail(response: Response, status: number, code: string, message: string): void {
  response.status(status).json({ error: { code, message } });
}
