import { startBrokersStandIn } from '../brokers-stand-in.js';
import type { BrokersStandIn } from '../brokers-stand-in.js';
import { sum } from '../amounts.js';
import { AMD, openAccount, tradeOfEverySort } from '../testing/seed.js';
import { ibkr } from './ibkr.js';

const TOKEN = '410000000000000000000001';
const QUERY = '900001';

let brokers: BrokersStandIn;
beforeAll(async () => {
  brokers = await startBrokersStandIn(0, [ibkr]);
  const { book } = brokers;
  book.clock.set('2026-10-12T20:00:00Z');
  openAccount(book, 'ibkr', { id: 'U1', credentials: { token: TOKEN, queryId: QUERY } });
  tradeOfEverySort(book, 'U1');
  book.addCash({ account: 'U1', kind: 'deposit', amount: '500.10', description: 'WIRE', at: '2026-10-05T13:00:00Z' });
  book.night();
});
afterAll(() => brokers.close());
beforeEach(() => brokers.book.clock.advance(60_000));
afterEach(() => {
  for (const [name, { values }] of Object.entries(brokers.switches.all()))
    brokers.switches.set('ibkr', name.replace('ibkr.', ''), values[0]!);
});

async function ask(prefix: string, step: string, query: Record<string, string>): Promise<string> {
  const url = `${brokers.origin}/${prefix}/AccountManagement/FlexWebService/${step}?${new URLSearchParams({ v: '3', ...query })}`;
  return (await fetch(url)).text();
}
const inside = (xml: string, element: string) => new RegExp(`<${element}>(.*)</${element}>`).exec(xml)?.[1] ?? '';
const send = (more: Record<string, string> = {}) => ask('ibkr', 'SendRequest', { t: TOKEN, q: QUERY, ...more });
const get = (q: string, prefix = 'ibkr') => ask(prefix, 'GetStatement', { t: TOKEN, q });
const codeOf = async (answer: Promise<string>) => inside(await answer, 'ErrorCode');

/** A statement that is there at once. */
async function statement(more: Record<string, string> = {}): Promise<string> {
  brokers.switches.set('ibkr', 'polls', '0');
  return get(inside(await send(more), 'ReferenceCode'));
}

/** The attributes of every element of that name. */
function rowsOf(xml: string, element: string): Record<string, string>[] {
  const lines = xml.split('\n').filter((line) => line.startsWith(`<${element} `) && line.endsWith('/>'));
  return lines.map((line) =>
    Object.fromEntries([...line.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value])),
  );
}

describe('the two steps', () => {
  it('make a statement, which is not there at first', async () => {
    const answer = await send();
    expect(answer).toMatch(/^<FlexStatementResponse timestamp='\d\d October, 2026 \d\d:\d\d AM EDT'>/);
    expect(inside(answer, 'Url')).toBe(
      'https://ndcdyn.interactivebrokers.com/AccountManagement/FlexWebService/GetStatement',
    );
    const code = inside(answer, 'ReferenceCode');
    expect([await codeOf(get(code)), await codeOf(get(code))]).toEqual(['1019', '1019']);
    expect(await get(code)).toContain('<FlexQueryResponse');
  });

  it('name another host, which alone has the statement', async () => {
    brokers.switches.set('ibkr', 'host', 'gdcdyn');
    brokers.switches.set('ibkr', 'polls', '0');
    const answer = await send();
    expect(inside(answer, 'Url')).toContain('https://gdcdyn.interactivebrokers.com/');
    const code = inside(answer, 'ReferenceCode');
    expect(await codeOf(get(code))).toBe('1017');
    expect(await get(code, 'ibkr-gdc')).toContain('<FlexQueryResponse');
    expect(brokers.calls.all('ibkr').at(-1)).toMatchObject({ prefix: 'ibkr-gdc', status: 200 });
  });

  it('take ten requests a minute', async () => {
    const codes = [];
    for (let request = 0; request < 11; request++) codes.push(await codeOf(get('1')));
    expect(codes).toEqual([...Array<string>(10).fill('1017'), '1018']);
    brokers.book.clock.advance(60_000);
    expect(await codeOf(get('1'))).toBe('1017');
  });

  it('take one request a second where that is switched on', async () => {
    brokers.switches.set('ibkr', 'perSecond', 'on');
    expect([await codeOf(get('1')), await codeOf(get('1'))]).toEqual(['1017', '1018']);
  });

  it('tell what is wrong by a number', async () => {
    expect(await codeOf(send({ t: 'other' }))).toBe('1015');
    expect(await codeOf(send({ q: '1' }))).toBe('1014');
    expect(await codeOf(send({ v: '2' }))).toBe('1020');
    expect(await codeOf(send({ fd: '20250101', td: '20260601' }))).toBe('1020');
    expect(await codeOf(send({ fd: '20260101', td: '20260131' }))).toBe('1003');
    expect(await codeOf(send({ fd: '20261013', td: '20261013' }))).toBe('1003');
  });

  it('give CSV where the query is of that format', async () => {
    brokers.switches.set('ibkr', 'format', 'csv');
    expect(await statement()).toMatch(/^"accountId","currency"/);
  });
});

describe('a statement', () => {
  it('has every execution once, and the same again in three more levels of detail', async () => {
    const xml = await statement();
    const trades = rowsOf(xml, 'Trade');
    const fills = brokers.book.expected('U1');
    expect(trades.map(({ tradeID }) => tradeID)).toEqual(fills.map(({ id }) => id));
    expect(trades.every(({ levelOfDetail }) => levelOfDetail === 'EXECUTION')).toBe(true);
    expect(rowsOf(xml, 'Order').map(({ levelOfDetail }) => levelOfDetail)).toEqual(Array(6).fill('ORDER'));
    expect(rowsOf(xml, 'SymbolSummary')[0]).toMatchObject({
      symbol: 'AMD',
      quantity: '10',
      levelOfDetail: 'SYMBOL_SUMMARY',
    });
    expect(rowsOf(xml, 'Lot')).toHaveLength(4);
    expect(rowsOf(xml, 'Lot')[0]).toMatchObject({
      quantity: '4',
      levelOfDetail: 'CLOSED_LOT',
      openDateTime: '20261005;100000',
    });
  });

  it('says prices, money and times as they are', async () => {
    const [bought, sold] = rowsOf(await statement(), 'Trade');
    expect(bought).toMatchObject({
      assetCategory: 'STK',
      symbol: 'AMD',
      dateTime: '20261005;100000',
      buySell: 'BUY',
      quantity: '10',
      tradePrice: '150.25',
      proceeds: '-1502.5',
      ibCommission: '-0.72',
      netCash: '-1503.22',
      openCloseIndicator: 'O',
      fifoPnlRealized: '0',
    });
    // 4 × 1.25 less its own fees and two fifths of those of the purchase.
    expect(sold).toMatchObject({ quantity: '-4', openCloseIndicator: 'C', fifoPnlRealized: '3.992' });
  });

  it('ends options by expiry and assignment', async () => {
    const xml = await statement();
    const ended = rowsOf(xml, 'Trade').filter(({ transactionType }) => transactionType === 'BookTrade');
    expect(ended.map(({ symbol, notes, quantity, tradePrice }) => [symbol, notes, quantity, tradePrice])).toEqual([
      ['SPY   261009C00680000', 'Ep', '-2', '0'],
      ['F     261009P00012500', 'A', '1', '0'],
      ['F', 'A', '100', '12.5'],
    ]);
    const types = rowsOf(xml, 'OptionEAE').map(({ transactionType, realizedPnl }) => [transactionType, realizedPnl]);
    expect(types).toEqual([
      ['Expiration', '-210.72'],
      ['Assignment', '39.28'],
      ['Buy', '0'],
    ]);
  });

  it('knows futures by their month and end', async () => {
    const [future] = rowsOf(await statement(), 'Trade').filter(({ assetCategory }) => assetCategory === 'FUT');
    expect(future).toMatchObject({
      symbol: 'ESZ6',
      underlyingSymbol: 'ES',
      multiplier: '50',
      expiry: '20261218',
      netCash: '-0.72',
    });
  });

  it('adds up: positions, cash and realized gains', async () => {
    const xml = await statement();
    expect(rowsOf(xml, 'OpenPosition').map(({ symbol, position }) => [symbol, position])).toEqual([
      ['AMD', '6'],
      ['F', '100'],
    ]);
    expect(rowsOf(xml, 'CashTransaction')).toMatchObject([{ amount: '500.10', type: 'Deposits/Withdrawals' }]);
    const [report] = rowsOf(xml, 'CashReportCurrency');
    expect(report).toMatchObject({ startingCash: '10000', deposits: '500.1', endingCash: brokers.book.balance('U1') });
    const lots = sum(rowsOf(xml, 'Lot').map(({ fifoPnlRealized }) => fifoPnlRealized!));
    expect(sum(rowsOf(xml, 'Trade').map(({ fifoPnlRealized }) => fifoPnlRealized!))).toBe(lots);
  });

  it('has nothing of a day that is not over, and of the window what was asked', async () => {
    const { book } = brokers;
    const fill = book.trade({
      account: 'U1',
      instrument: AMD,
      side: 'buy',
      quantity: '1',
      price: '149',
      at: book.clock.now(),
    });
    const idsOf = (xml: string) => rowsOf(xml, 'Trade').map(({ tradeID }) => tradeID);
    expect(idsOf(await statement())).not.toContain(fill.id);
    book.night();
    expect(idsOf(await statement())).toContain(fill.id);
    expect(idsOf(await statement({ fd: '20261006', td: '20261007' }))).toHaveLength(4);
  });

  it('writes dates with what the member chose between day and time', async () => {
    brokers.switches.set('ibkr', 'separator', 'dashes');
    expect(rowsOf(await statement(), 'Trade')[0]!['dateTime']).toBe('20261005--100000');
  });

  it('cancels by a second row, and corrects by a third, the night after', async () => {
    const { book } = brokers;
    const [first] = book.expected('U1');
    const right = book.correctFill(first!.id, { price: '150.20' });
    expect(rowsOf(await statement(), 'Trade').map(({ notes }) => notes)).not.toContain('Ca');
    book.night();
    const rows = rowsOf(await statement(), 'Trade').filter(({ dateTime }) => dateTime === '20261005;100000');
    expect(rows.map(({ buySell, quantity, tradePrice, notes }) => [buySell, quantity, tradePrice, notes])).toEqual([
      ['BUY', '10', '150.25', ''],
      ['BUY (Ca.)', '-10', '150.25', 'Ca'],
      ['BUY', '10', '150.20', 'Co'],
    ]);
    expect(rows[1]).toMatchObject({ origTradeID: first!.id, ibExecID: rows[0]!['ibExecID'], ibCommission: '0.72' });
    expect(rows[2]!['tradeID']).toBe(right.id);
  });
});

it('says that a token has expired', async () => {
  brokers.book.access.revoke('ibkr', 'ada');
  expect(await codeOf(send())).toBe('1012');
});
