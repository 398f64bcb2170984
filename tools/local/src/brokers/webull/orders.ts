import type { Request, Response, Router } from 'express';
import { queryOf } from '../dialect.js';
import type { DialectParts } from '../dialect.js';
import type { Order } from '../facts.js';
import { NEW_YORK, dayAfter, instant, later, momentIn } from '../times.js';
import type { Instant } from '../times.js';
import { memberOf, refuse } from './answers.js';
import { clientIdOf, executionsOf, groupOf, grouped } from './groups.js';
import type { Group } from './groups.js';

const DAY = 86_400_000;
/** The default window. */
const WEEK = 7 * DAY;
/** How far back the lists reach. */
const REACH = 730 * DAY;

type Answer = (account: string, request: Request, response: Response) => void;

/**
 * The list of orders, in three generations of which one answers: A is `x-version: v3` with times and pagination keys, B
 * `v2` on the same path with days and the last id, C as B on the older path.
 */
export function orderRoutes(router: Router, parts: DialectParts): void {
  const { book, switches } = parts;
  const answers = (generation: string) => switches.get('webull', 'generation') === generation;
  router.get('/trading/orders/historical-orders/list', (request, response) => {
    const version = request.get('x-version');
    if (version === 'v3' && answers('A')) return ofAccount(parts, byTimes(parts))(request, response);
    if (version === 'v2' && answers('B')) return ofAccount(parts, byDays(parts))(request, response);
    refuse(response, 404, 'NOT_FOUND', 'There is no such path.');
  });
  router.get('/openapi/trade/order/history', (request, response) => {
    if (request.get('x-version') === 'v2' && answers('C')) return ofAccount(parts, byDays(parts))(request, response);
    refuse(response, 404, 'NOT_FOUND', 'There is no such path.');
  });
  router.get(
    '/trading/orders/get',
    ofAccount(parts, (account, request, response) => {
      const wanted = queryOf(request, 'client_order_id');
      const orders = grouped(book.orders(account)).find((of) => of.some((order) => clientIdOf(order) === wanted));
      if (!orders) return refuse(response, 417, 'ORDER_NOT_FOUND', 'The order does not exist.');
      response.json(written(parts, account, [orders])[0]);
    }),
  );
}

/** Not in the reference pages; a switch turns it off. */
export function executionRoutes(router: Router, parts: DialectParts): void {
  const { book, switches } = parts;
  const list = ofAccount(parts, (account, request, response) => {
    const [start, end] = [queryOf(request, 'start_date') ?? '', queryOf(request, 'end_date') ?? '9999'];
    const order = queryOf(request, 'client_order_id');
    const from = start === '' ? instant(0) : momentIn(start, '00:00:00', NEW_YORK);
    const until = end === '9999' ? later(book.clock.now(), 1) : momentIn(dayAfter(end), '00:00:00', NEW_YORK);
    const fills = book.fills(account);
    const rows = executionsOf(book.orders(account), fills).filter(
      ({ execution_time, client_order_id }) =>
        instant(execution_time ?? '') >= from &&
        instant(execution_time ?? '') < until &&
        (order === undefined || client_order_id === order),
    );
    response.json(
      pageAfter(rows, ({ execution_id = '' }) => execution_id, queryOf(request, 'pagination_key'), sizeOf(parts)),
    );
  });
  router.get('/trading/orders/executions/list', (request, response) => {
    if (switches.get('webull', 'executions') === 'on' && request.get('x-version') === 'v3')
      return list(request, response);
    refuse(response, 404, 'NOT_FOUND', 'There is no such path.');
  });
}

function byTimes(parts: DialectParts): Answer {
  return (account, request, response) => {
    const now = parts.book.clock.now();
    const [start, end] = [timeOf(request, 'start_time'), timeOf(request, 'end_time')];
    if (start === null || end === null) return refuse(response, 417, 'INVALID_PARAMETER', 'A time ends with Z.');
    const window = { start: start ?? later(end ?? now, -WEEK), end: end ?? now };
    if (window.start < later(now, -REACH))
      return refuse(response, 417, 'INVALID_PARAMETER', 'start_time is too early.');
    const groups = groupsIn(parts, account, window);
    const { data, pagination_key } = pageAfter(groups, idOf, queryOf(request, 'pagination_key'), sizeOf(parts));
    response.json({ data: written(parts, account, data), pagination_key });
  };
}

function byDays(parts: DialectParts): Answer {
  return (account, request, response) => {
    const now = parts.book.clock.now();
    const [first, last] = [queryOf(request, 'start_date'), queryOf(request, 'end_date')];
    const end = last === undefined ? now : momentIn(dayAfter(last), '00:00:00', NEW_YORK);
    const start = first === undefined ? later(end, -WEEK) : momentIn(first, '00:00:00', NEW_YORK);
    if (start < later(now, -REACH)) return refuse(response, 417, 'INVALID_PARAMETER', 'start_date is too early.');
    const groups = groupsIn(parts, account, { start, end });
    const before = queryOf(request, 'last_client_order_id');
    const from = groups.findIndex((group) => idOf(group) === before) + 1;
    const page = groups.slice(from, from + Number(queryOf(request, 'page_size') ?? 10));
    response.json(written(parts, account, page));
  };
}

/** Undefined where it is not given, null where it has another form than `2026-10-01T00:00:00Z`. */
function timeOf(request: Request, name: string): Instant | null | undefined {
  const text = queryOf(request, name);
  if (text === undefined) return undefined;
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/.test(text) ? instant(text) : null;
}

type Orders = readonly Order[];

function groupsIn(
  { book }: DialectParts,
  account: string,
  window: { start: Instant; end: Instant },
): readonly Orders[] {
  const { start, end } = window;
  return grouped(book.orders(account).filter(({ placedAt }) => placedAt >= start && placedAt <= end));
}

const idOf = ([first]: Orders): string => (first ? clientIdOf(first) : '');

/** Only the groups of a page are written out: there may be thousands. */
function written({ book }: DialectParts, account: string, groups: readonly Orders[]): readonly Group[] {
  const fills = book.fills(account);
  return groups.map((orders) => groupOf(orders, fills, { now: book.clock.now(), postedUntil: book.postedUntil }));
}

const sizeOf = ({ switches }: DialectParts): number => Number(switches.get('webull', 'pageSize'));

/** A key stands for the last item of its page; after the last page there is none. */
function pageAfter<T>(items: readonly T[], nameOf: (item: T) => string, key: string | undefined, size: number) {
  const last = Buffer.from(key ?? '', 'base64url').toString();
  const from = items.findIndex((item) => nameOf(item) === last) + 1;
  const data = items.slice(from, from + size);
  const end = data.at(-1);
  const more = from + size < items.length && end !== undefined;
  return { data, pagination_key: more ? Buffer.from(nameOf(end)).toString('base64url') : null };
}

function ofAccount({ book }: DialectParts, answer: Answer) {
  return (request: Request, response: Response): void => {
    const account = queryOf(request, 'account_id') ?? '';
    const known = book.accounts('webull', memberOf(response).name).some(({ id }) => id === account);
    if (!known) return refuse(response, 417, 'ACCOUNT_NOT_FOUND', 'The account does not exist.');
    answer(account, request, response);
  };
}
