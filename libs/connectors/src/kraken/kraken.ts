import type { Answer } from '@singularity/brokers';
import type { Connector } from '../connector.js';
import type { Asking, Reply, Request } from '../http/asking.js';
import { jsonOf, saidIn, textAt } from '../http/json.js';
import type { Said } from '../http/json.js';
import { SyncFault } from '../sync-fault.js';
import { faultIn, isUnknownPair } from './errors.js';
import { Nonces } from './nonces.js';
import { isKrakenSecret, krakenSignature } from './signature.js';
import { Walk } from './walk.js';

/** A list that goes on after so many pages is a broker that repeats itself. */
const MOST_PAGES = 10_000;
/** How often a request is asked again where Kraken says that it is asked too much. */
const PATIENCE = 3;
const LONGEST_WAIT = 60;
const DAY_SECONDS = 86_400;

/**
 * Kraken's spot API (docs.kraken.com: TradesHistory, AssetPairs). A key opens one account. Trades come newest first, 50 at a
 * time; names of pairs are asked beside them, as trades name a pair in one of several ways.
 */
export const kraken: Connector = {
  broker: 'kraken',
  about: {
    steps: [
      'Sign in at kraken.com and open Settings, API.',
      'Create an API key with one permission: “Query closed orders & trades”.',
      'Paste the API key and the private key here. Use them nowhere else: two programs with one key disturb each other.',
    ],
    power: 'Whoever has this key can read your trades. With that one permission it can neither trade nor withdraw.',
    gives:
      'All spot and margin trades since the account was opened, at once, with fees. Kraken Futures is not part of it.',
    warning: null,
    page: 'https://docs.kraken.com/api/docs/rest-api/get-trade-history',
  },
  fields: [
    { name: 'key', label: 'API key', hint: '56 characters, shown with the key.', secret: false },
    { name: 'secret', label: 'Private key', hint: '88 characters that end in “==”, shown once.', secret: true },
  ],
  origins: { api: 'https://api.kraken.com' },
  routes: {
    trades: { method: 'POST', origin: 'api', path: '/0/private/TradesHistory' },
    pairs: { method: 'GET', origin: 'api', path: '/0/public/AssetPairs' },
  },
  // A call for trades counts two of 15, and one is forgiven every three seconds.
  pace: { requests: 6, seconds: 42 },
  windowDays: 180,
  overlapDays: 2,
  reachDays: null,
  completeAt: { time: '00:15', timeZone: 'UTC' },
  prefersOwnMachine: false,

  async accounts(asking) {
    await tradesOf(asking, new Nonces(asking), { start: String(Math.floor(asking.now() / 1_000) - DAY_SECONDS) });
    return [{ id: 'spot', name: 'Kraken', currency: 'USD', opened: null }];
  },

  async *answers(asking, _account, { from, to }) {
    const nonces = new Nonces(asking);
    const now = Math.ceil(asking.now() / 1_000);
    // The start is not part of what is answered, the end is. What comes twice by that has the same id.
    const start = secondsOf(from) - 1;
    const walk = new Walk(Math.min(secondsOf(to) + DAY_SECONDS, now));
    const pairs = new Set<string>();
    for (let page = 1; !walk.isOver; page += 1) {
      if (page > MOST_PAGES) throw new SyncFault('unreadable', 'Kraken’s list does not end.');
      const { reply, trades, count } = await tradesOf(asking, nonces, { start: String(start), ...walk.place });
      for (const { pair } of trades) pairs.add(pair);
      if (walk.went(trades, count)) yield { call: 'trades', body: reply.text };
    }
    yield* namesOf(asking, [...pairs]);
  },
};

interface Page {
  readonly reply: Reply;
  readonly trades: readonly { readonly id: string; readonly time: string; readonly pair: string }[];
  /** How many there are on all pages. */
  readonly count: number;
}

async function tradesOf(asking: Asking, nonces: Nonces, range: Readonly<Record<string, string>>): Promise<Page> {
  const { key = '', secret = '' } = asking.credentials;
  if (!isKrakenSecret(secret.trim()))
    throw new SyncFault('refused', 'This is no private key of Kraken’s. It has 88 characters.', { field: 'secret' });
  const request: Request = {
    route: 'trades',
    headers: { 'api-key': key.trim(), 'content-type': 'application/x-www-form-urlencoded' },
    body: () => new URLSearchParams({ nonce: nonces.take(), type: 'all', ...range }).toString(),
    sign: ({ path, body }) => ({ 'api-sign': krakenSignature(secret.trim(), path, body) }),
  };
  const { reply, said } = await patiently(asking, async () => {
    await nonces.ready();
    return asking.ask(request);
  });
  const found = said('result.trades');
  const count = Number(textAt(said, 'result.count') || NaN);
  if (typeof found !== 'object' || found === null || !Number.isSafeInteger(count))
    throw new SyncFault('unreadable', 'Kraken’s list of trades is not there.');
  const trades = Object.entries(found).map(([id, each]) => {
    const of = saidIn(each);
    return { id, time: textAt(of, 'time'), pair: textAt(of, 'pair') };
  });
  if (trades.some(({ time }) => !/^\d+(\.\d+)?$/.test(time)))
    throw new SyncFault('unreadable', 'Kraken’s list has a trade without a time.');
  return { reply, trades, count };
}

/** What pairs are called, all at once; where one of them is no longer there, one by one. */
async function* namesOf(asking: Asking, pairs: readonly string[]): AsyncIterable<Answer> {
  if (pairs.length === 0) return;
  const { reply, said } = await patiently(asking, () => askPairs(asking, pairs), isUnknownPair);
  if (!isUnknownPair(said)) yield { call: 'pairs', body: reply.text };
  else if (pairs.length > 1) for (const pair of pairs) yield* namesOf(asking, [pair]);
}

function askPairs(asking: Asking, pairs: readonly string[]): Promise<Reply> {
  return asking.ask({ route: 'pairs', query: { pair: pairs.join(',') } });
}

/** Asks again after a while where Kraken wants it: that it is asked too much comes as a good answer. */
async function patiently(
  asking: Asking,
  ask: () => Promise<Reply>,
  isFine: (said: Said) => boolean = () => false,
): Promise<{ readonly reply: Reply; readonly said: Said }> {
  for (let attempt = 1; ; attempt += 1) {
    const reply = await ask();
    const said = jsonOf(reply);
    const fault = isFine(said) ? null : (faultIn(said) ?? faultOf(reply));
    if (!fault) return { reply, said };
    const seconds = fault.kind === 'busy' && attempt <= PATIENCE ? (fault.retryAfterSeconds ?? 0) : Infinity;
    if (seconds > LONGEST_WAIT) throw fault;
    await asking.wait(seconds * 1_000);
  }
}

function faultOf({ status }: Reply): SyncFault | null {
  return status === 200 ? null : new SyncFault('unreadable', `Kraken answered with status ${status}.`);
}

function secondsOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 1_000;
}
