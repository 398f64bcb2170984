import type { Answer } from '@singularity/brokers';
import type { BrokerAccount, Connector, Window } from '../connector.js';
import type { Asking, Reply, Request } from '../http/asking.js';
import { jsonOf, listOf, saidIn, textAt } from '../http/json.js';
import type { Said } from '../http/json.js';
import { SyncFault } from '../sync-fault.js';
import { accessToken } from './access-token.js';

/** Rows of a page; 2,000 are allowed. */
const PAGE = 1_000;
const MOST_PAGES = 500;

/**
 * tastytrade's API (developer.tastytrade.com, OpenAPI 10.3.0: transactions, total fees, positions, balances). All that happened to an
 * account is one list, with ids and all fees.
 */
export const tastytrade: Connector = {
  broker: 'tastytrade',
  about: {
    steps: [
      'Sign in at my.tastytrade.com and open “OAuth Applications” under “API”.',
      'Make an application of your own with the scope “read” alone, and keep its client secret.',
      'Choose “Create Grant” for that application. It shows a refresh token once.',
      'Paste both here.',
    ],
    power: 'Whoever has these can read your accounts, and nothing else, if the grant has the scope “read” alone.',
    gives:
      'All trades at once, with their times and all fees. Expired, assigned and exercised options come overnight or over the weekend.',
    warning: null,
    page: 'https://developer.tastytrade.com/oauth/',
  },
  fields: [
    { name: 'refreshToken', label: 'Refresh token', hint: 'A long text, from “Create Grant”.', secret: true },
    { name: 'clientSecret', label: 'Client secret', hint: '40 letters and digits, of your application.', secret: true },
  ],
  origins: { api: 'https://api.tastyworks.com' },
  routes: {
    token: { method: 'POST', origin: 'api', path: '/oauth/token' },
    accounts: { method: 'GET', origin: 'api', path: '/customers/me/accounts' },
    transactions: { method: 'GET', origin: 'api', path: '/accounts/:account/transactions' },
    fees: { method: 'GET', origin: 'api', path: '/accounts/:account/transactions/total-fees' },
    positions: { method: 'GET', origin: 'api', path: '/accounts/:account/positions' },
    balances: { method: 'GET', origin: 'api', path: '/accounts/:account/balances' },
  },
  // None is published.
  pace: { requests: 120, seconds: 60 },
  windowDays: 90,
  // Fees are estimated first, and options that expire are booked over the weekend.
  overlapDays: 7,
  reachDays: null,
  completeAt: { time: '06:00', timeZone: 'America/New_York' },
  prefersOwnMachine: false,

  async accounts(asking) {
    const items = listOf(jsonOf(await ask(asking, { route: 'accounts' })), 'data.items');
    return items.map((each) => {
      const said = saidIn(each);
      const id = textAt(said, 'account.account-number');
      const names = ['account.nickname', 'account.account-type-name'].map((path) => textAt(said, path));
      const opened = textAt(said, 'account.opened-at').slice(0, 10) || null;
      return { id, name: [id, ...names].filter(Boolean).join(' · '), currency: 'USD', opened };
    });
  },

  async *answers(asking, account, window) {
    const days = new Set<string>();
    for await (const { body, said } of pages(asking, account, window)) {
      yield { call: 'transactions', body };
      for (const day of daysIn(said)) days.add(day);
    }
    for (const day of [...days].sort()) {
      // What a day that is not over has cost so far would stand for the whole day.
      if (!window.isLast || day < window.to) yield* feesOf(asking, account, day);
    }
    if (window.isLast) yield* stateOf(asking, account);
  },
};

interface Page {
  readonly body: string;
  readonly said: Said;
}

/** Oldest first: what comes in meanwhile stands at the end. */
async function* pages(asking: Asking, account: BrokerAccount, { from, to }: Window): AsyncIterable<Page> {
  const query = { 'start-date': from, 'end-date': to, sort: 'Asc', 'per-page': String(PAGE) };
  const known = new Set<string>();
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const paged = { ...query, 'page-offset': String(page) };
    const reply = await ask(asking, { route: 'transactions', parts: { account: account.id }, query: paged });
    const said = jsonOf(reply);
    const items = itemsIn(said);
    for (const id of items.map((each) => textAt(saidIn(each), 'id'))) {
      if (id === '' || known.has(id))
        throw new SyncFault('unreadable', 'tastytrade’s list has a transaction twice, or one without an id.');
      known.add(id);
    }
    if (items.length > 0) yield { body: reply.text, said };
    if (items.length < PAGE) return;
  }
  throw new SyncFault('unreadable', 'tastytrade’s list does not end.');
}

function itemsIn(said: Said): readonly unknown[] {
  const items = said('data.items');
  if (!Array.isArray(items)) throw new SyncFault('unreadable', 'tastytrade’s answer has no list.');
  return items as readonly unknown[];
}

/** The days of a page on which something was traded. */
function daysIn(said: Said): readonly string[] {
  return itemsIn(said)
    .map(saidIn)
    .filter((each) => textAt(each, 'transaction-type') === 'Trade')
    .map((each) => textAt(each, 'transaction-date'))
    .filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day));
}

async function* feesOf(asking: Asking, account: BrokerAccount, day: string): AsyncIterable<Answer> {
  const reply = await ask(asking, { route: 'fees', parts: { account: account.id }, query: { date: day } });
  jsonOf(reply);
  yield { call: `total-fees/${day}`, body: reply.text };
}

/** What is held and what it is worth, now. */
async function* stateOf(asking: Asking, account: BrokerAccount): AsyncIterable<Answer> {
  const positions = await ask(asking, { route: 'positions', parts: { account: account.id } });
  itemsIn(jsonOf(positions));
  yield { call: 'positions', body: positions.text };
  const balances = await ask(asking, { route: 'balances', parts: { account: account.id } });
  jsonOf(balances);
  yield { call: 'balances', body: balances.text };
}

async function ask(asking: Asking, request: Request): Promise<Reply> {
  const reply = await asking.ask(authorized(request, await accessToken(asking)));
  if (reply.status !== 401) return expected(reply);
  // The token was taken back before its time: a new one is asked for once.
  return expected(await asking.ask(authorized(request, await accessToken(asking, { anew: true }))));
}

function authorized(request: Request, token: string): Request {
  return { ...request, headers: { authorization: `Bearer ${token}`, accept: 'application/json' } };
}

function expected(reply: Reply): Reply {
  if (reply.status === 200) return reply;
  if (reply.status === 401 || reply.status === 403)
    throw new SyncFault(
      'refused',
      'tastytrade does not let this grant read the account. Create a grant with the scope “read”.',
      {
        field: 'refreshToken',
      },
    );
  throw new SyncFault('unreadable', `tastytrade answered with status ${reply.status}.`);
}
