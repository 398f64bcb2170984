import { startBrokersStandIn } from '../brokers-stand-in.js';
import type { BrokersStandIn } from '../brokers-stand-in.js';
import { BTC, openAccount } from '../testing/seed.js';
import { kraken } from './kraken.js';
import { signatureOf } from './signature.js';

/** Of the example in Kraken's documentation, as are the numbers below. */
const SECRET = 'kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==';
const PATH = '/0/private/TradesHistory';

interface Said {
  error: string[];
  result?: { trades: Record<string, Record<string, unknown>>; count?: number };
}

let brokers: BrokersStandIn;
let nonce = 1_760_000_000_000;
beforeAll(async () => {
  brokers = await startBrokersStandIn(0, [kraken]);
  const { book } = brokers;
  book.clock.set('2026-10-09T21:00:00Z');
  openAccount(book, 'kraken', { id: 'K1', credentials: { key: 'key-1', secret: SECRET } });
  const trade = { account: 'K1', instrument: BTC, quantity: '0.00012345', fees: { commission: '0.0291' } } as const;
  for (let minute = 10; minute < 40; minute++) {
    book.trade({ ...trade, side: 'buy', price: '91000.5', at: `2026-10-05T14:${minute}:00.123456Z` });
    book.trade({ ...trade, side: 'sell', price: '91010', at: `2026-10-05T14:${minute}:30.500000Z` });
  }
});
afterAll(() => brokers.close());
beforeEach(() => brokers.book.clock.advance(600_000));

async function ask(fields: Record<string, string> = {}, more: { path?: string; key?: string; sign?: string } = {}) {
  const { path = PATH, key = 'key-1' } = more;
  const body = new URLSearchParams({ nonce: String(++nonce), ...fields }).toString();
  const signed = { nonce: fields['nonce'] ?? String(nonce), body, secret: SECRET };
  const answer = await fetch(`${brokers.origin}/kraken${path}`, {
    method: 'POST',
    headers: {
      'API-Key': key,
      'API-Sign': more.sign ?? signatureOf(path, signed),
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body,
  });
  expect(answer.status).toBe(200);
  return await answer.text();
}
const said = async (...how: Parameters<typeof ask>) => JSON.parse(await ask(...how)) as Said;
const errorOf = async (...how: Parameters<typeof ask>) => (await said(...how)).error[0];

it('signs as the official example does', () => {
  const body = 'nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25';
  expect(signatureOf('/0/private/AddOrder', { nonce: '1616492376594', body, secret: SECRET })).toBe(
    '4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==',
  );
});

describe('a request', () => {
  it('needs a key, its signature and a nonce that rises', async () => {
    expect(await errorOf({}, { key: 'other' })).toBe('EAPI:Invalid key');
    expect(await errorOf({}, { sign: 'other' })).toBe('EAPI:Invalid signature');
    expect(await errorOf()).toBeUndefined();
    expect(await errorOf({ nonce: String(nonce) })).toBe('EAPI:Invalid nonce');
    expect(await errorOf({ nonce: String(nonce - 5) })).toBe('EAPI:Invalid nonce');
  });

  it('costs two points of fifteen, which run out again', async () => {
    const errors = [];
    for (let request = 0; request < 8; request++) errors.push(await errorOf());
    expect(errors).toEqual([...Array<undefined>(7).fill(undefined), 'EAPI:Rate limit exceeded']);
    brokers.book.clock.advance(7_000);
    expect([await errorOf(), await errorOf()]).toEqual([undefined, 'EAPI:Rate limit exceeded']);
  });

  it('may ask for trades and no more', async () => {
    expect(await errorOf({}, { path: '/0/private/Balance' })).toBe('EGeneral:Permission denied');
    expect(await errorOf({}, { path: '/0/private/AddOrder' })).toBe('EGeneral:Unknown method');
    expect(brokers.calls.unknown().map(({ path }) => path)).toEqual(['/0/private/AddOrder']);
  });
});

describe('trades', () => {
  it('come fifty a page, newest first, to their end', async () => {
    const ids: unknown[] = [];
    for (const ofs of ['0', '50']) {
      const { result } = await said({ ofs });
      ids.push(...Object.values(result!.trades).map((trade) => String(trade['trade_id'])));
      expect(result!.count).toBe(60);
    }
    const expected = brokers.book.expected('K1').map(({ id }) => id);
    expect(ids).toEqual(expected.reverse());
  });

  it('are told to their last digit', async () => {
    const text = await ask({ end: '1791209400.1234', without_count: 'true' });
    expect(text).toContain('"time":1791209400.1234');
    const { result } = JSON.parse(text) as Said;
    expect(result).not.toHaveProperty('count');
    const [[id, trade]] = Object.entries(result!.trades) as [[string, object]];
    expect(id).toMatch(/^T[A-Z2-7]{5}-[A-Z2-7]{5}-[A-Z2-7]{6}$/);
    expect(trade).toMatchObject({
      pair: 'XXBTZUSD',
      type: 'buy',
      price: '91000.50000',
      vol: '0.00012345',
      cost: '11.234011725',
      fee: '0.02910',
    });
  });

  it('are bounded by times and by trades', async () => {
    const { result } = await said({ start: '1791209400.1234', end: '1791209430.5' });
    const [[newest]] = Object.entries(result!.trades) as [[string, object]];
    expect(result!.count).toBe(1);
    expect((await said({ start: newest })).result!.count).toBe(58);
    expect((await said({ end: newest })).result!.count).toBe(2);
  });
});

it('lists pairs by the names that it has for them', async () => {
  const url = `${brokers.origin}/kraken/0/public/AssetPairs`;
  const all = (await (await fetch(url)).json()) as { result: Record<string, object> };
  expect(all.result['XXBTZUSD']).toMatchObject({ altname: 'XBTUSD', wsname: 'XBT/USD', base: 'XXBT', quote: 'ZUSD' });
  expect(all.result['SOLUSD']).toMatchObject({ altname: 'SOLUSD', base: 'SOL', quote: 'ZUSD' });
  expect(await (await fetch(`${url}?pair=NOPE`)).json()).toEqual({ error: ['EQuery:Unknown asset pair'] });
});
