import type { Answer } from '@singularity/brokers';
import type { BrokerAccount, Connector } from '../connector.js';
import type { Asking, Reply, Request } from '../http/asking.js';
import { jsonOf, listOf, saidIn, textAt } from '../http/json.js';
import { SyncFault } from '../sync-fault.js';

/** Rows of a page: more than most accounts have in a month. */
const PAGE = 1_000;
/** A page that comes after so many full ones is a broker that repeats itself. */
const MOST_PAGES = 500;

/**
 * Tradier's brokerage API (docs.tradier.com: account history, orders, gain and loss, positions, balances). The history says what
 * was traded and what it cost, a day after it was; orders say when, a month at a time.
 */
export const tradier: Connector = {
  broker: 'tradier',
  about: {
    steps: [
      'Sign in at web.tradier.com and open “API Access” in your profile.',
      'Copy the access token of your brokerage account, not that of the sandbox.',
      'Paste it here.',
    ],
    power: 'Whoever has this token can also trade in your account: Tradier has no tokens that only read.',
    gives:
      'All trades since the account was opened, with all fees, the morning after. Times come from your orders; where an order cannot be told, the day alone is known.',
    warning: null,
    page: 'https://docs.tradier.com',
  },
  fields: [{ name: 'token', label: 'Access token', hint: '28 letters and digits, from “API Access”.', secret: true }],
  origins: { api: 'https://api.tradier.com' },
  routes: {
    profile: { method: 'GET', origin: 'api', path: '/v1/user/profile' },
    history: { method: 'GET', origin: 'api', path: '/v1/accounts/:account/history' },
    orders: { method: 'GET', origin: 'api', path: '/v1/accounts/:account/orders' },
    gainloss: { method: 'GET', origin: 'api', path: '/v1/accounts/:account/gainloss' },
    positions: { method: 'GET', origin: 'api', path: '/v1/accounts/:account/positions' },
    balances: { method: 'GET', origin: 'api', path: '/v1/accounts/:account/balances' },
  },
  // Half of the 120 a minute that a token has.
  pace: { requests: 60, seconds: 60 },
  // Orders are given by the month.
  windowDays: 28,
  overlapDays: 5,
  reachDays: null,
  completeAt: { time: '06:00', timeZone: 'America/New_York' },
  prefersOwnMachine: false,

  async accounts(asking) {
    const profile = jsonOf(await ask(asking, { route: 'profile' }));
    return listOf(profile, 'profile.account').map((each) => {
      const said = saidIn(each);
      const id = textAt(said, 'account_number');
      const opened = textAt(said, 'date_created').slice(0, 10) || null;
      return { id, name: [id, textAt(said, 'type')].filter(Boolean).join(' · '), currency: 'USD', opened };
    });
  },

  async *answers(asking, account, window) {
    const range = { start: window.from, end: window.to };
    yield* pages(asking, account, { route: 'history', query: range, list: 'history.event' });
    yield* pages(asking, account, { route: 'orders', query: { ...range, filter: 'all' }, list: 'orders.order' });
    yield* pages(asking, account, { route: 'gainloss', query: range, list: 'gainloss.closed_position' });
    if (window.isLast) yield* stateOf(asking, account);
  },
};

/** What is held and what it is worth, now. */
async function* stateOf(asking: Asking, account: BrokerAccount): AsyncIterable<Answer> {
  for (const route of ['positions', 'balances'] as const) {
    const reply = await ask(asking, { route, parts: { account: account.id } });
    jsonOf(reply);
    yield { call: route, body: reply.text };
  }
}

interface Listing {
  readonly route: 'history' | 'orders' | 'gainloss';
  readonly query: Readonly<Record<string, string>>;
  /** Where in an answer its rows are. */
  readonly list: string;
}

async function* pages(asking: Asking, account: BrokerAccount, { route, query, list }: Listing): AsyncIterable<Answer> {
  let before = '';
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const paged = { ...query, page: String(page), limit: String(PAGE) };
    const reply = await ask(asking, { route, parts: { account: account.id }, query: paged });
    const rows = listOf(jsonOf(reply), list);
    // A page that comes twice would count each of its fills twice.
    if (rows.length > 0 && reply.text === before)
      throw new SyncFault('unreadable', 'Tradier sent the same page twice.');
    before = reply.text;
    if (rows.length > 0) yield { call: route, body: reply.text };
    if (rows.length < PAGE) return;
  }
  throw new SyncFault('unreadable', 'Tradier’s list does not end.');
}

async function ask(asking: Asking, request: Request): Promise<Reply> {
  const headers = { authorization: `Bearer ${asking.credentials['token'] ?? ''}`, accept: 'application/json' };
  const reply = await asking.ask({ ...request, headers });
  if (reply.status === 200) return reply;
  if (reply.status === 401 || reply.status === 403)
    throw new SyncFault('refused', 'Tradier does not accept this token. Copy it again.', { field: 'token' });
  throw new SyncFault('unreadable', `Tradier answered with status ${reply.status}.`);
}
