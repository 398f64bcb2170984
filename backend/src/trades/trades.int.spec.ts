import type { TradeCommandAnswer, TradeAnswer, Page, HistoryEntry, ProblemDetails } from '@singularity/contract';
import type { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

let app: TestApp;
let member: Browser;

beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
});
afterEach(async () => expect(await app.audit()).toEqual([]));
afterAll(() => app.close());

const ENTRY = '2026-03-02T15:00:00.000Z';
const EXIT = '2026-03-02T18:30:00.000Z';

const stock = { assetType: 'stock', direction: 'LONG' };
const future = { assetType: 'future' };

async function add(body: object, headers: Record<string, string> = {}) {
  return member.send('POST', '/api/user/trades', body, headers);
}

async function added(body: object): Promise<TradeCommandAnswer> {
  const reply = await add({ entryAt: ENTRY, ...body });
  expect(reply).toMatchObject({ status: 201 });
  return reply.body as TradeCommandAnswer;
}

async function read(id: string): Promise<TradeAnswer> {
  return (await member.get(`/api/user/trades/${id}`)).body as TradeAnswer;
}

describe('the net P&L of a trade', () => {
  it.each([
    [
      'a long stock',
      { symbol: 'AAPL', ...stock, quantity: '10', entryPrice: '187.23', exitPrice: '191.10', fees: '1.30' },
      '37.4',
    ],
    [
      'a short stock',
      { symbol: 'TSLA', assetType: 'stock', direction: 'SHORT', quantity: '5', entryPrice: '250', exitPrice: '261.5' },
      '-57.5',
    ],
    [
      'a bought put',
      {
        symbol: 'SPY',
        assetType: 'option',
        direction: 'PUT',
        quantity: '3',
        entryPrice: '1.25',
        exitPrice: '2.10',
        fees: '3.90',
      },
      '251.1',
    ],
    [
      'a sold call that expires',
      {
        symbol: 'SPX',
        assetType: 'option',
        direction: 'CALL',
        side: 'sell',
        quantity: '1',
        entryPrice: '4.20',
        exitPrice: '0',
      },
      '420',
    ],
    [
      'a long future',
      { symbol: '/ESZ6', ...future, direction: 'LONG', quantity: '2', entryPrice: '5000.25', exitPrice: '5003.75' },
      '350',
    ],
    [
      'a short micro future',
      { symbol: 'MNQ', ...future, direction: 'SHORT', quantity: '3', entryPrice: '18000', exitPrice: '17990.25' },
      '58.5',
    ],
    [
      'a fraction of a coin',
      {
        symbol: 'BTC-USD',
        assetType: 'crypto',
        direction: 'LONG',
        quantity: '0.12345678',
        entryPrice: '60000.01',
        exitPrice: '61000.02',
      },
      '123.4580145678',
    ],
    [
      'a price below zero',
      { symbol: 'CL', ...future, direction: 'LONG', quantity: '1', entryPrice: '-37.63', exitPrice: '10.01' },
      '47640',
    ],
    [
      'a call that expires worthless',
      { symbol: 'SPY', assetType: 'option', direction: 'CALL', quantity: '2', entryPrice: '1.50', exitPrice: '0' },
      '-300',
    ],
  ])('%s', async (_case, trade, net) => {
    const { id, netPnl, ledger } = await added({ ...trade, exitAt: EXIT });
    expect(netPnl).toBe(net);
    expect(ledger.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await read(id)).toMatchObject({ netPnl: net, status: 'closed', openQuantity: '0' });
  });

  it('scales in and out, first in first out', async () => {
    const at = (minute: number) => `2026-03-03T15:${String(minute).padStart(2, '0')}:00.000Z`;
    const fill = (type: string, minute: number, quantity: string, price: string) => ({
      type,
      at: at(minute),
      quantity,
      price,
      fees: '1.00',
    });
    const reply = await add({
      symbol: 'NVDA',
      ...stock,
      executions: [fill('open', 0, '100', '120'), fill('open', 1, '50', '126'), fill('close', 2, '120', '130')],
    });
    const trade = reply.body as TradeCommandAnswer;
    expect(trade).toMatchObject({ status: 'open', grossPnl: '1080', openQuantity: '30', entryPrice: '122' });

    const closed = await member.send('POST', `/api/user/trades/${trade.id}/executions`, fill('close', 3, '30', '118'));
    expect(closed).toMatchObject({ status: 201, body: { status: 'closed', grossPnl: '840', netPnl: '836' } });
  });
});

describe('a field at fault is named', () => {
  const good = { symbol: 'AAPL', ...stock, quantity: '1', entryPrice: '100', entryAt: ENTRY };
  it.each([
    ['an exit price without a time', { ...good, exitPrice: '1' }, 'exitAt'],
    ['an exit time without a price', { ...good, exitAt: EXIT }, 'exitPrice'],
    ['an exit before the entry', { ...good, exitPrice: '1', exitAt: '2026-03-02T14:59:59Z' }, 'exitAt'],
    ['nothing traded', { ...good, quantity: '0' }, 'quantity'],
    ['less than nothing traded', { ...good, quantity: '-1' }, 'quantity'],
    ['a call on a stock', { ...good, direction: 'CALL' }, 'direction'],
    ['an unknown future', { ...good, assetType: 'future', symbol: 'QQQQZ6' }, 'multiplier'],
    ['a negative price of a stock', { ...good, entryPrice: '-1' }, 'entryPrice'],
    ['a number instead of a text', { ...good, quantity: 1 }, 'quantity'],
    ['an exponent', { ...good, quantity: '1e400' }, 'quantity'],
    ['no number at all', { ...good, entryPrice: 'NaN' }, 'entryPrice'],
    ['thirty digits', { ...good, entryPrice: '123456789012345678901234567890' }, 'entryPrice'],
    ['a list for a value', { ...good, symbol: ['AAPL'] }, 'symbol'],
    [
      'a list for an execution',
      { symbol: 'AAPL', ...stock, executions: [[{ type: 'open', at: ENTRY, quantity: '1', price: '1' }]] },
      'executions',
    ],
    ['nothing for executions', { ...good, executions: null }, 'executions'],
    ['a NUL', { ...good, notes: 'a\u0000b' }, 'notes'],
    ['half a character', { ...good, notes: '\ud800' }, 'notes'],
    ['half a character in a symbol', { ...good, symbol: 'A\udc00' }, 'symbol'],
    ['the end of time', { ...good, entryAt: '+275760-09-13T00:00:00.000Z' }, 'entryAt'],
    ['a 31st of February', { ...good, entryAt: '2026-02-31T10:00:00Z' }, 'entryAt'],
    ['an unknown field', { ...good, netPnl: '1000000' }, 'netPnl'],
    ['an account that is not there', { ...good, accountId: '0198c0de-0000-7000-8000-000000000000' }, 'accountId'],
    ['no entry', { symbol: 'AAPL', ...stock }, 'quantity'],
    [
      'a second way to say it',
      { ...good, executions: [{ type: 'open', at: ENTRY, quantity: '1', price: '1' }] },
      'quantity',
    ],
    [
      'one fill of many',
      {
        symbol: 'AAPL',
        ...stock,
        executions: [
          { type: 'open', at: ENTRY, quantity: '1', price: '1' },
          { type: 'close', at: EXIT, quantity: '2', price: '1' },
        ],
      },
      'executions.1.quantity',
    ],
    [
      'a shape inside a list',
      { symbol: 'AAPL', ...stock, executions: [{ type: 'open', at: ENTRY, quantity: 'x', price: '1' }] },
      'executions.0.quantity',
    ],
  ])('%s', async (_case, body, field) => {
    const reply = await add(body);
    expect(reply).toMatchObject({
      status: 422,
      headers: { 'content-type': expect.stringContaining('application/problem+json') },
    });
    expect((reply.body as ProblemDetails).errors?.map((error) => error.field)).toContain(field);
  });

  it('tells each of them at once', async () => {
    const reply = await add({ ...good, quantity: 'x', entryPrice: 'y' });
    expect((reply.body as ProblemDetails).errors?.map((error) => error.field).sort()).toEqual([
      'entryPrice',
      'quantity',
    ]);
  });

  it('refuses a key that would reach into prototypes', async () => {
    const reply = await member.ask('/api/user/trades', {
      method: 'POST',
      body: JSON.stringify(good).replace('{', '{"__proto__":{"a":1},'),
      headers: {
        'Content-Type': 'application/json',
        'Sec-Fetch-Site': 'same-origin',
        'X-XSRF-TOKEN': member.cookies.get('XSRF-TOKEN') ?? '',
      },
    });
    expect([400, 422]).toContain(reply.status);
  });

  it('keeps odd but good text exactly', async () => {
    const notes = 'Zeile\nmit "Anführung" \\ <b> 🚀 \u202e';
    const { id } = await added({ ...good, notes });
    expect((await read(id)).notes).toBe(notes);
  });
});

describe('an edit', () => {
  it('is told with before and after, and can be taken back', async () => {
    const { id } = await added({
      symbol: 'AAPL',
      ...stock,
      quantity: '10',
      entryPrice: '187.23',
      exitPrice: '191.10',
      exitAt: EXIT,
      fees: '1.30',
    });
    const edited = await member.send('PATCH', `/api/user/trades/${id}`, { exitPrice: '191.40' });
    expect(edited).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { netPnl: '40.4' } });

    const history = (await member.get(`/api/user/trades/${id}/history`)).body as Page<HistoryEntry>;
    expect(history.items.map((entry) => entry.type)).toEqual(['TradeEdited', 'TradeAdded']);
    expect(history.items[0]).toMatchObject({
      origin: 'form',
      changes: [{ field: 'exitPrice', from: '191.1', to: '191.4' }],
    });

    const reverted = await member.send('POST', `/api/user/trades/${id}/revert`, { toStreamVersion: 1 });
    expect(reverted).toMatchObject({ status: 200, body: { netPnl: '37.4', streamVersion: 3 } });
  });

  it('of the stop leaves the first one known, by which R measures', async () => {
    const { id } = await added({ symbol: 'AAPL', ...stock, quantity: '10', entryPrice: '100', stopPrice: '98' });
    await member.send('PATCH', `/api/user/trades/${id}`, { stopPrice: '101' });
    expect(await read(id)).toMatchObject({ stopPrice: '101', firstStopPrice: '98' });
    await member.send('POST', `/api/user/trades/${id}/close`, { exitPrice: '103', exitAt: EXIT });
    expect(await read(id)).toMatchObject({ rMultiple: '1.5' });
  });

  it('that changes nothing records nothing', async () => {
    const { id, ledger } = await added({ symbol: 'AAPL', ...stock, quantity: '10', entryPrice: '187.23' });
    const reply = await member.send('PATCH', `/api/user/trades/${id}`, { entryPrice: '187.2300', symbol: 'aapl' });
    expect(reply).toMatchObject({ status: 200, body: { streamVersion: 1, ledger } });
  });

  it('of a version that has passed loses, whoever comes first', async () => {
    const { id } = await added({ symbol: 'AAPL', ...stock, quantity: '10', entryPrice: '187.23' });
    const replies = await Promise.all(
      ['11', '12'].map((quantity) =>
        member.send('PATCH', `/api/user/trades/${id}`, { quantity }, { 'If-Match': '"1"' }),
      ),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 412]);
    const stale = replies.find((reply) => reply.status === 412);
    expect(stale?.body).toMatchObject({ expectedStreamVersion: 1, currentStreamVersion: 2 });
  });

  it('of many executions goes to the executions', async () => {
    const fill = (type: string, hour: number) => ({
      type,
      at: `2026-03-04T1${hour}:00:00.000Z`,
      quantity: '1',
      price: '10',
    });
    const { id, executions } = await added({
      entryAt: undefined,
      symbol: 'AMD',
      ...stock,
      executions: [fill('open', 4), fill('open', 5), fill('close', 6)],
    });
    expect(await member.send('PATCH', `/api/user/trades/${id}`, { quantity: '3' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'quantity' }] },
    });

    const path = `/api/user/trades/${id}/executions/${executions[2]?.id}`;
    expect(await member.send('PATCH', path, { price: '12' })).toMatchObject({ status: 200, body: { netPnl: '2' } });
    expect(await member.send('DELETE', path)).toMatchObject({ status: 200, body: { netPnl: null, status: 'open' } });
    expect(await member.send('DELETE', path)).toMatchObject({ status: 404 });
    const closed = await member.send('POST', `/api/user/trades/${id}/close`, {
      exitPrice: '11',
      exitAt: '2026-03-04T17:00:00Z',
      fees: '0.5',
    });
    expect(closed).toMatchObject({ status: 200, body: { netPnl: '1.5', status: 'closed', openQuantity: '0' } });
    expect(
      await member.send('POST', `/api/user/trades/${id}/close`, { exitPrice: '11', exitAt: '2026-03-04T17:00:00Z' }),
    ).toMatchObject({ status: 409 });
  });
});

describe('an edit of all the fills', () => {
  const fill = (type: string, minute: string, quantity: string, price: string) => ({
    type,
    at: `2026-03-04T15:${minute}:00.000Z`,
    quantity,
    price,
    fees: '0',
  });
  const scaled = async () => {
    const executions = [
      fill('open', '00', '100', '10'),
      fill('open', '10', '50', '11'),
      fill('close', '20', '120', '12'),
    ];
    return added({ entryAt: undefined, symbol: 'AMD', ...stock, executions });
  };

  it('keeps those that stay, brings and takes others, is one change beside the fields, and is undone as one', async () => {
    const { id, executions, ledger, ...before } = await scaled();
    const [first, second, out] = executions;
    const more = fill('close', '30', '30', '13');
    const edit = { notes: 'scaled', executions: [more, { ...out, quantity: '70' }, first] };
    const reply = await member.send('PATCH', `/api/user/trades/${id}`, edit, { 'If-Match': '"1"' });
    expect(reply).toMatchObject({
      status: 200,
      body: {
        notes: 'scaled',
        openQuantity: '0',
        netPnl: '230',
        streamVersion: 2,
        ledger: { version: ledger.version + 1 },
      },
    });
    const after = (reply.body as TradeCommandAnswer).executions;
    expect(after.map((execution) => execution.id).slice(0, 2)).toEqual([first?.id, out?.id]);
    expect(executions.map((execution) => execution.id)).not.toContain(after[2]?.id);

    const stale = await member.send('PATCH', `/api/user/trades/${id}`, edit, { 'If-Match': '"1"' });
    expect(stale.status).toBe(412);
    expect(await member.send('POST', `/api/user/history/${ledger.version + 1}/undo`, {})).toMatchObject({
      status: 200,
    });
    expect(await read(id)).toMatchObject({ notes: null, netPnl: before.netPnl, executions: [first, second, out] });
  });

  it.each([
    ['more closed than open', [fill('open', '00', '1', '10'), fill('close', '10', '2', '10')], 'executions.1.quantity'],
    [
      'a fill of nowhere',
      [{ ...fill('open', '00', '1', '10'), id: '01890a5d-ac96-774b-bcce-b302099a8057' }],
      'executions.0.id',
    ],
    ['no fill', [], 'executions'],
    ['a price that is none', [fill('open', '00', '1', 'x')], 'executions.0.price'],
  ])('%s is refused', async (_case, executions, field) => {
    const { id } = await scaled();
    expect(await member.send('PATCH', `/api/user/trades/${id}`, { executions })).toMatchObject({
      status: 422,
      body: { errors: [{ field }] },
    });
  });

  it('is not said beside the shorthand', async () => {
    const { id, executions } = await scaled();
    expect(await member.send('PATCH', `/api/user/trades/${id}`, { executions, fees: '1' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'fees' }] },
    });
  });
});

describe('a deleted trade', () => {
  it('is gone, and can be restored with all its history', async () => {
    const {
      id,
      ledger: _receipt,
      ...before
    } = await added({ symbol: 'AAPL', ...stock, quantity: '10', entryPrice: '1', tags: ['a', 'b'], notes: 'n' });
    expect(await member.send('DELETE', `/api/user/trades/${id}`)).toMatchObject({
      status: 200,
      body: { id, symbol: 'AAPL' },
    });
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['PATCH', ''],
      ['POST', '/close'],
    ] as const)
      expect(
        await member.send(
          method,
          `/api/user/trades/${id}${path}`,
          method === 'GET' || method === 'DELETE'
            ? undefined
            : path
              ? { exitPrice: '1', exitAt: EXIT }
              : { notes: 'x' },
        ),
      ).toMatchObject({ status: 404 });
    expect(await member.send('POST', `/api/user/trades/${id}/restore`)).toMatchObject({ status: 200 });
    expect(await read(id)).toEqual({ ...before, id, streamVersion: 3, updatedAt: expect.any(String) });
    const history = (await member.get(`/api/user/trades/${id}/history`)).body as Page<HistoryEntry>;
    expect(history.items.map((entry) => entry.type)).toEqual(['TradeRestored', 'TradeDeleted', 'TradeAdded']);
  });
});

describe('an idempotency key', () => {
  const body = { symbol: 'KEY', ...stock, quantity: '1', entryPrice: '1', entryAt: ENTRY };

  it('makes one trade out of twenty requests, and twenty equal answers', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => add(body, { 'Idempotency-Key': 'twenty' })));
    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([201]));
    expect(new Set(replies.map((reply) => reply.text)).size).toBe(1);
    const list = (await member.get('/api/user/trades?symbol=KEY')).body as Page<TradeAnswer>;
    expect(list.items).toHaveLength(1);
  });

  it('with another request is refused', async () => {
    expect(await add({ ...body, quantity: '2' }, { 'Idempotency-Key': 'twenty' })).toMatchObject({ status: 422 });
  });

  it('is not spent by a refusal', async () => {
    expect(await add({ ...body, quantity: '0' }, { 'Idempotency-Key': 'second' })).toMatchObject({ status: 422 });
    expect(await add(body, { 'Idempotency-Key': 'second' })).toMatchObject({ status: 201 });
  });
});

describe('the list', () => {
  it.each(
    ['date', 'entryAt', 'exitAt', 'symbol', 'netPnl'].flatMap((sort) => ['asc', 'desc'].map((order) => [sort, order])),
  )('by %s, %s, comes page by page: each trade once, in order, what has no value last', async (sort, order) => {
    const other = await app.signIn('two');
    const list = async (query: string) =>
      (await other.get(`/api/user/trades?sort=${sort}&order=${order}${query}`)).body as Page<TradeAnswer>;
    if ((await list('')).items.length === 0) await addSeven(other);

    const pages: TradeAnswer[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Page<TradeAnswer> = await list(`&limit=2${cursor && `&cursor=${cursor}`}`);
      pages.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(pages).toHaveLength(7);
    expect(new Set(pages.map((trade) => trade.id)).size).toBe(7);
    const values = pages.map((trade) => sortValue(trade, sort));
    const known = values.filter((value) => value !== null);
    expect(values).toEqual([...known, ...values.filter((value) => value === null)]);
    const rising = [...known].sort((x, y) => (typeof x === 'number' ? x - Number(y) : x < y ? -1 : 1));
    expect(known).toEqual(order === 'asc' ? rising : rising.reverse());
  });

  it('lists what begins as asked, futures with or without their slash, and adds up the same', async () => {
    const three = await app.signIn('two');
    for (const symbol of ['/QXA', 'QXB', 'AQX', 'Q.A'])
      await three.send('POST', '/api/user/trades', {
        ...{ symbol, assetType: 'crypto', direction: 'LONG', quantity: '1', entryPrice: '1', entryAt: ENTRY },
      });
    const symbols = async (query: string) =>
      ((await three.get(`/api/user/trades?sort=symbol&order=asc&${query}`)).body as Page<TradeAnswer>).items.map(
        ({ symbol }) => symbol,
      );
    expect(await symbols('symbolPrefix=qx')).toEqual(['/QXA', 'QXB']);
    expect(await symbols('symbolPrefix=/qx&symbolPrefix=aqx')).toEqual(['/QXA', 'AQX']);
    expect((await three.get('/api/user/trades/totals?symbolPrefix=qx')).body).toMatchObject({ count: 2 });
    expect(await three.get('/api/user/trades?symbolPrefix=%25')).toMatchObject({ status: 422 });
  });

  it('tells wins, losses and breakeven apart as the settings do, each currency by its own tolerance', async () => {
    const other = await app.signIn('two');
    const items = async (query: string) =>
      ((await other.get(`/api/user/trades?${query}`)).body as Page<TradeAnswer>).items.map(({ netPnl }) => netPnl);
    if ((await items('')).length === 0) await addSeven(other);
    const euros = await other.send('POST', '/api/user/accounts', {
      platform: 'Webull',
      name: 'Euros',
      startingBalance: '0',
      currency: 'EUR',
    });
    const { id: accountId } = euros.body as { id: string };
    const sold = { quantity: '1', entryPrice: '1', entryAt: ENTRY, exitPrice: '5', exitAt: EXIT };
    await other.send('POST', '/api/user/trades', { symbol: 'SAP', ...stock, ...sold, accountId });
    const halfOut = [
      { type: 'open', at: ENTRY, quantity: '2', price: '1' },
      { type: 'close', at: EXIT, quantity: '1', price: '90' },
    ];
    await other.send('POST', '/api/user/trades', { symbol: 'HALF', ...stock, executions: halfOut });
    await other.send('PATCH', '/api/user/settings', { breakevenTolerance: { USD: '3', JPY: '500' } });

    expect((await items('result=win&sort=netPnl')).sort()).toEqual(['100', '25', '4']);
    expect(await items('result=loss')).toEqual(['-10']);
    expect(await items('result=breakeven')).toEqual(['3', '3']);
    expect(await items('result=loss&result=win&sort=netPnl&order=asc')).toEqual(['-10', '4', '25', '100']);
  });

  it.each([
    'cursor=nonsense',
    'cursor=WyJkYXRlIiwiZGVzYyIsIngiLCJ5Il0',
    'limit=0',
    'limit=201',
    'limit=1.5',
    'sort=notes',
    'order=up',
    'status=gone',
    'result=draw',
  ])('refuses %s', async (query) => {
    expect(await member.get(`/api/user/trades?${query}`)).toMatchObject({ status: 422 });
  });

  it('refuses a cursor of another order', async () => {
    const { nextCursor } = (await member.get('/api/user/trades?limit=1')).body as Page<TradeAnswer>;
    expect(await member.get(`/api/user/trades?sort=symbol&cursor=${nextCursor}`)).toMatchObject({ status: 422 });
  });
});

async function addSeven(browser: Browser): Promise<void> {
  for (const [index, net] of [3, -10, null, 25, 3, null, 100].entries())
    await browser.send('POST', '/api/user/trades', {
      symbol: ['AA', 'BB', 'AA', 'ABC', 'B', 'A', 'Z'][index],
      ...stock,
      quantity: '1',
      entryPrice: '1000',
      entryAt: `2026-02-0${7 - index}T15:00:00Z`,
      ...(net === null ? {} : { exitPrice: String(1000 + net), exitAt: `2026-02-1${index % 4}T15:00:00Z` }),
    });
}

function sortValue(trade: TradeAnswer, sort: string | undefined): string | number | null {
  if (sort === 'netPnl') return trade.netPnl === null ? null : Number(trade.netPnl);
  if (sort === 'date') return trade.status === 'closed' ? trade.exitAt : trade.entryAt;
  return trade[sort as 'symbol' | 'entryAt' | 'exitAt'];
}
