import type { Answer } from '@singularity/brokers';
import type { BrokerAccount, Connector, Window } from '../connector.js';
import type { Asking, Reply, Request } from '../http/asking.js';
import { jsonOf, saidIn, textAt } from '../http/json.js';
import { SyncFault } from '../sync-fault.js';
import { dayBefore } from '../windows.js';
import { accessToken, consentNeeded, exchangeCode } from './tokens.js';

const AUTHORIZE = 'https://api.schwabapi.com/v1/oauth/authorize';
/** Rows that one answer has at most: where there are as many, some may be missing. */
const MOST_ROWS = 3_000;
/** How far back orders may be asked for, today included. */
const ORDER_DAYS = 60;
/** Asked one by one: lists of them were seen to be answered with nothing. */
const TYPES = ['TRADE', 'RECEIVE_AND_DELIVER'] as const;

/**
 * Schwab's Trader API for individuals (developer.schwab.com). The member's own app asks, with a consent that is good for seven
 * days. Transactions say what was traded and what it cost, orders of the last 60 days when exactly. Documented: the code
 * flow, account numbers by their hashes, a year of transactions and 60 days of orders at once. Not verified: the 3,000 rows,
 * and the shape of positions and balances.
 */
export const schwab: Connector = {
  broker: 'schwab',
  about: {
    steps: [
      'Sign in at developer.schwab.com and create an app of the product “Accounts and Trading Production”.',
      'Give it the callback address that is shown here. Schwab takes some days to approve an app.',
      'Paste its app key and secret here, then agree at Schwab.',
    ],
    power:
      'Whoever has this app and your consent can also trade in your account, until the consent ends after seven days.',
    gives: 'All trades with all fees, expirations and assignments. Schwab wants your consent again every seven days.',
    warning: null,
    page: 'https://developer.schwab.com',
  },
  fields: [
    { name: 'appKey', label: 'App key', hint: 'From your app at developer.schwab.com.', secret: false },
    { name: 'appSecret', label: 'Secret', hint: 'Beside the app key.', secret: true },
  ],
  origins: { api: 'https://api.schwabapi.com' },
  routes: {
    token: { method: 'POST', origin: 'api', path: '/v1/oauth/token' },
    numbers: { method: 'GET', origin: 'api', path: '/trader/v1/accounts/accountNumbers' },
    transactions: {
      method: 'GET',
      origin: 'api',
      path: '/trader/v1/accounts/:account/transactions',
      timeoutMs: 30_000,
    },
    orders: { method: 'GET', origin: 'api', path: '/trader/v1/accounts/:account/orders', timeoutMs: 30_000 },
    account: { method: 'GET', origin: 'api', path: '/trader/v1/accounts/:account' },
  },
  // Half of the 120 a minute that an app has.
  pace: { requests: 60, seconds: 60 },
  windowDays: 180,
  overlapDays: 5,
  reachDays: null,
  completeAt: { time: '06:00', timeZone: 'America/New_York' },
  prefersOwnMachine: false,
  consent: {
    url: ({ appKey = '' }, redirectUri, state) => {
      const query = { response_type: 'code', client_id: appKey.trim(), redirect_uri: redirectUri, state };
      return `${AUTHORIZE}?${new URLSearchParams(query).toString()}`;
    },
    exchange: exchangeCode,
    until: ({ consentUntil }) => consentUntil ?? null,
  },

  async accounts(asking) {
    const reply = await ask(asking, { route: 'numbers' });
    return listIn(reply).map((each) => {
      const said = saidIn(each);
      const [id, number] = [textAt(said, 'hashValue'), textAt(said, 'accountNumber')];
      if (id === '') throw new SyncFault('unreadable', 'Schwab’s list has an account without a hash.');
      return { id, name: `Schwab …${number.slice(-4)}`, currency: 'USD', opened: null };
    });
  },

  async *answers(asking, account, window) {
    for (const type of TYPES) yield* transactions(asking, account, window, type);
    yield* orders(asking, account, window);
    if (!window.isLast) return;
    const reply = await ask(asking, {
      route: 'account',
      parts: { account: account.id },
      query: { fields: 'positions' },
    });
    jsonOf(reply);
    yield { call: 'account', body: reply.text };
  },
};

type Days = Pick<Window, 'from' | 'to'>;

/** Transactions of one type. As many rows as an answer can have are asked for again, by halves of their days. */
async function* transactions(
  asking: Asking,
  account: BrokerAccount,
  { from, to }: Days,
  types: string,
): AsyncIterable<Answer> {
  const query = { types, startDate: startOf(from), endDate: endOf(to) };
  const reply = await ask(asking, { route: 'transactions', parts: { account: account.id }, query });
  const rows = listIn(reply).length;
  if (rows > 0 && rows < MOST_ROWS) yield { call: 'transactions', body: reply.text };
  if (rows < MOST_ROWS) return;
  if (from === to) throw new SyncFault('unreadable', 'Schwab has more transactions of one day than it gives at once.');
  const middle = dayBefore(to, Math.ceil(daysBetween(from, to) / 2));
  yield* transactions(asking, account, { from: dayBefore(middle, -1), to }, types);
  yield* transactions(asking, account, { from, to: middle }, types);
}

/** Orders that can have been filled in a window. They say nothing that fills do not say but their exact times. */
async function* orders(asking: Asking, account: BrokerAccount, window: Days): AsyncIterable<Answer> {
  const today = new Date(asking.now()).toISOString().slice(0, 10);
  const first = dayBefore(today, ORDER_DAYS - 1);
  if (window.to < first) return;
  const from = dayBefore(window.from, ORDER_DAYS);
  const query = {
    fromEnteredTime: startOf(from > first ? from : first),
    toEnteredTime: endOf(window.to),
    maxResults: String(MOST_ROWS),
  };
  const reply = await ask(asking, { route: 'orders', parts: { account: account.id }, query });
  if (listIn(reply).length > 0) yield { call: 'orders', body: reply.text };
}

async function ask(asking: Asking, request: Request): Promise<Reply> {
  const first = await askWith(asking, request, await accessToken(asking));
  // A token that should be good may have been taken back by a newer one.
  const reply = first.status === 401 ? await askWith(asking, request, await accessToken(asking, true)) : first;
  if (reply.status === 200) return reply;
  if (reply.status === 401) throw consentNeeded();
  if (reply.status === 403)
    throw new SyncFault('refused', 'Schwab does not open this account to your app.', { field: 'appKey' });
  throw new SyncFault('unreadable', `Schwab answered with status ${reply.status}.`);
}

function askWith(asking: Asking, request: Request, token: string): Promise<Reply> {
  return asking.ask({ ...request, headers: { authorization: `Bearer ${token}`, accept: 'application/json' } });
}

/** A list of which nothing is around it. */
function listIn(reply: Reply): readonly unknown[] {
  const found = jsonOf(reply)('');
  if (!Array.isArray(found)) throw new SyncFault('unreadable', 'Schwab’s list is not there.');
  return found as readonly unknown[];
}

function startOf(day: string): string {
  return `${day}T00:00:00.000Z`;
}

function endOf(day: string): string {
  return `${day}T23:59:59.999Z`;
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
