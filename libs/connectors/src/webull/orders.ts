import type { Answer } from '@singularity/brokers';
import type { BrokerAccount, Window } from '../connector.js';
import type { Asking, Reply } from '../http/asking.js';
import { jsonOf, saidIn, textAt } from '../http/json.js';
import type { Said } from '../http/json.js';
import { SyncFault } from '../sync-fault.js';
import { answered, call } from './session.js';
import type { Call } from './session.js';

/** One of the three ways in which Webull lists orders of the past; which of them answers differs by account and year. */
interface Dialect extends Pick<Call, 'route' | 'version'> {
  readonly name: 'A' | 'B' | 'C';
  readonly window: (window: Window) => Record<string, string>;
  /** What asks for the page after one; null behind the last. */
  readonly next: (said: Said, groups: readonly Said[]) => Record<string, string> | null;
}

const byDays = ({ from, to }: Window) => ({ start_date: from, end_date: to, page_size: '50' });
// How many a page may have at most is not documented, so that a short page is no end: an empty one is.
const afterLast = (_: Said, groups: readonly Said[]): Record<string, string> | null => {
  const last = groups.at(-1);
  return last
    ? { last_client_order_id: textAt(last, 'client_order_id') || textAt(last, 'orders.0.client_order_id') }
    : null;
};
const byKey = (said: Said): Record<string, string> | null => {
  const key = textAt(said, 'pagination_key');
  return key === '' ? null : { pagination_key: key };
};

const DIALECTS: readonly Dialect[] = [
  {
    name: 'A',
    route: 'orders',
    version: 'v3',
    window: ({ from, to }) => ({ start_time: `${from}T00:00:00Z`, end_time: `${to}T23:59:59Z` }),
    next: byKey,
  },
  { name: 'B', route: 'orders', version: 'v2', window: byDays, next: afterLast },
  { name: 'C', route: 'ordersOlder', version: 'v2', window: byDays, next: afterLast },
];

const MOST_PAGES = 1_000;
/** What Webull says of days that are out of its reach. */
const OUT_OF_REACH = new Set([400, 417]);

/**
 * The orders of some days, page by page, and the executions of those with several legs: such an order states its net price
 * alone. Other orders state what they were filled at.
 */
export async function* ordersOf(asking: Asking, account: BrokerAccount, window: Window): AsyncIterable<Answer> {
  const { dialect, reply: first } = await firstPage(asking, account, window);
  const withLegs: string[] = [];
  const seen = new Set<string>();
  let reply = first;
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const said = jsonOf(reply);
    const groups = groupsIn(said);
    if (groups.length > 0) yield { call: 'orders', body: reply.text };
    withLegs.push(...groups.flatMap(withSeveralLegs));
    const next = dialect.next(said, groups);
    if (!next) return yield* executionsOf(asking, account, withLegs);
    const place = Object.values(next).join();
    if (place === '' || seen.has(place)) throw new SyncFault('unreadable', 'Webull sent the same page twice.');
    seen.add(place);
    reply = answered(await askPage(asking, account, { dialect, query: { ...dialect.window(window), ...next } }));
  }
  throw new SyncFault('unreadable', 'Webull’s list of orders does not end.');
}

/** The first page in the dialect that is remembered, else in the first that answers, which is remembered then. */
async function firstPage(asking: Asking, account: BrokerAccount, window: Window) {
  const refusals: Reply[] = [];
  for (const dialect of dialectsOf(asking)) {
    const reply = await askPage(asking, account, { dialect, query: dialect.window(window) });
    if (reply.status === 200) {
      if (!isRemembered(asking, dialect)) await asking.keep({ dialect: dialect.name });
      return { dialect, reply };
    }
    refusals.push(reply);
    if (isBeyond(reply, window) && isRemembered(asking, dialect)) break;
  }
  throw whyNone(refusals, window);
}

const isRemembered = ({ credentials }: Asking, { name }: Dialect) => name === credentials['dialect'];

function dialectsOf(asking: Asking): readonly Dialect[] {
  const remembered = DIALECTS.filter((dialect) => isRemembered(asking, dialect));
  return [...remembered, ...DIALECTS.filter((dialect) => !remembered.includes(dialect))];
}

/** Webull says that days are out of its reach as it says that anything else is wrong. Today never is. */
function isBeyond({ status }: Reply, { isLast }: Window): boolean {
  return !isLast && OUT_OF_REACH.has(status);
}

function whyNone(refusals: readonly Reply[], window: Window): SyncFault {
  const reply = refusals.find(({ status }) => status !== 404);
  if (reply && isBeyond(reply, window))
    return new SyncFault('beyond', 'Webull does not tell of orders from that long ago.');
  if (reply) answered(reply);
  return new SyncFault('unreadable', 'Webull does not list your orders in any way that we know.');
}

function askPage(
  asking: Asking,
  account: BrokerAccount,
  { dialect, query }: { readonly dialect: Dialect; readonly query: Record<string, string> },
): Promise<Reply> {
  const { route, version } = dialect;
  return call(asking, { route, version, query: { account_id: account.id, ...query } });
}

/** Executions of single orders; none where Webull does not give them. */
async function* executionsOf(asking: Asking, account: BrokerAccount, orders: readonly string[]): AsyncIterable<Answer> {
  for (const client_order_id of new Set(orders)) {
    let key: Record<string, string> | null = {};
    for (let page = 1; key; page += 1) {
      const query: Record<string, string> = { account_id: account.id, client_order_id, ...key };
      const reply = await call(asking, { route: 'executions', version: 'v3', query });
      if (reply.status !== 200) return;
      if (page > MOST_PAGES) throw new SyncFault('unreadable', 'Webull’s list of executions does not end.');
      yield { call: 'executions', body: reply.text };
      key = byKey(jsonOf(reply));
    }
  }
}

/** The list of an answer, which must be there: as `data`, or alone. */
export function listIn(said: Said): readonly Said[] {
  const found = [said('data'), said('')].find(Array.isArray) as readonly unknown[] | undefined;
  if (!found) throw new SyncFault('unreadable', 'Webull’s answer lacks its list.');
  return found.map(saidIn);
}

const groupsIn = listIn;

/** The names of the orders of a group that were filled in several legs. */
function withSeveralLegs(group: Said): readonly string[] {
  const orders = group('orders');
  const all = Array.isArray(orders) ? (orders as readonly unknown[]).map(saidIn) : [group];
  return all
    .filter((order) => {
      const legs = order('legs');
      return Array.isArray(legs) && legs.length > 1 && Number(textAt(order, 'filled_quantity')) > 0;
    })
    .map((order) => textAt(order, 'client_order_id') || textAt(group, 'client_order_id'))
    .filter(Boolean);
}
