import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { startBrokersStandIn } from '../brokers-stand-in.js';
import type { BrokersStandIn } from '../brokers-stand-in.js';
import { BTC, openAccount } from '../testing/seed.js';
import { coinbase } from './coinbase.js';
import { entryId } from './fills.js';

const FILLS = '/api/v3/brokerage/orders/historical/fills';
const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const ED = generateKeyPairSync('ed25519').privateKey;
const NAME = 'organizations/1/apiKeys/ec';

interface Page {
  fills: Record<string, unknown>[];
  cursor: string;
}

let brokers: BrokersStandIn;
beforeAll(async () => {
  brokers = await startBrokersStandIn(0, [coinbase]);
  const { book } = brokers;
  book.clock.set('2026-10-09T21:00:00Z');
  const pem = EC.export({ type: 'sec1', format: 'pem' }) as string;
  openAccount(book, 'coinbase', { id: 'CB1', credentials: { key: NAME, secret: pem } });
  const seed = ED.export({ type: 'pkcs8', format: 'der' }).subarray(-32);
  const credentials = { key: 'organizations/1/apiKeys/ed', secret: seed.toString('base64') };
  book.addMember({ broker: 'coinbase', name: 'bob', credentials });
  const trade = { account: 'CB1', instrument: BTC, quantity: '0.00012345', fees: { commission: '0.0291' } } as const;
  for (let minute = 10; minute < 16; minute++)
    book.trade({ ...trade, side: 'buy', price: '91000.50', at: `2026-10-05T14:${minute}:00.123456Z` });
});
afterAll(() => brokers.close());
beforeEach(() => brokers.book.clock.advance(10_000));

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function tokenFor(path: string, more: { header?: object; claims?: object; key?: KeyObject } = {}): string {
  const now = Math.floor(brokers.book.clock.millis() / 1_000);
  const head = { alg: 'ES256', kid: NAME, typ: 'JWT', nonce: randomBytes(8).toString('hex'), ...more.header };
  const uri = `GET api.coinbase.com${path}`;
  const data = `${encoded(head)}.${encoded({ sub: NAME, iss: 'cdp', nbf: now, exp: now + 120, uri, ...more.claims })}`;
  const { key = EC } = more;
  const isEc = key.asymmetricKeyType === 'ec';
  const signature = isEc
    ? sign('sha256', Buffer.from(data), { key, dsaEncoding: 'ieee-p1363' })
    : sign(null, Buffer.from(data), key);
  return `${data}.${signature.toString('base64url')}`;
}
const send = (path: string, token: string) =>
  fetch(`${brokers.origin}/coinbase${path}`, { headers: { Authorization: `Bearer ${token}` } });
const statusOf = async (more: Parameters<typeof tokenFor>[1]) => (await send(FILLS, tokenFor(FILLS, more))).status;
const list = async (query = '') => (await (await send(FILLS + query, tokenFor(FILLS))).json()) as Page;

describe('a token', () => {
  it('is signed with either kind of key', async () => {
    expect(await statusOf({})).toBe(200);
    const kid = 'organizations/1/apiKeys/ed';
    expect(await statusOf({ key: ED, header: { alg: 'EdDSA', kid }, claims: { sub: kid } })).toBe(200);
  });

  it.each([
    ['another key', { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }],
    ['an unknown name', { header: { kid: 'organizations/1/apiKeys/other' } }],
    ['another algorithm', { header: { alg: 'none' } }],
    ['no nonce', { header: { nonce: undefined } }],
    ['another subject', { claims: { sub: 'somebody' } }],
    ['another issuer', { claims: { iss: 'somebody' } }],
    ['another path', { claims: { uri: 'GET api.coinbase.com/api/v3/brokerage/accounts' } }],
    ['the query in its path', { claims: { uri: `GET api.coinbase.com${FILLS}?limit=1` } }],
    ['an end that has passed', { claims: { nbf: 1_700_000_000, exp: 1_700_000_120 } }],
    ['a long life', { claims: { exp: 2_000_000_000 } }],
  ])('is refused with %s', async (_what, more) => {
    expect(await statusOf(more)).toBe(401);
  });

  it('is good once', async () => {
    const token = tokenFor(FILLS);
    expect([(await send(FILLS, token)).status, (await send(FILLS, token)).status]).toEqual([200, 401]);
  });

  it('is good thirty times a second', async () => {
    const statuses = [];
    for (let request = 0; request < 31; request++) statuses.push(await statusOf({}));
    expect([statuses.filter((status) => status === 200).length, statuses.at(-1)]).toEqual([30, 429]);
  });
});

describe('fills', () => {
  it('come newest first, page by page until the cursor is empty', async () => {
    const ids: unknown[] = [];
    const sizes = [];
    for (let page = await list('?limit=4'); ; page = await list(`?limit=4&cursor=${encodeURIComponent(page.cursor)}`)) {
      ids.push(...page.fills.map((fill) => fill['entry_id']));
      sizes.push(page.fills.length);
      if (page.cursor === '') break;
    }
    expect(sizes).toEqual([4, 2]);
    expect(ids).toEqual(
      brokers.book
        .expected('CB1')
        .map(({ id }) => entryId(id))
        .reverse(),
    );
    expect((await send(`${FILLS}?cursor=nonsense`, tokenFor(FILLS))).status).toBe(400);
  });

  it('are told to their last digit, and filtered', async () => {
    const range =
      'start_sequence_timestamp=2026-10-05T14:11:00.123456Z&end_sequence_timestamp=2026-10-05T14:12:00.123456Z';
    const { fills } = await list(`?${range}&product_ids=BTC-USD&product_ids=ETH-USD`);
    expect(fills).toMatchObject([
      {
        trade_time: '2026-10-05T14:11:00.123456Z',
        trade_type: 'FILL',
        price: '91000.50',
        size: '0.00012345',
        commission: '0.0291',
        size_in_quote: false,
        side: 'BUY',
      },
    ]);
    expect((await list('?product_ids=ETH-USD')).fills).toEqual([]);
  });

  it('are reversed and corrected by entries of their own', async () => {
    const { book } = brokers;
    const [first] = book.expected('CB1');
    const right = book.correctFill(first!.id, { price: '91000.25' });
    const { fills } = await list();
    const of = fills.filter(({ trade_time }) => trade_time === '2026-10-05T14:10:00.123456Z');
    expect(of.map((fill) => [fill['trade_type'], fill['price'], fill['entry_id'] === entryId(right.id)])).toEqual([
      ['CORRECTION', '91000.25', true],
      ['REVERSAL', '91000.50', false],
      ['FILL', '91000.50', false],
    ]);
    expect(new Set(of.map(({ trade_id }) => trade_id)).size).toBe(1);
    expect(fills[0]!['sequence_timestamp']).toBe(book.clock.now());
  });
});

it('says what a key may do and what is held', async () => {
  const json = async (path: string) => (await send(path, tokenFor(path))).json();
  expect(await json('/api/v3/brokerage/key_permissions')).toMatchObject({ can_view: true, can_trade: false });
  expect(await json('/api/v3/brokerage/accounts')).toMatchObject({
    accounts: [{ currency: 'BTC', available_balance: { value: '0.0007407' } }, { currency: 'USD' }],
  });
  brokers.book.access.revoke('coinbase', 'ada');
  expect(await statusOf({})).toBe(401);
});
