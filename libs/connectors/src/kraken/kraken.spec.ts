import { allOf, BrokerServer, faultOf } from '../testing/broker-server.js';
import type { Asked } from '../testing/broker-server.js';
import { kraken } from './kraken.js';
import { krakenSignature } from './signature.js';

const SECRET = 'kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==';
const CREDENTIALS = { key: 'canary-key-4f1d9c', secret: SECRET };
const ACCOUNT = { id: 'spot', name: 'Kraken', currency: 'USD', opened: null };
const WINDOW = { from: '2026-10-01', to: '2026-10-28', isLast: true };

const broker = new BrokerServer();
beforeAll(() => broker.listen());
afterAll(() => broker.close());
beforeEach(() => broker.forget());

const formOf = ({ body }: Asked) => Object.fromEntries(new URLSearchParams(body));
const noncesOf = (asked: readonly Asked[]) =>
  asked.flatMap(({ body }) => (body ? [Number(formOf({ body } as Asked)['nonce'])] : []));

interface Trade {
  readonly id: string;
  readonly time: number;
}

/** Answers as Kraken does: newest first, 50 at a time, of what is after `start` and not after `end`. */
function book(trades: readonly Trade[], { page = 50, pair = 'XXBTZUSD' } = {}) {
  return (asked: Asked) => {
    const { start, end = Infinity, ofs = 0 } = formOf(asked);
    const found = trades
      .filter(({ time }) => time > Number(start) && time <= Number(end))
      .toSorted((a, b) => b.time - a.time || (a.id < b.id ? 1 : -1));
    const some = found.slice(Number(ofs), Number(ofs) + page).map(({ id, time }) => [id, { time, pair }]);
    return { body: { error: [], result: { trades: Object.fromEntries(some), count: found.length } } };
  };
}

const PAIRS = { body: { error: [], result: { XXBTZUSD: { base: 'XXBT', quote: 'ZUSD' } } } };
const ends =
  (...errors: readonly string[]) =>
  () => ({ body: { error: errors } });
const idsIn = (bodies: readonly string[]) =>
  bodies.flatMap((body) => Object.keys((JSON.parse(body) as { result: { trades: object } }).result.trades));
const at = (text: string) => Date.parse(text) / 1_000;

async function answersOf(credentials: Readonly<Record<string, string>> = CREDENTIALS) {
  const all = await allOf(kraken.answers(broker.client(kraken, credentials), ACCOUNT, WINDOW));
  return {
    trades: all.filter(({ call }) => call === 'trades').map(({ body }) => body),
    pairs: all.filter(({ call }) => call === 'pairs'),
  };
}

describe('Kraken', () => {
  it('signs as the documentation does', () => {
    const form = 'nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25';
    expect(krakenSignature(SECRET, '/0/private/AddOrder', form)).toBe(
      '4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==',
    );
  });

  it('signs what it sends, and asks for trades and names alone', async () => {
    broker.answers = {
      'POST /0/private/TradesHistory': book([{ id: 'T1', time: at('2026-10-05T12:00:00.5Z') }]),
      'GET /0/public/AssetPairs': () => PAIRS,
    };
    const { trades, pairs } = await answersOf();
    expect(idsIn(trades)).toEqual(['T1']);
    expect(pairs).toHaveLength(1);
    const [first, second] = broker.asked as [Asked, Asked];
    expect(first.headers['api-key']).toBe(CREDENTIALS.key);
    expect(first.headers['api-sign']).toBe(krakenSignature(SECRET, first.path, first.body));
    expect(formOf(first)).toMatchObject({ type: 'all', start: String(at('2026-10-01T00:00:00Z') - 1) });
    expect([second.query, second.headers['api-key']]).toEqual([{ pair: 'XXBTZUSD' }, undefined]);
  });

  it.each([0, 1, 50, 51, 175])('finds %i trades, though some come in meanwhile and share seconds', async (many) => {
    const begin = at('2026-10-02T00:00:00Z');
    const trades = Array.from({ length: many }, (_, index) => ({
      id: `T${index}`,
      // 60 of one second, which is more than a page has, then one every 20 minutes.
      time: index < 60 ? begin + 0.001 * index : begin + index * 1_200.25,
    }));
    const meanwhile: Trade[] = [];
    broker.answers = {
      'POST /0/private/TradesHistory': (asked) => {
        const answered = book([...trades, ...meanwhile])(asked);
        meanwhile.push({ id: `N${meanwhile.length}`, time: broker.now / 1_000 + 1 });
        return answered;
      },
      'GET /0/public/AssetPairs': () => PAIRS,
    };
    const { trades: bodies } = await answersOf();
    const found = new Set(idsIn(bodies).filter((id) => id.startsWith('T')));
    expect(found.size).toBe(many);
  });

  it('has numbers that rise over runs, attempts and a clock that is set back', async () => {
    let calls = 0;
    broker.answers = {
      'POST /0/private/TradesHistory': (asked) => ((calls += 1) === 1 ? { status: 503, body: '' } : book([])(asked)),
    };
    await answersOf();
    const kept = broker.kept.at(-1) as Record<string, string>;
    expect(kept).toMatchObject(CREDENTIALS);
    broker.now -= 3_600_000;
    await answersOf(kept);
    broker.now += 3_600_000;
    const nonces = noncesOf(broker.asked);
    expect(nonces).toHaveLength(3);
    expect(nonces).toEqual([...new Set(nonces)].toSorted((a, b) => a - b));
    expect(Number(kept['nonce'])).toBeGreaterThan(nonces[1]!);
    expect(nonces[2]).toBeGreaterThan(Number(kept['nonce']));
  });

  it.each([
    ['EAPI:Invalid key', { kind: 'refused', field: 'key' }],
    ['EAPI:Invalid signature', { kind: 'refused', field: 'secret' }],
    ['EGeneral:Permission denied', { kind: 'refused', field: 'key' }],
    ['EAPI:Invalid nonce', { kind: 'member', field: undefined }],
    ['EGeneral:Temporary lockout', { kind: 'busy', retryAfterSeconds: 900 }],
    ['EService:Unavailable', { kind: 'away' }],
    ['EQuery:Something new', { kind: 'unreadable' }],
  ])('tells what %s means, which comes as a good answer', async (error, fault) => {
    broker.answers = { 'POST /0/private/TradesHistory': ends(error) };
    const found = await faultOf(kraken.accounts(broker.client(kraken, CREDENTIALS)));
    expect(found).toMatchObject(fault);
    expect(found?.message).not.toContain('canary');
    expect(broker.asked).toHaveLength(1);
  });

  it('waits where it is asked too much, and not for ever', async () => {
    let left = 2;
    broker.answers = {
      'POST /0/private/TradesHistory': (asked) =>
        (left -= 1) >= 0 ? ends('EAPI:Rate limit exceeded')() : book([])(asked),
    };
    expect(await kraken.accounts(broker.client(kraken, CREDENTIALS))).toMatchObject([{ id: 'spot' }]);
    expect(broker.waits.filter((wait) => wait >= 60_000)).toHaveLength(2);
    left = 99;
    expect(await faultOf(kraken.accounts(broker.client(kraken, CREDENTIALS)))).toMatchObject({ kind: 'busy' });
  });

  it('goes on without the names of a pair that is gone', async () => {
    const of = (id: string, pair: string, time: number) => [id, { time, pair }];
    const trades = Object.fromEntries([of('T1', 'XXBTZUSD', 1_790_000_000), of('T2', 'GONEUSD', 1_790_000_001)]);
    broker.answers = {
      'POST /0/private/TradesHistory': () => ({ body: { error: [], result: { trades, count: 2 } } }),
      'GET /0/public/AssetPairs': ({ query }) =>
        query['pair'] === 'XXBTZUSD' ? PAIRS : ends('EQuery:Unknown asset pair')(),
    };
    expect((await answersOf()).pairs).toHaveLength(1);
  });

  it.each([
    ['a page', '<html>'],
    ['no list', { error: [], result: {} }],
    ['a list without its count', { error: [], result: { trades: {} } }],
    ['an empty page where more should be', { error: [], result: { trades: {}, count: 3 } }],
    ['a trade without a time', { error: [], result: { trades: { T1: { pair: 'XXBTZUSD' } }, count: 1 } }],
  ])('takes %s for no answer', async (_, body) => {
    broker.answers = { 'POST /0/private/TradesHistory': () => ({ body }) };
    expect(await faultOf(answersOf())).toMatchObject({ kind: 'unreadable' });
  });

  it('does not send a private key that can be none', async () => {
    const client = broker.client(kraken, { key: 'k', secret: 'hunter2' });
    expect(await faultOf(kraken.accounts(client))).toMatchObject({ kind: 'refused', field: 'secret' });
    expect(broker.asked).toHaveLength(0);
  });
});
