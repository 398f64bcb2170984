import { Router } from 'express';
import type { Request, Response } from 'express';
import type { Member } from '../access.js';
import type { Book } from '../book.js';
import { bodyOf, queryOf } from '../dialect.js';
import type { Dialect, DialectParts } from '../dialect.js';
import type { Crypto } from '../facts.js';
import { PointCounter } from './counter.js';
import { signatureOf } from './signature.js';
import { pairId, pairOf, tradesOf } from './trades.js';
import type { Trade } from './trades.js';

const PAGE = 50;
const COST = 2;
/** The most points of a kind of account, and how many run out in a second. */
const TIERS = {
  starter: { most: 15, decay: 0.33 },
  intermediate: { most: 20, decay: 0.5 },
  pro: { most: 20, decay: 1 },
};

/**
 * Kraken's spot API. Errors have status 200. Members have a `key` and a `secret`; theirs may ask for trades, and for
 * nothing else. `trade_id` is the id of the book's fill.
 */
export const kraken: Dialect = {
  name: 'kraken',
  switches: { tier: ['starter', 'intermediate', 'pro'] },
  routes: (parts) => {
    const service = new Private(parts);
    const router = Router();
    router.get('/0/public/AssetPairs', (request, response) => listPairs(parts.book, request, response));
    router.get('/0/public/Time', (_request, response) => {
      const now = parts.book.clock.millis();
      say(response, { unixtime: Math.floor(now / 1_000), rfc1123: new Date(now).toUTCString() });
    });
    router.post('/0/private/TradesHistory', (request, response) => {
      const member = service.admitted(request, response);
      if (member) listTrades(parts.book, member, request, response);
    });
    for (const path of ['Balance', 'Ledgers'])
      router.post(`/0/private/${path}`, (request, response) => {
        if (service.admitted(request, response)) fail(response, 'EGeneral:Permission denied');
      });
    return router;
  },
  notFound: (_request, response) => fail(response, 'EGeneral:Unknown method'),
};

/** Looks at keys, signatures, nonces and points. */
class Private {
  private readonly nonces = new Map<string, bigint>();
  private readonly counter: PointCounter;

  constructor(private readonly parts: DialectParts) {
    this.counter = new PointCounter(() => parts.book.clock.millis());
  }

  /** The member whose key it is, unless the answer is an error. */
  admitted(request: Request, response: Response): Member | undefined {
    const key = request.get('API-Key') ?? '';
    const member = this.parts.book.access.memberWith('kraken', { key });
    const error = member ? this.faultOf(request, key, member) : 'EAPI:Invalid key';
    if (error === undefined) return member;
    fail(response, error);
    return undefined;
  }

  private faultOf(request: Request, key: string, { credentials }: Member): string | undefined {
    const body = bodyOf(request);
    const nonce = new URLSearchParams(body).get('nonce') ?? '';
    const secret = credentials['secret'] ?? '';
    if (request.get('API-Sign') !== signatureOf(request.path, { nonce, body, secret })) return 'EAPI:Invalid signature';
    if (!/^\d{1,19}$/.test(nonce) || BigInt(nonce) <= (this.nonces.get(key) ?? 0n)) return 'EAPI:Invalid nonce';
    this.nonces.set(key, BigInt(nonce));
    const tier = TIERS[this.parts.switches.get('kraken', 'tier') as keyof typeof TIERS];
    return this.counter.take(key, COST, tier) ? undefined : 'EAPI:Rate limit exceeded';
  }
}

function listTrades(book: Book, { name }: Member, request: Request, response: Response): void {
  const fields = new URLSearchParams(bodyOf(request));
  const all = book.accounts('kraken', name).flatMap(({ id }) => tradesOf(book, id));
  const [start, end] = [boundOf(fields.get('start'), all), boundOf(fields.get('end'), all)];
  const found = all.filter(({ time }) => (start === null || after(time, start)) && (end === null || !after(time, end)));
  const offset = Number(fields.get('ofs') ?? 0);
  if (!(offset >= 0)) return fail(response, 'EGeneral:Invalid arguments:ofs');
  const page = found.slice(offset, offset + PAGE);
  const trades = Object.fromEntries(page.map(({ txid, json }) => [txid, json]));
  say(response, fields.get('without_count') === 'true' ? { trades } : { trades, count: found.length });
}

/** A time, or the time of the trade that is named; `start` is left out, `end` is in. */
function boundOf(text: string | null, trades: readonly Trade[]): string | null {
  if (text === null) return null;
  return trades.find(({ txid }) => txid === text)?.time ?? text;
}

/** Whether the time is later; both are seconds. */
function after(time: string, bound: string): boolean {
  const [one, two] = [time, bound].map((text) => {
    const [seconds = '', part = ''] = text.split('.');
    return BigInt(seconds + part.padEnd(9, '0').slice(0, 9));
  });
  return (one ?? 0n) > (two ?? 0n);
}

function listPairs(book: Book, request: Request, response: Response): void {
  const wanted = queryOf(request, 'pair')?.split(',');
  const all = pairsOf(book).map((pair) => [pairId(pair), pairOf(pair)] as const);
  const unknown = wanted?.some((name) => !all.some(([id, { altname }]) => id === name || altname === name));
  if (unknown) return fail(response, 'EQuery:Unknown asset pair');
  const found = all.filter(([id, { altname }]) => wanted?.some((name) => name === id || name === altname) ?? true);
  say(response, Object.fromEntries(found));
}

const USUAL: readonly Crypto[] = ['BTC', 'ETH', 'SOL'].map((base) => ({ type: 'crypto', base, quote: 'USD' }));

/** The usual ones, and all that somebody traded here. */
function pairsOf(book: Book): readonly Crypto[] {
  const accounts = book.access.members.flatMap(({ name }) => book.accounts('kraken', name));
  const traded = accounts.flatMap(({ id }) => book.fills(id).map(({ instrument }) => instrument));
  const coins = [...USUAL, ...traded.filter((instrument) => instrument.type === 'crypto')];
  return [...new Map(coins.map((pair) => [pairId(pair), pair])).values()];
}

function say(response: Response, result: unknown): void {
  response.json({ error: [], result });
}

function fail(response: Response, error: string): void {
  response.json({ error: [error] });
}
