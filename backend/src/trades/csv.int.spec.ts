import type { TradePage } from '@singularity/contract';
import type { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

let app: TestApp;
let member: Browser;

beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
  for (const [index, symbol] of ['AA', 'BB', 'CC'].entries())
    await member.send('POST', '/api/user/trades', {
      symbol,
      assetType: 'stock',
      direction: 'LONG',
      quantity: '1',
      entryPrice: '100',
      entryAt: `2026-02-0${index + 1}T15:00:00Z`,
      tags: ['=cmd', 'b'],
      notes: symbol === 'BB' ? 'said "no",\nthen yes' : null,
    });
});
afterEach(async () => expect(await app.audit()).toEqual([]));
afterAll(() => app.close());

const csv = (query: string) => member.get(`/api/user/trades.csv?${query}`);

describe('trades as CSV', () => {
  it('come as a file, in the order and with the columns that were asked for', async () => {
    const { status, headers, text } = await csv('columns=symbol,notes&columns=tags&sort=symbol&order=asc');
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'text/csv; charset=utf-8' });
    expect(headers['content-disposition']).toBe('attachment; filename=singularity-trades.csv');
    expect(text).toBe(
      [
        '\uFEFFsymbol,notes,tags',
        `AA,,"'=cmd, b"`,
        `BB,"said ""no"",\nthen yes","'=cmd, b"`,
        `CC,,"'=cmd, b"`,
        '',
      ].join('\r\n'),
    );
  });

  it('are those that the list’s filters let through', async () => {
    expect((await csv('symbol=BB&columns=symbol')).text).toBe('\uFEFFsymbol\r\nBB\r\n');
    expect((await csv('status=closed&columns=symbol')).text).toBe('\uFEFFsymbol\r\n');
  });

  it('tell what was realized in the days that are asked for, and nothing of it without days', async () => {
    const { body } = await member.get('/api/user/trades?symbol=CC');
    const [cc] = (body as TradePage).items;
    await member.send('POST', `/api/user/trades/${cc?.id}/close`, {
      exitPrice: '130',
      exitAt: '2026-03-05T15:00:00Z',
    });
    const columns = 'symbol=CC&columns=symbol,realizedNet';
    expect((await csv(`${columns}&from=2026-03-05&to=2026-03-05`)).text).toBe('\uFEFFsymbol,realizedNet\r\nCC,30\r\n');
    expect((await csv(columns)).text).toBe('\uFEFFsymbol,realizedNet\r\nCC,\r\n');
  });

  it('are all there, also beyond one page, each once', async () => {
    const other = await app.signIn('two');
    const userId = await other.userId();
    await app.sql(
      `INSERT INTO trade
       SELECT r.* FROM generate_series(1, 2500) n, trade t,
              jsonb_populate_record(t, jsonb_build_object('user_id', $1::uuid,
                'trade_id', md5(n::text)::uuid, 'symbol', 'S' || n)) r
        WHERE t.symbol = 'AA'`,
      [userId],
    );
    const { text } = await other.get('/api/user/trades.csv?columns=symbol');
    await app.sql('DELETE FROM trade WHERE user_id = $1', [userId]);
    const symbols = text.trimEnd().split('\r\n').slice(1);
    expect(symbols).toHaveLength(2_500);
    expect(new Set(symbols).size).toBe(2_500);
  });

  it.each(['columns=executions', 'columns=', 'columns=symbol,symbol', 'columns=__proto__', 'sort=notes', 'limit=5'])(
    'are refused as a whole with %s',
    async (query) => {
      const { status, headers } = await csv(query);
      expect({ status, type: headers['content-type'] }).toMatchObject({
        status: 422,
        type: expect.stringContaining('problem'),
      });
    },
  );
});
