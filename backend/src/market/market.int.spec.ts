import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toInstant } from '@singularity/domain';
import { Clock } from '../runtime/clock.js';
import type { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

type Play = (request: IncomingMessage, response: ServerResponse) => void;

const TOKEN = 'a token that nobody must see';

/** As Tradier writes them: numbers bare, the time in milliseconds, and much that we do not read. */
const AAPL = `{"symbol":"AAPL","description":"Apple Inc","exch":"Q","type":"stock","last":187.2300,"change":-0.1,
  "volume":48215600,"open":188.05,"high":188.5,"low":186.900000001,"close":null,"bid":187.22,"ask":187.24,
  "change_percentage":-0.05,"average_volume":55012345,"last_volume":100,"trade_date":1767647999123,"prevclose":187.33}`;
const MSFT = AAPL.replace('AAPL', 'MSFT').replace('187.2300', '402.5');
const BEFORE_THE_BELL = `{"symbol":"AAPL","last":187.23,"change":null,"volume":0,"open":null,"high":null,"low":null,
  "change_percentage":null,"trade_date":1767647999123}`;

const json =
  (body: string, status = 200): Play =>
  (_request, response) =>
    void response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
const text =
  (body: string, status: number): Play =>
  (_request, response) =>
    void response.writeHead(status, { 'Content-Type': 'text/plain' }).end(body);

describe('quotes', () => {
  let tradier: Server;
  let play: Play;
  let asked: IncomingMessage[];
  let app: TestApp;
  let member: Browser;
  let now: number;

  beforeAll(async () => {
    tradier = createServer((request, response) => {
      asked.push(request);
      play(request, response);
    });
    await new Promise<void>((resolve) => tradier.listen(0, '127.0.0.1', resolve));
    const { port } = tradier.address() as AddressInfo;
    app = await startTestApp({ TRADIER_TOKEN: TOKEN, TRADIER_BASE_URL: `http://127.0.0.1:${port}` });
    member = await app.signIn('one');
    now = Date.now();
    app.nest.get(Clock).now = () => toInstant(new Date(now));
  });

  afterAll(async () => {
    await app.close();
    tradier.closeAllConnections();
    tradier.close();
  });

  beforeEach(() => {
    asked = [];
    // Nothing of the test before is remembered.
    now += 60_000;
  });

  const quote = (symbol: string) => member.get(`/api/market?${new URLSearchParams({ symbol })}`);

  it('say what the source said, digit for digit', async () => {
    play = json(`{"quotes":{"quote":${AAPL}}}`);
    const answer = await quote(' aapl ');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      symbol: 'AAPL',
      price: '187.23',
      change: '-0.1',
      changePercent: '-0.05',
      open: '188.05',
      high: '188.5',
      low: '186.900000001',
      volume: '48215600',
      timestamp: '2026-01-05T21:19:59.123Z',
      source: 'Tradier',
    });
  });

  it('are asked for as Tradier wants it', async () => {
    play = json(`{"quotes":{"quote":${AAPL.replace('AAPL', 'BRK/B')}}}`);
    expect((await quote('BRK/B')).status).toBe(200);
    const [{ url, method, headers }] = asked as [IncomingMessage];
    expect([method, url]).toEqual(['GET', '/v1/markets/quotes?symbols=BRK%2FB&greeks=false']);
    expect(headers).toMatchObject({ accept: 'application/json', authorization: `Bearer ${TOKEN}` });
  });

  it('are found among several', async () => {
    play = json(`{"quotes":{"quote":[${MSFT},${AAPL}]}}`);
    expect((await quote('AAPL')).body).toMatchObject({ symbol: 'AAPL', price: '187.23' });
  });

  it('leave open what the source leaves open outside hours', async () => {
    play = json(`{"quotes":{"quote":${BEFORE_THE_BELL}}}`);
    const nothing = { change: null, changePercent: null, open: null, high: null, low: null };
    expect((await quote('AAPL')).body).toMatchObject({ price: '187.23', volume: '0', ...nothing });
  });

  it('write out what comes with an exponent', async () => {
    play = json(`{"quotes":{"quote":${AAPL.replace('48215600', '4.82156E7').replace('-0.05', '-5.0e-4')}}}`);
    expect((await quote('AAPL')).body).toMatchObject({ volume: '48215600', changePercent: '-0.0005' });
  });

  it.each([
    ['one', '{"quotes":{"unmatched_symbols":{"symbol":"ZZZZ"}}}'],
    ['several', '{"quotes":{"unmatched_symbols":{"symbol":["YYYY","ZZZZ"]}}}'],
  ])('are a 404 where the symbol is %s that the source does not know', async (_name, body) => {
    play = json(body);
    const answer = await quote('ZZZZ');
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });

  const quoted = (change: (quote: string) => string) => json(`{"quotes":{"quote":${change(AAPL)}}}`);

  it.each<[string, Play]>([
    ['refuses the token', text('Invalid Access Token', 401)],
    ['has had enough', text('Quota Violation', 429)],
    ['fails', json('{"fault":{"faultstring":"down"}}', 500)],
    ['talks HTML', text('<html>', 200)],
    ['talks nonsense', json('[1,{"quotes":[]}]')],
    ['says nothing', json('')],
    ['says null', json('{"quotes":null}')],
    ['answers about another symbol', json(`{"quotes":{"quote":${MSFT}}}`)],
    ['has no last trade', quoted((text) => text.replace('187.2300', 'null'))],
    ['has a word for a price', quoted((text) => text.replace('187.2300', '"NaN"'))],
    ['has a price out of this world', quoted((text) => text.replace('187.2300', '1e999999'))],
    ['has no time', quoted((text) => text.replace('1767647999123', 'null'))],
    ['has a time after the end of time', quoted((text) => text.replace('1767647999123', '8640000000000001'))],
    ['sends us elsewhere', (_request, response) => void response.writeHead(302, { Location: '/other' }).end()],
    ['hangs up', (request) => void request.socket.destroy()],
    ['never ends', (request, response) => endless(request, response)],
  ])('are unavailable while the source %s', async (_name, source) => {
    play = source;
    const answer = await quote('AAPL');
    expect(answer.status).toBe(503);
    expect(answer.body).toMatchObject({ type: '/problems/unavailable', status: 503 });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.text).not.toContain(TOKEN);
    expect(asked).toHaveLength(1);
  });

  it('are given up after a while where the source is silent', async () => {
    play = () => undefined;
    expect((await quote('AAPL')).status).toBe(503);
  });

  it.each(['', '%', 'AAPL,MSFT', 'a'.repeat(65), 'AAPL\u0000', '\ud800'])('are refused for %j', async (symbol) => {
    play = json(`{"quotes":{"quote":${AAPL}}}`);
    const answer = await member.get(`/api/market?symbol=${encodeURIComponent(symbol.toWellFormed())}`);
    expect([answer.status, asked.length]).toEqual([422, 0]);
    expect(answer.body).toMatchObject({ errors: [{ field: 'symbol' }] });
  });

  it.each(['', '?symbol=A&symbol=B', '?symbol[x]=1', '?symbol=A&more=1'])(
    'are refused for a query %j',
    async (query) => {
      expect((await member.get(`/api/market${query}`)).status).toBe(422);
    },
  );

  it('are for members', async () => {
    expect((await app.browser().get('/api/market?symbol=AAPL')).status).toBe(401);
  });

  it('are asked for once by many at a time, and again only after some seconds', async () => {
    play = json(`{"quotes":{"quote":${AAPL}}}`);
    const answers = await Promise.all(Array.from({ length: 10 }, () => quote('AAPL')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(asked).toHaveLength(1);
    now += 4_999;
    await quote('AAPL');
    expect(asked).toHaveLength(1);
    now += 1;
    play = json(`{"quotes":{"quote":${AAPL.replace('187.2300', '190')}}}`);
    expect((await quote('AAPL')).body).toMatchObject({ price: '190' });
    expect(asked).toHaveLength(2);
  });

  it('are not asked for again at once from a source in trouble', async () => {
    play = text('Quota Violation', 429);
    await quote('AAPL');
    expect((await quote('AAPL')).status).toBe(503);
    expect(asked).toHaveLength(1);
  });

  it('tell the state of their source, whatever it has to say about a symbol', async () => {
    const market = async () => (await member.get('/api/status')).body;
    play = text('Invalid Access Token', 401);
    await quote('AAPL');
    expect(await market()).toMatchObject({ overall: 'degraded', systems: { market: 'error' } });
    now += 60_000;
    play = quoted((text) => text.replace('187.2300', 'null'));
    await quote('AAPL');
    expect(await market()).toMatchObject({ overall: 'healthy', systems: { market: 'healthy' } });
    now += 60_000;
    play = text('Invalid Access Token', 401);
    await quote('AAPL');
    now += 60_000;
    play = json('{"quotes":{"unmatched_symbols":{"symbol":"AAPL"}}}');
    await quote('AAPL');
    expect(await market()).toMatchObject({ overall: 'healthy', systems: { market: 'healthy' } });
  });
});

function endless({ socket }: IncomingMessage, response: ServerResponse): void {
  const more = () => {
    while (!socket.destroyed && response.write('x'.repeat(65_536)));
  };
  response.on('drain', more);
  more();
}

describe('without a token', () => {
  let app: TestApp;
  beforeAll(async () => (app = await startTestApp({ QUOTES_PER_MINUTE: '3' })));
  afterAll(() => app.close());

  it('quotes are unavailable, and a member may ask so often a minute', async () => {
    const [one, two] = [await app.signIn('one'), await app.signIn('two')];
    const asked = [];
    for (let times = 0; times < 4; times++) asked.push(await one.get('/api/market?symbol=AAPL'));
    expect(asked.map(({ status }) => status)).toEqual([503, 503, 503, 429]);
    expect(Number(asked[3]?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await two.get('/api/market?symbol=AAPL')).status).toBe(503);
    expect((await one.get('/api/accounts')).status).toBe(200);
  });
});
