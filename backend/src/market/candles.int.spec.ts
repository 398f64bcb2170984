import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CandlesAnswer, SessionAnswer } from '@singularity/contract';
import { toInstant } from '@singularity/domain';
import { Clock } from '../runtime/clock.js';
import type { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

const TOKEN = 'a token that nobody must see';
const NOON = Date.parse('2026-01-06T17:00:00.000Z');

const minute = (seconds: number) =>
  `{"time":"2026-01-05T09:30:00","timestamp":${seconds},"price":187.1,"open":187.10,"high":187.4,"low":186.9,
    "close":187.2,"volume":1200,"vwap":187.2}`;
const minutes = (count: number) => Array.from({ length: count }, (_, index) => minute(1767623400 + 60 * index)).join();
const DAY = '{"date":"2025-07-07","open":188.05,"high":188.5,"low":186.9,"close":187.33,"volume":48215600}';
const KNOWN = '{"quotes":{"quote":{"symbol":"AAPL","last":187.23,"trade_date":1767647999123}}}';
const UNKNOWN = '{"quotes":{"unmatched_symbols":{"symbol":"AAPL"}}}';

const MORNING = { from: '2026-01-05T14:30:00Z', to: '2026-01-05T15:30:00Z' };

describe('candles', () => {
  let tradier: Server;
  /** What the source says at each of its addresses; a number is a bare status. */
  let play: Record<'timesales' | 'history' | 'quotes', string | number>;
  let asked: IncomingMessage[];
  let app: TestApp;
  let member: Browser;
  let now = NOON;

  beforeAll(async () => {
    tradier = createServer((request, response) => {
      asked.push(request);
      const path = new URL(request.url ?? '', 'http://tradier').pathname.split('/').at(-1) as keyof typeof play;
      const said = play[path];
      response.writeHead(typeof said === 'number' ? said : 200, { 'Content-Type': 'application/json' });
      response.end(typeof said === 'number' ? '' : said);
    });
    await new Promise<void>((resolve) => tradier.listen(0, '127.0.0.1', resolve));
    const { port } = tradier.address() as AddressInfo;
    app = await startTestApp({ TRADIER_TOKEN: TOKEN, TRADIER_BASE_URL: `http://127.0.0.1:${port}` });
    member = await app.signIn('one');
    app.nest.get(Clock).now = () => toInstant(new Date(now));
  });

  afterAll(async () => {
    await app.close();
    tradier.closeAllConnections();
    tradier.close();
  });

  beforeEach(() => {
    asked = [];
    play = { timesales: `{"series":{"data":[${minutes(2)}]}}`, history: `{"history":{"day":${DAY}}}`, quotes: KNOWN };
    // Nothing of the test before is remembered.
    now += 60_000;
  });

  const candles = (query: object = {}, browser = member) =>
    browser.get(`/api/market/candles?${new URLSearchParams({ symbol: 'AAPL', ...MORNING, ...query })}`);
  const addresses = () => asked.map(({ url }) => url);

  it('of a recent morning are its minutes, digit for digit', async () => {
    const answer = await candles({ symbol: ' aapl ' });
    expect(answer.status).toBe(200);
    const same = { open: '187.1', high: '187.4', low: '186.9', close: '187.2', volume: '1200' };
    expect(answer.body).toEqual({
      symbol: 'AAPL',
      interval: '1min',
      candles: [
        { time: '2026-01-05T14:30:00.000Z', ...same },
        { time: '2026-01-05T14:31:00.000Z', ...same },
      ],
      source: 'Tradier',
    });
    expect(addresses()).toEqual([
      '/v1/markets/timesales?symbol=AAPL&interval=1min&start=2026-01-05+09%3A30&end=2026-01-05+10%3A30&session_filter=all',
    ]);
    expect(asked[0]?.headers).toMatchObject({ accept: 'application/json', authorization: `Bearer ${TOKEN}` });
  });

  it('of a morning long past are the day around it, for there is nothing finer', async () => {
    const answer = await candles({ from: '2025-07-07T13:30:00Z', to: '2025-07-07T15:30:00Z' });
    expect(answer.body).toMatchObject({ interval: 'daily', candles: [{ time: '2025-07-07T04:00:00.000Z' }] });
    expect(addresses()).toEqual(['/v1/markets/history?symbol=AAPL&interval=daily&start=2025-07-07&end=2025-07-07']);
  });

  it.each([
    ['2026-01-05T20:00:00Z', '2026-01-06T14:30:00Z', '5min'],
    ['2026-01-02T14:30:00Z', '2026-01-06T14:30:00Z', '15min'],
    ['2025-01-06T14:30:00Z', '2026-01-06T14:30:00Z', 'daily'],
    ['2022-01-06T14:30:00Z', '2026-01-06T14:30:00Z', 'weekly'],
    ['2010-01-06T14:30:00Z', '2026-01-06T14:30:00Z', 'monthly'],
  ])('from %s to %s are %s', async (from, to, interval) => {
    const answer = await candles({ from, to });
    expect([answer.status, answer.body]).toMatchObject([200, { interval }]);
    expect(addresses()[0]).toContain(`interval=${interval}`);
  });

  it('are the last 500 of a source that says more', async () => {
    play.timesales = `{"series":{"data":[${minutes(501)}]}}`;
    const { candles: found } = (await candles()).body as CandlesAnswer;
    expect([found.length, found[0]?.time]).toEqual([500, '2026-01-05T14:31:00.000Z']);
  });

  it('are none where a known symbol was not traded', async () => {
    play.timesales = '{"series":null}';
    const answer = await candles();
    expect([answer.status, answer.body]).toMatchObject([200, { interval: '1min', candles: [] }]);
  });

  it('are a 404 where the source does not know the symbol', async () => {
    play = { ...play, timesales: '{"series":null}', quotes: UNKNOWN };
    const answer = await candles();
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });

  it.each<[string, Partial<typeof play>]>([
    ['refuses the token', { timesales: 401 }],
    ['has had enough', { timesales: 429 }],
    ['talks HTML', { timesales: '<html>' }],
    ['answers about something else', { timesales: KNOWN }],
    ['says too much', { timesales: `{"series":{"data":[${minutes(2000)}]}}` }],
    ['will not tell whether it knows the symbol', { timesales: '{"series":null}', quotes: 500 }],
  ])('are unavailable while the source %s', async (_name, trouble) => {
    play = { ...play, ...trouble };
    const answer = await candles();
    expect([answer.status, answer.body]).toMatchObject([503, { type: '/problems/unavailable' }]);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.text).not.toContain(TOKEN);
    expect((await member.get('/api/status')).body).toMatchObject({ systems: { market: 'error' } });
  });

  it('are asked for once by many at a time, and again only after some seconds', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => candles()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    // The same minutes, said to the second.
    await candles({ to: '2026-01-05T15:30:30Z' });
    expect(asked).toHaveLength(1);
    await candles({ symbol: 'MSFT' });
    expect(asked).toHaveLength(2);
    now += 10_000;
    await candles();
    expect(asked).toHaveLength(3);
  });

  it.each<[string, Record<string, string>, string]>([
    ['no symbol', { symbol: '' }, 'symbol'],
    ['two symbols', { symbol: 'AAPL,MSFT' }, 'symbol'],
    ['a day for a moment', { from: '2026-01-05' }, 'from'],
    ['an end before the beginning', { to: '2026-01-05T14:29:59Z' }, 'to'],
    ['no time between', { to: MORNING.from }, 'to'],
    ['more than a life', { from: '1970-01-01T00:00:00Z' }, 'to'],
  ])('are refused for %s', async (_name, query, field) => {
    const answer = await candles(query);
    expect([answer.status, answer.body, asked.length]).toMatchObject([422, { errors: [{ field }] }, 0]);
  });

  it('are for members, whose session says that they are to be had', async () => {
    expect((await candles({}, app.browser())).status).toBe(401);
    expect(asked).toHaveLength(0);
    expect((await member.get('/api/auth/session')).body as SessionAnswer).toMatchObject({ market: true });
  });
});

describe('without a token', () => {
  let app: TestApp;
  beforeAll(async () => (app = await startTestApp({ QUOTES_PER_MINUTE: '2' })));
  afterAll(() => app.close());

  it('candles are unavailable, the session says so, and they count with the quotes', async () => {
    const member = await app.signIn('one');
    const query = new URLSearchParams({ symbol: 'AAPL', ...MORNING });
    const asked = [];
    for (const path of ['?symbol=AAPL', `/candles?${query}`, `/candles?${query}`])
      asked.push(await member.get(`/api/market${path}`));
    expect(asked.map(({ status }) => status)).toEqual([503, 503, 429]);
    expect((await member.get('/api/auth/session')).body as SessionAnswer).toMatchObject({ market: false });
  });
});
