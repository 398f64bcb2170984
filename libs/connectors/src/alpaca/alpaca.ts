import type { Answer } from '@singularity/brokers';
import type { BrokerAccount, Connector, Window } from '../connector.js';
import type { Asking, Reply, Request } from '../http/asking.js';
import { jsonOf, saidIn, textAt } from '../http/json.js';
import type { Routes } from '../http/route.js';
import { SyncFault } from '../sync-fault.js';
import { dayBefore } from '../windows.js';

/** The most that a page may have. */
const PAGE = 100;
/** Far more than a window of the busiest account has: what comes after so many is a broker that repeats itself. */
const MOST_PAGES = 3_000;
/** Key ids of paper accounts begin with it, and are known on the paper host alone. */
const OF_PAPER = 'PK';

/**
 * Alpaca's trading API (docs.alpaca.markets: account activities, positions, account). Fills and all else that happens to an
 * account have ids; fees and what becomes of options are booked by day, overnight. Days asked for are those on which Alpaca
 * booked something.
 */
export const alpaca: Connector = {
  broker: 'alpaca',
  about: {
    steps: [
      'Sign in at app.alpaca.markets and open the account that you trade in, live or paper.',
      'Under “API Keys”, generate a key.',
      'Paste the key and its secret here. The secret is shown only once.',
    ],
    power: 'Whoever has this key can also trade in your account: Alpaca has no keys that only read.',
    gives:
      'All fills at once, with their times. Fees come by day, the night after: they are fees of the account, not of a trade. Expired, assigned and exercised options come overnight too.',
    warning: null,
    page: 'https://docs.alpaca.markets/docs/account-activities',
  },
  fields: [
    { name: 'keyId', label: 'API key', hint: 'Begins with PK (paper) or AK (live).', secret: false },
    { name: 'secret', label: 'Secret key', hint: '40 or more letters and digits.', secret: true },
  ],
  origins: { live: 'https://api.alpaca.markets', paper: 'https://paper-api.alpaca.markets' },
  routes: { ...routesOf('live'), ...routesOf('paper') },
  // Of the 200 a minute that an account has, some are left for the member's own programs.
  pace: { requests: 150, seconds: 60 },
  windowDays: 90,
  // What expires on a Friday may be booked on Monday.
  overlapDays: 5,
  reachDays: null,
  completeAt: { time: '07:00', timeZone: 'America/New_York' },
  prefersOwnMachine: false,

  async accounts(asking) {
    const said = jsonOf(await ask(asking, { route: 'account' }));
    const id = textAt(said, 'account_number');
    if (id === '') throw new SyncFault('unreadable', 'Alpaca does not say which account this is.');
    return [
      {
        id,
        name: isPaper(asking) ? `${id} · paper` : id,
        currency: textAt(said, 'currency') || 'USD',
        opened: textAt(said, 'created_at').slice(0, 10) || null,
      },
    ];
  },

  async *answers(asking, account, window) {
    yield* pages(asking, { route: 'fills', query: rangeOf(window) });
    yield* pages(asking, { route: 'activities', query: { ...rangeOf(window), category: 'non_trade_activity' } });
    if (window.isLast) yield* stateOf(asking, account);
  },
};

/** The same four calls on either host. */
function routesOf(origin: 'live' | 'paper'): Routes {
  return {
    [`${origin}Account`]: { method: 'GET', origin, path: '/v2/account' },
    [`${origin}Fills`]: { method: 'GET', origin, path: '/v2/account/activities/FILL' },
    [`${origin}Activities`]: { method: 'GET', origin, path: '/v2/account/activities' },
    [`${origin}Positions`]: { method: 'GET', origin, path: '/v2/positions' },
  };
}

/** Whether the first moment is in or out is documented for neither end: a second more at each. What comes twice has its id. */
function rangeOf({ from, to, isLast }: Window): Readonly<Record<string, string | undefined>> {
  const until = isLast ? undefined : `${dayBefore(to, -1)}T00:00:00Z`;
  return { after: `${dayBefore(from, 1)}T23:59:59Z`, until, direction: 'asc' };
}

interface Listing {
  readonly route: 'fills' | 'activities';
  readonly query: Readonly<Record<string, string | undefined>>;
}

async function* pages(asking: Asking, { route, query }: Listing): AsyncIterable<Answer> {
  let token: string | undefined;
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const paged = { ...query, page_size: String(PAGE), page_token: token };
    const reply = await ask(asking, { route, query: paged });
    const ids = idsIn(reply);
    // A page that comes twice would never come to an end.
    if (token !== undefined && ids.includes(token)) throw new SyncFault('unreadable', 'Alpaca sent a page twice.');
    if (ids.length > 0) yield { call: route, body: reply.text };
    if (ids.length < PAGE) return;
    token = ids.at(-1);
  }
  throw new SyncFault('unreadable', 'Alpaca’s list does not end.');
}

/** The ids of a page, in its order. */
function idsIn(reply: Reply): readonly string[] {
  return listIn(reply).map((each) => {
    const id = textAt(saidIn(each), 'id');
    if (id === '') throw new SyncFault('unreadable', 'Alpaca’s list has something without an id.');
    return id;
  });
}

function listIn(reply: Reply): readonly unknown[] {
  const list = jsonOf(reply)('');
  if (!Array.isArray(list)) throw new SyncFault('unreadable', 'Alpaca’s answer is no list.');
  return list as readonly unknown[];
}

/** What is held and what it is worth, now. */
async function* stateOf(asking: Asking, account: BrokerAccount): AsyncIterable<Answer> {
  const positions = await ask(asking, { route: 'positions' });
  listIn(positions);
  yield { call: 'positions', body: positions.text };
  const reply = await ask(asking, { route: 'account' });
  if (textAt(jsonOf(reply), 'account_number') !== account.id)
    throw new SyncFault('member', 'This key is of another account than the one that was connected.', {
      field: 'keyId',
    });
  yield { call: 'account', body: reply.text };
}

function isPaper({ credentials }: Asking): boolean {
  return (credentials['keyId'] ?? '').startsWith(OF_PAPER);
}

async function ask(asking: Asking, { route, ...request }: Request): Promise<Reply> {
  const headers = {
    'apca-api-key-id': asking.credentials['keyId'] ?? '',
    'apca-api-secret-key': asking.credentials['secret'] ?? '',
    accept: 'application/json',
  };
  const ofHost = (isPaper(asking) ? 'paper' : 'live') + route.charAt(0).toUpperCase() + route.slice(1);
  const reply = await asking.ask({ ...request, route: ofHost, headers });
  if (reply.status === 200) return reply;
  if (reply.status === 401 || reply.status === 403)
    throw new SyncFault('refused', 'Alpaca does not accept this key and secret. Generate a new key and copy both.', {
      field: 'secret',
    });
  throw new SyncFault('unreadable', `Alpaca answered with status ${reply.status}.`);
}
