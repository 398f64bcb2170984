import { vi } from 'vitest';
import type {
  AccountCommandAnswer,
  HistoryEntry,
  ImportAnswer,
  Page,
  TradeAnswer,
  TradeCommandAnswer,
  UndoImportAnswer,
} from '@singularity/contract';
import { Replay } from '../event-store/replay.js';
import type { Browser } from '../../testing/browser.js';
import { sendFiles } from '../../testing/file-form.js';
import type { FormFile } from '../../testing/file-form.js';
import { ImportJob } from './import-job.js';
import { ImportThread } from './import-thread.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

const HEAD =
  'Id,ContractName,EnteredAt,ExitedAt,EntryPrice,ExitPrice,Fees,PnL,Size,Type,TradeDay,TradeDuration,Commissions';

/** A row of the trades that TopstepX exports: a long of MNQ, a dollar up for each point and contract, times two. */
const row = (id: number, minute: number, points: number, size = 1) => {
  const clock = (at: number) => `10/06/2025 10:${String(at).padStart(2, '0')}:00 -04:00`;
  const exit = 25_000 + points;
  return `${id},MNQZ5,${clock(minute)},${clock(minute + 1)},25000.00,${exit}.00,0.74,${points * 2 * size}.00,${size},Long,10/06/2025 00:00:00 -05:00,00:01:00,`;
};
const file = (...rows: string[]) => ({ name: 'trades.csv', content: [HEAD, ...rows].join('\n') });

let app: TestApp;
let member: Browser;
let accountId: string;

beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
});
beforeEach(async () => {
  const account = { platform: 'TopstepX', name: 'Combine', startingBalance: '50000', currency: 'USD' };
  accountId = ((await member.send('POST', '/api/user/accounts', account)).body as AccountCommandAnswer).id;
});
afterEach(async () => expect(await app.audit()).toEqual([]));
afterAll(() => app.close());

const at = (id: string, what = '') => `/api/user/imports/${id}${what && `/${what}`}`;
const upload = async (...files: FormFile[]) => {
  const reply = await sendFiles(member, '/api/user/imports', files, { fields: { accountId } });
  expect(reply).toMatchObject({ status: 201 });
  return reply.body as ImportAnswer;
};
const one = async (id: string) => (await member.get(at(id))).body as ImportAnswer;
const done = (id: string) =>
  vi.waitFor(async () => {
    const import_ = await one(id);
    expect(import_.status).not.toBe('importing');
    return import_;
  }, { timeout: 30_000, interval: 50 }); // prettier-ignore
const carryOut = async (...files: FormFile[]) => {
  const { id } = await upload(...files);
  expect(await member.send('POST', at(id, 'confirm'))).toMatchObject({ status: 202, body: { status: 'importing' } });
  return done(id);
};
const trades = async () =>
  ((await member.get(`/api/user/trades?accountId=${accountId}&limit=200`)).body as Page<TradeAnswer>).items;
const undo = async (id: string) => (await member.send('POST', at(id, 'undo'))).body as UndoImportAnswer;

describe('an import', () => {
  it('is previewed, confirmed, and there in the trades, with the broker’s own P&L beside ours', async () => {
    const preview = await upload(file(row(1, 0, 10, 2), row(2, 5, -4)));
    expect(preview).toMatchObject({
      status: 'previewed',
      files: [{ name: 'trades.csv', platform: 'topstepx', kind: 'trades', label: 'TopstepX trades', rows: 4 }],
      questions: [],
      counts: { fills: 4, new: 4, duplicates: 0, deletedBefore: 0, held: 0, refused: 0 },
      trades: { added: 2, changed: 0, closed: 2, open: 0 },
      totals: [{ currency: 'USD', grossPnl: '32', fees: '1.48', netPnl: '30.52', stated: { files: 1, grossPnl: '32', netPnl: null, ourGrossPnl: '32', ourNetPnl: '30.52' } }],
      symbols: ['MNQZ25'],
      from: '2025-10-06T14:00:00.000Z',
      to: '2025-10-06T14:06:00.000Z',
    }); // prettier-ignore
    expect(await trades()).toEqual([]);

    await member.send('POST', at(preview.id, 'confirm'));
    expect(await done(preview.id)).toMatchObject({
      status: 'imported',
      progress: { done: 2, total: 2 },
      problem: null,
    });
    expect(await trades()).toMatchObject([
      { symbol: 'MNQZ25', direction: 'LONG', netPnl: '-8.74', accountId },
      { symbol: 'MNQZ25', direction: 'LONG', quantity: '2', netPnl: '39.26', accountId },
    ]);
    const { items } = (await member.get('/api/user/history?limit=3')).body as Page<HistoryEntry>;
    expect(items.map(({ type, origin, batchId }) => [type, origin, batchId])).toEqual([
      ['TradeAdded', 'import', preview.id],
      ['TradeAdded', 'import', preview.id],
      ['ImportConfirmed', 'form', null],
    ]);
    expect(items[2]).toMatchObject({ subject: { type: 'import', files: ['trades.csv'] } });
  });

  it('adds nothing the second time, nor of a file that overlaps', async () => {
    await carryOut(file(row(1, 0, 10), row(2, 5, 5)));
    expect(await upload(file(row(1, 0, 10), row(2, 5, 5)))).toMatchObject({
      counts: { new: 0, duplicates: 4 },
      trades: { added: 0, changed: 0 },
    });
    expect(await carryOut(file(row(2, 5, 5), row(3, 9, 1)))).toMatchObject({ counts: { new: 2, duplicates: 2 } });
    expect(await trades()).toHaveLength(3);
  });

  it('is taken back as a whole, and may come again', async () => {
    const { id } = await carryOut(file(row(1, 0, 10), row(2, 5, 5)));
    expect(await undo(id)).toMatchObject({ undone: 2, kept: [] });
    expect(await trades()).toEqual([]);
    expect(await one(id)).toMatchObject({ status: 'undone' });
    expect(await carryOut(file(row(1, 0, 10)))).toMatchObject({ counts: { new: 2, deletedBefore: 0 } });
    expect(await trades()).toHaveLength(1);
  });

  it('keeps what was changed since, and names it', async () => {
    const { id } = await carryOut(file(row(1, 0, 10), row(2, 5, 5)));
    const [touched] = await trades();
    await member.send('PATCH', `/api/user/trades/${touched?.id}`, { notes: 'Chased it.' });
    expect(await undo(id)).toMatchObject({ undone: 1, kept: [{ id: touched?.id }] });
    expect(await trades()).toMatchObject([{ id: touched?.id, notes: 'Chased it.' }]);
  });

  it('leaves a deleted trade deleted, unless it is to be brought back', async () => {
    await carryOut(file(row(1, 0, 10), row(2, 5, 5)));
    const [gone] = await trades();
    await member.send('DELETE', `/api/user/trades/${gone?.id}`);
    const again = await upload(file(row(1, 0, 10), row(2, 5, 5)));
    expect(again).toMatchObject({ counts: { new: 0, duplicates: 2, deletedBefore: 2 } });
    const { body } = await member.send('PATCH', at(again.id), { bringBack: true });
    expect(body).toMatchObject({ counts: { new: 2, deletedBefore: 0 }, trades: { added: 1 } });
    await member.send('POST', at(again.id, 'confirm'));
    await done(again.id);
    expect(await trades()).toHaveLength(2);
  });

  it('leaves a deleted trade deleted whose first fill closed the one before it', async () => {
    const order = (id: number, side: 'Bid' | 'Ask', size: number, minute: number) => {
      const at_ = `10/06/2025 10:0${minute}:00 -04:00`;
      return `${id},A1,MNQZ5,Filled,Market,${size},${side},${at_},10/06/2025 00:00:00 -05:00,${at_},,,,25000,Undetermined,Trader,,,${id}`;
    };
    const head =
      'Id,AccountName,ContractName,Status,Type,Size,Side,CreatedAt,TradeDay,FilledAt,CancelledAt,StopPrice,LimitPrice,ExecutePrice,PositionDisposition,CreationDisposition,RejectionReason,ExchangeOrderId,PlatformOrderId';
    const rows = [head, order(1, 'Bid', 2, 0), order(2, 'Ask', 3, 1), order(3, 'Bid', 1, 2)];
    const orders = { name: 'orders.csv', content: rows.join('\n') };
    await carryOut(orders);
    const short = (await trades()).find(({ direction }) => direction === 'SHORT');
    await member.send('DELETE', `/api/user/trades/${short?.id}`);
    expect(await carryOut(orders)).toMatchObject({ trades: { added: 0, changed: 0 } });
    expect(await trades()).toMatchObject([{ direction: 'LONG', status: 'closed' }]);
  });

  it('lets an earlier file reorder what a later one made, and keeps the notes with their trade', async () => {
    await carryOut(file(row(5, 20, 3)));
    const [noted] = await trades();
    await member.send('PATCH', `/api/user/trades/${noted?.id}`, { notes: 'Mine', tags: ['a'] });
    await carryOut(file(row(4, 10, 3)));
    expect(await trades()).toMatchObject([{ id: noted?.id, notes: 'Mine', tags: ['a'] }, {}]);
    expect((await trades())[0]?.executions.map(({ id }) => id)).toEqual(noted?.executions.map(({ id }) => id));
  });

  it('knows its fills again in trades that were renamed or moved to another account', async () => {
    await carryOut(file(row(1, 0, 10), row(2, 5, 5)));
    const [second, first] = await trades();
    await member.send('PATCH', `/api/user/trades/${first?.id}`, { symbol: 'MNQ' });
    await member.send('PATCH', `/api/user/trades/${second?.id}`, { accountId: null });
    const again = await carryOut(file(row(1, 0, 10), row(2, 5, 5), row(3, 9, 1)));
    expect(again).toMatchObject({ counts: { new: 2, duplicates: 4 }, trades: { added: 1, changed: 0 } });
    expect((await trades()).map(({ symbol }) => symbol).sort()).toEqual(['MNQ', 'MNQZ25']);
    await carryOut(file(`${row(1, 0, 10)}1.00`));
    const renamed = (await trades()).filter(({ symbol }) => symbol === 'MNQ');
    expect(renamed).toMatchObject([{ id: first?.id, status: 'closed', fees: '1.74', netPnl: '18.26' }]);
  });

  it('takes a fee that the broker tells of later, but keeps a fill that the member has changed', async () => {
    await carryOut(file(row(1, 0, 10), row(2, 5, 5)));
    const [second] = await trades();
    const exit = second?.executions.find(({ type }) => type === 'close');
    await member.send('PATCH', `/api/user/trades/${second?.id}/executions/${exit?.id}`, { price: '25006' });
    const later = (line: string) => `${line}1.00`;
    const again = await carryOut(file(later(row(1, 0, 10)), later(row(2, 5, 5))));
    expect(again).toMatchObject({
      counts: { new: 0, duplicates: 4, held: 1 },
      held: [{ line: 3, reason: expect.stringContaining('Yours is kept') as string }],
    });
    expect(await trades()).toMatchObject([
      { id: second?.id, exitPrice: '25006', fees: '1.74' },
      { fees: '1.74', netPnl: '18.26' },
    ]);
  });

  it('is an idempotent request, file by file', async () => {
    const send = (content: string) =>
      sendFiles(member, '/api/user/imports', [{ name: 'a.csv', content }], {
        fields: { accountId },
        headers: { 'Idempotency-Key': 'k1' },
      });
    const first = await send(file(row(1, 0, 10)).content);
    expect((await send(file(row(1, 0, 10)).content)).body).toEqual(first.body);
    expect(await send(file(row(1, 0, 11)).content)).toMatchObject({ status: 422 });
  });

  it('says so where it cannot be carried out, may be tried again, and be taken back', async () => {
    const { id } = await upload(file(row(1, 0, 10)));
    await app.sql(`UPDATE import SET status = 'importing' WHERE import_id = '${id}'`);
    const next = vi.spyOn(app.nest.get(ImportThread), 'next').mockRejectedValueOnce(new Error('broken'));
    const job = { userId: await member.userId(), id };
    const run = { stopping: new AbortController().signal, isLast: true };
    await expect(app.nest.get(ImportJob).run(job, run)).rejects.toThrow('broken');
    next.mockRestore();
    expect(await one(id)).toMatchObject({ status: 'failed', problem: expect.stringContaining('Try again') as string });
    await member.send('POST', at(id, 'confirm'));
    expect(await done(id)).toMatchObject({ status: 'imported', problem: null });
    expect(await trades()).toHaveLength(1);
  });

  it('outlives a rebuild, and its keys with it', async () => {
    await carryOut(file(row(1, 0, 10), row(2, 5, 5)));
    await app.nest.get(Replay).rebuild(await member.userId());
    expect(await upload(file(row(1, 0, 10)))).toMatchObject({ counts: { new: 0, duplicates: 2 } });
  });
});

describe('a preview', () => {
  it('asks for the account, the time zone and the worth of a contract, and is answered', async () => {
    const orders = `Symbol,Side,Type,Qty,Limit Price,Stop Price,Fill Price,Status,Commission,Placing Time,Closing Time,Order ID
CME_MINI:XYZZ2025,Buy,Market,1,,,100,Filled,1,2025-10-06 09:30:00,2025-10-06 09:30:00,1
CME_MINI:XYZZ2025,Sell,Market,1,,,103,Filled,1,2025-10-06 09:31:00,2025-10-06 09:31:00,2`;
    const reply = await sendFiles(member, '/api/user/imports', [{ name: 'orders.csv', content: orders }]);
    const { id, questions } = reply.body as ImportAnswer;
    expect(questions.map(({ field }) => field)).toEqual(['accountId', 'timeZone', 'multipliers']);
    expect(await member.send('POST', at(id, 'confirm'))).toMatchObject({ status: 409 });
    const { body } = await member.send('PATCH', at(id), {
      accountId,
      timeZone: 'America/Chicago',
      multipliers: [{ symbol: 'XYZZ25', multiplier: '10' }],
    });
    expect(body).toMatchObject({
      questions: [],
      options: { accountId, timeZone: 'America/Chicago' },
      totals: [{ grossPnl: '30', netPnl: '28' }],
      from: '2025-10-06T14:30:00.000Z',
    });
  });

  it('says of each file why it cannot be read, and of each row', async () => {
    const bad = row(1, 0, 10).replace('25000.00', 'abc');
    expect(
      await upload(
        file(bad, row(2, 5, 1)),
        { name: 'a.pdf', content: '%PDF-1.7' },
        { name: 'b.csv', content: 'a,b\n1,2' },
      ),
    ).toMatchObject({
      files: [{ problem: null }, { problem: expect.stringContaining('PDF') as string }, { platform: null }],
      counts: { fills: 2, refused: 1 },
      refused: [{ file: 'trades.csv', line: 2, reason: expect.stringContaining('abc') as string }],
    });
  });

  it('asks what the columns of an unknown file mean, and knows it the next time', async () => {
    const table = (price: string) => ({
      name: 'mine.csv',
      content: `When,What,Way,Pieces,Paid\n2025-10-06 09:30:00,AAPL,IN,10,${price}\n2025-10-06 10:30:00,AAPL,OUT,10,201`,
    });
    const preview = await upload(table('200'));
    expect(preview).toMatchObject({
      questions: [{ field: 'mapping' }],
      files: [{ platform: null, table: { columns: ['When', 'What', 'Way', 'Pieces', 'Paid'] } }],
    });
    const mapping = {
      rows: 'fills',
      symbol: 'What',
      assetType: 'stock',
      sideColumn: 'Way',
      buy: ['IN'],
      sell: ['OUT'],
      quantity: 'Pieces',
      price: 'Paid',
      date: 'When',
    };
    const wrong = await member.send('PATCH', at(preview.id), { mapping: { ...mapping, price: 'Cost' } });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ field: 'mapping.price' }] } });
    await member.send('PATCH', at(preview.id), { mapping, timeZone: 'America/New_York' });
    await member.send('POST', at(preview.id, 'confirm'));
    expect(await done(preview.id)).toMatchObject({ status: 'imported', totals: [{ netPnl: '10' }] });
    expect((await upload(table('199'))).questions.map(({ field }) => field)).toEqual(['timeZone']);
  });

  it('offers a trade that was entered by hand, which keeps what was written on it', async () => {
    const byHand = {
      symbol: '/MNQZ5',
      assetType: 'future',
      direction: 'LONG',
      accountId,
      quantity: '1',
      entryPrice: '25000',
      entryAt: '2025-10-06T14:01:30Z',
      notes: 'By hand',
    };
    const { id } = (await member.send('POST', '/api/user/trades', byHand)).body as TradeCommandAnswer;
    const preview = await upload(file(row(1, 0, 10)));
    const [like] = preview.lookAlikes;
    expect(like).toMatchObject({ tradeId: id, symbol: '/MNQZ5', quantity: '1', linked: false });
    const linked = await member.send('PATCH', at(preview.id), { links: [{ tradeId: id, round: like?.round }] });
    expect((linked.body as ImportAnswer).lookAlikes).toEqual([{ ...like, linked: true }]);
    await member.send('POST', at(preview.id, 'confirm'));
    await done(preview.id);
    expect(await trades()).toMatchObject([
      { id, symbol: 'MNQZ25', notes: 'By hand', status: 'closed', netPnl: '19.26' },
    ]);
    expect(await upload(file(row(1, 0, 10)))).toMatchObject({ counts: { new: 0, duplicates: 2 } });
  });

  it('takes fills of two kinds of files once, with the fees that one of them knows', async () => {
    const orders = `Id,AccountName,ContractName,Status,Type,Size,Side,CreatedAt,TradeDay,FilledAt,CancelledAt,StopPrice,LimitPrice,ExecutePrice,PositionDisposition,CreationDisposition,RejectionReason,ExchangeOrderId,PlatformOrderId
501,A1,MNQZ5,Filled,Market,1,Bid,10/06/2025 10:00:00 -04:00,10/06/2025 00:00:00 -05:00,10/06/2025 10:00:00 -04:00,,,,25000,Opening,Trader,,,501
502,A1,MNQZ5,Filled,Market,1,Ask,10/06/2025 10:01:00 -04:00,10/06/2025 00:00:00 -05:00,10/06/2025 10:01:00 -04:00,,,,25010,Closing,Trader,,,502`;
    expect(await upload({ name: 'orders.csv', content: orders }, file(row(1, 0, 10)))).toMatchObject({
      counts: { fills: 4, new: 2, duplicates: 2, held: 0 },
      trades: { added: 1 },
      totals: [{ grossPnl: '20', fees: '0.74' }],
    });
  });

  it('is discarded with its files', async () => {
    const { id } = await upload(file(row(1, 0, 10)));
    expect(await member.send('DELETE', at(id))).toMatchObject({ status: 200 });
    expect(await member.get(at(id))).toMatchObject({ status: 404 });
    expect(await app.sql('SELECT 1 FROM import_file')).toEqual(expect.not.arrayContaining([{ import_id: id }]));
  });

  it('refuses a fill in another currency, and an account that is closed', async () => {
    const eur = { platform: 'TopstepX', name: 'Euro', startingBalance: '1', currency: 'EUR' };
    accountId = ((await member.send('POST', '/api/user/accounts', eur)).body as AccountCommandAnswer).id;
    expect(await upload(file(row(1, 0, 10)))).toMatchObject({ counts: { fills: 0, refused: 2 } });
    await member.send('POST', `/api/user/accounts/${accountId}/close`);
    expect((await upload(file(row(1, 0, 10)))).questions).toMatchObject([{ field: 'accountId' }]);
  });
});

describe('a file', () => {
  const mapping = {
    ...{ rows: 'pairs', symbol: 'ContractName', assetType: 'future', quantity: 'Size', sideColumn: 'Type' },
    ...{ buy: ['Long'], sell: ['Short'], fees: ['Fees'] },
    ...{ entryPrice: 'EntryPrice', entryDate: 'EnteredAt', exitPrice: 'ExitPrice', exitDate: 'ExitedAt' },
  };
  const edit = async (id: string, change: object) => (await member.send('PATCH', at(id), change)).body as ImportAnswer;
  const choices = [
    { readAs: 'topstepx trades', label: 'TopstepX trades' },
    { readAs: 'other table', label: 'Table with your columns' },
  ];

  it('that is recognised can be read by columns that the member names, and as it is recognised again', async () => {
    const { id, files } = await upload(file(row(1, 0, 10)), file(row(2, 5, 10)));
    expect(files[0]).toMatchObject({ readAs: 'auto', recognisedAs: 'topstepx trades', choices, table: null });
    const asked = await edit(id, { readAs: ['other table'] });
    expect(asked).toMatchObject({
      questions: [{ field: 'mapping', message: 'What do the columns of this file mean?' }],
      files: [
        { readAs: 'other table', recognisedAs: 'topstepx trades', choices, kind: null, rows: 0, table: { columns: HEAD.split(',') } },
        { readAs: 'auto', kind: 'trades', rows: 2 },
      ],
      mapping: { symbol: 'ContractName' },
    }); // prettier-ignore
    expect(await member.send('POST', at(id, 'confirm'))).toMatchObject({ status: 409 });
    expect(await edit(id, { mapping, dateOrder: 'mdy' })).toMatchObject({
      questions: [],
      files: [{ platform: 'other', kind: 'table', label: 'Table with your columns', rows: 2 }, { rows: 2 }],
      totals: [{ grossPnl: '40', fees: '1.48' }],
    });
    expect(await edit(id, { readAs: [] })).toMatchObject({
      questions: [],
      files: [{ readAs: 'auto', platform: 'topstepx', kind: 'trades', table: null }, {}],
    });
  });

  it('that was read by named columns leaves the next one to its reader, and is known where that is chosen again', async () => {
    const { id } = await upload(file(row(1, 0, 10)));
    await edit(id, { readAs: ['other table'], mapping, dateOrder: 'mdy' });
    await member.send('POST', at(id, 'confirm'));
    expect(await done(id)).toMatchObject({ status: 'imported', files: [{ platform: 'other', kind: 'table' }] });
    expect(await trades()).toMatchObject([{ symbol: 'MNQZ25', netPnl: '19.26' }]);

    const next = await upload(file(row(1, 0, 10), row(2, 5, 10)));
    expect(next).toMatchObject({
      files: [{ readAs: 'auto', platform: 'topstepx', kind: 'trades' }],
      counts: { new: 2, duplicates: 2 },
    });
    expect(await edit(next.id, { readAs: ['other table'], dateOrder: 'mdy' })).toMatchObject({
      questions: [],
      files: [{ platform: 'other', kind: 'table', rows: 4 }],
      counts: { new: 2, duplicates: 2 },
    });
    const again = (await member.send('POST', at(id, 'read-again'))).body as ImportAnswer;
    expect(again).toMatchObject({ files: [{ readAs: 'other table', kind: 'table' }], counts: { new: 0 } });
  });

  it('that cannot be read as was chosen says so, and the others are read', async () => {
    const files = [{ name: 'flex.xml', content: '<FlexQueryResponse><FlexStatements/></FlexQueryResponse>' }, file(row(1, 0, 10))]; // prettier-ignore
    const fields = { accountId, readAs: ['other table', 'kraken trades'] };
    const reply = await sendFiles(member, '/api/user/imports', files, { fields });
    const { id, ...answer } = reply.body as ImportAnswer;
    expect(answer).toMatchObject({
      files: [
        { readAs: 'other table', problem: expect.stringContaining('No broker’s export') as string, rows: 0 },
        {
          readAs: 'kraken trades',
          recognisedAs: 'topstepx trades',
          choices: [...choices, { readAs: 'kraken trades', label: 'Kraken trades' }],
          problem: expect.stringContaining('does not have the columns of “Kraken trades”') as string,
          table: null,
        },
      ],
      counts: { fills: 0 },
    });
    expect(await edit(id, { readAs: ['auto', 'auto'] })).toMatchObject({
      files: [{ readAs: 'auto' }, { problem: null, rows: 2, choices }],
    });
  });

  it('is refused a way to read it that there is none of, when it is sent and later', async () => {
    const send = (readAs: string | string[]) =>
      sendFiles(member, '/api/user/imports', [file(row(1, 0, 10))], { fields: { accountId, readAs } });
    const wrong = { status: 422, body: { errors: [{ field: 'readAs' }] } };
    expect(await send('nobody trades')).toMatchObject(wrong);
    expect(await send(['auto', 'auto'])).toMatchObject(wrong);
    const chosen = await send('other table');
    expect(chosen).toMatchObject({ status: 201, body: { files: [{ readAs: 'other table' }] } });
    const { id } = chosen.body as ImportAnswer;
    expect(await member.send('PATCH', at(id), { readAs: ['nobody'] })).toMatchObject(wrong);
    expect(await member.send('PATCH', at(id), { readAs: ['auto', 'auto'] })).toMatchObject(wrong);
    expect(await member.send('PATCH', at(id), { readAs: null })).toMatchObject({ status: 422 });
  });
});

describe('what the API of a broker answered', () => {
  const event = (date: string, type: string, said: object, amount = '0') =>
    `{"amount":${amount},"date":"${date}T00:00:00Z","type":"${type}","${type}":${JSON.stringify(said)}}`;
  const trade = (date: string, quantity: number, amount: string) =>
    event(
      date,
      'trade',
      { commission: 0.35, price: 2, quantity, symbol: 'SPY261016C00600000', trade_type: 'Option' },
      amount,
    );
  const order = (when: string, side: string, quantity: number) =>
    JSON.stringify({
      side,
      exec_quantity: quantity,
      avg_fill_price: 2,
      transaction_date: when,
      symbol: 'SPY',
      option_symbol: 'SPY261016C00600000',
    });
  const answers = (day: string, calls: Readonly<Record<string, string>>) => ({
    name: 'answers.json',
    content: [
      JSON.stringify({
        answers: 1,
        broker: 'tradier',
        account: 'VA1',
        from: '2026-10-01',
        to: day,
        at: `${day}T10:00:00.000Z`,
      }),
      ...Object.entries(calls).map(([call, body]) => JSON.stringify({ call, body })),
    ].join('\n'),
  });
  const history = (...events: string[]) => `{"history":{"event":[${events.join(',')}]}}`;
  const orders = `{"orders":{"order":[${order('2026-10-05T14:31:02.120Z', 'buy_to_open', 3)}]}}`;
  const bought = trade('2026-10-05', 3, '-601.05');

  it('knows the fills of a file again, and when they were', async () => {
    const csv =
      'Symbol,Price,Type,Description,Quantity,Commission,Amount,Date\nSPY261016C00600000,2,trade,,3,0.35,-601.05,2026-10-05T00:00:00Z\n';
    await carryOut({ name: 'history.csv', content: csv });
    expect(await carryOut(answers('2026-10-10', { history: history(bought), orders }))).toMatchObject({
      counts: { new: 0, duplicates: 1 },
      trades: { added: 0, changed: 1 },
    });
    expect(await trades()).toMatchObject([{ entryAt: '2026-10-05T14:31:02.120Z', quantity: '3', fees: '1.05' }]);
    expect(await carryOut({ name: 'history.csv', content: csv })).toMatchObject({ trades: { changed: 0 } });
  });

  it('closes an option at zero that is past its day and held no longer, until a sale of it is told', async () => {
    const none = '{"positions":"null"}';
    await carryOut(answers('2026-10-10', { history: history(bought), positions: none }));
    expect(await trades()).toMatchObject([{ status: 'open' }]);
    const gone = await carryOut(
      answers('2026-10-18', {
        history: history(
          event('2026-10-16', 'option', { option_type: 'OPTEXP', description: 'Expired', quantity: -3 }),
        ),
        positions: none,
      }),
    );
    expect(gone).toMatchObject({ trades: { changed: 1 } });
    expect(await trades()).toMatchObject([
      { status: 'closed', exitPrice: '0', exitAt: '2026-10-16T20:00:00.000Z', netPnl: '-601.05' },
    ]);
    await carryOut(answers('2026-10-19', { history: history(trade('2026-10-14', -1, '199.65')), positions: none }));
    expect(await trades()).toMatchObject([{ status: 'closed', netPnl: '-401.4' }]);
    await undo(gone.id);
    expect(await trades()).toMatchObject([{ status: 'closed' }]);
  });
});
