import { TRADE_COLUMNS } from '@singularity/contract';
import type { TradeAnswer } from '@singularity/contract';
import { csvHeader, csvRecord } from './trade-csv.js';

const trade: TradeAnswer = {
  id: '0198c0de-0000-7000-8000-000000000001',
  accountId: null,
  currency: 'USD',
  symbol: 'AAPL',
  assetType: 'stock',
  direction: 'LONG',
  side: null,
  strike: null,
  expiration: null,
  multiplier: '1',
  multiplierSource: 'table',
  stopPrice: null,
  firstStopPrice: null,
  fromBroker: false,
  notes: null,
  tags: [],
  executions: [],
  quantity: '10',
  entryPrice: '-37.63',
  entryAt: '2026-03-02T15:00:00.000Z',
  exitPrice: null,
  exitAt: null,
  fees: '-0.5',
  status: 'open',
  openQuantity: '10',
  grossPnl: '-57.5',
  netPnl: '-57',
  pnlPercent: '-0.02',
  rMultiple: null,
  streamVersion: 3,
  createdAt: '2026-03-02T15:00:00.000Z',
  updatedAt: '2026-03-02T15:00:00.000Z',
};

const record = (changes: Partial<TradeAnswer>, ...columns: Parameters<typeof csvRecord>[1]) =>
  csvRecord({ ...trade, ...changes }, columns);

describe('a trade as a line', () => {
  it('has a cell for each column, in their order, and none for what is not there', () => {
    expect(record({}, 'netPnl', 'exitAt', 'symbol', 'streamVersion')).toBe('-57,,AAPL,3\r\n');
    expect(csvRecord(trade, TRADE_COLUMNS).split(',')).toHaveLength(TRADE_COLUMNS.length);
  });

  it('leaves numbers as they are, their signs too', () => {
    expect(record({}, 'entryPrice', 'fees', 'grossPnl', 'pnlPercent')).toBe('-37.63,-0.5,-57.5,-0.02\r\n');
  });

  it.each([
    ['a comma', 'a, b', '"a, b"'],
    ['a quote', 'the "dip"', '"the ""dip"""'],
    ['a line break', 'one\ntwo', '"one\ntwo"'],
    ['a carriage return', 'one\rtwo', '"one\rtwo"'],
    ['letters of everywhere', 'größer 株', 'größer 株'],
  ])('keeps %s within its cell', (_what, notes, cell) => {
    expect(record({ notes }, 'notes', 'symbol')).toBe(`${cell},AAPL\r\n`);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1'])('keeps %j from being a formula', (text) => {
    expect(record({ notes: text, tags: [text, 'b'] }, 'notes')).toBe(`'${text}\r\n`);
    expect(record({ tags: [text, 'b'] }, 'tags')).toBe(`"'${text}, b"\r\n`);
  });

  it('sees a formula behind a carriage return, within quotes', () => {
    expect(record({ notes: '\r=1' }, 'notes')).toBe(`"'\r=1"\r\n`);
  });

  it('leaves text alone that has such a sign further on', () => {
    expect(record({ symbol: 'BTC-USD', notes: 'a=b' }, 'symbol', 'notes')).toBe('BTC-USD,a=b\r\n');
  });
});

it('begins with the mark by which Excel knows UTF-8, and the names of the columns', () => {
  expect(csvHeader(['symbol', 'netPnl'])).toBe('\uFEFFsymbol,netPnl\r\n');
});
