import { open } from '../source/open.js';
import { mappingFaults } from './mapping.js';
import { suggestMapping } from './suggest.js';
import { columnNames, unknownTable } from './table.js';

const suggested = async (text: string) => {
  const table = unknownTable(await open(new TextEncoder().encode(text)));
  const header = table?.header ?? [];
  return { header, mapping: suggestMapping(header, table?.rows.map(({ cells }) => cells) ?? []) };
};

describe('the suggested mapping', () => {
  it('finds the columns of fills, below what stands above them', async () => {
    const { header, mapping } = await suggested(`My broker,,
Report of,January
Trade Date,Exec Time,Ticker,B/S,Qty,Avg Price,Order Price,Commission,Total Fees,Reg Fee,Currency,Account,Exec ID,Order #
2026-01-05,09:31:00,AAPL,BOT,100,250.10,250,1.00,1.02,0.02,USD,A1,7,70
2026-01-05,10:31:00,AAPL,SLD,100,251.10,251,1.00,1.02,0.02,USD,A1,8,71`);
    expect(mapping).toEqual({
      rows: 'fills',
      symbol: 'Ticker',
      assetType: { is: 'stock' },
      side: { column: 'B/S', buy: ['BOT'], sell: ['SLD'] },
      quantity: 'Qty',
      price: 'Avg Price',
      date: 'Trade Date',
      time: 'Exec Time',
      fees: ['Commission', 'Reg Fee'],
      currency: 'Currency',
      account: 'Account',
      id: 'Exec ID',
      orderId: 'Order #',
    });
    expect(mappingFaults(mapping, header)).toEqual([]);
  });

  it('finds the columns of pairs', async () => {
    const { mapping } =
      await suggested(`Instrument,Direction,Contracts,Entry Date,Entry Time,Entry Price,Exit Date,Exit Time,Exit Price,Fees,P&L
ESZ6,Short,2,11/16/2026,09:31,6900,11/16/2026,09:45,6890,5.00,1000`);
    expect(mapping).toEqual({
      rows: 'pairs',
      symbol: 'Instrument',
      assetType: { is: 'future' },
      side: { column: 'Direction', buy: ['Buy'], sell: ['Short'] },
      quantity: 'Contracts',
      entryPrice: 'Entry Price',
      entryDate: 'Entry Date',
      entryTime: 'Entry Time',
      exitPrice: 'Exit Price',
      exitDate: 'Exit Date',
      exitTime: 'Exit Time',
      fees: ['Fees'],
      currency: null,
      account: null,
      id: null,
    });
  });

  it('takes signed quantities where no column tells the side, and a column of asset types where all words are known', async () => {
    const { mapping } = await suggested(`Symbol,Asset Class,Date/Time,Quantity,Price
AAPL,STK,2026-01-05 09:31:00,-5,250
ESH6,FUT,2026-01-05 09:31:00,5,6900`);
    expect(mapping).toMatchObject({ side: null, assetType: { column: 'Asset Class' }, date: 'Date/Time', time: null });
  });

  it('leaves empty what it does not find', async () => {
    const { header, mapping } = await suggested('one,two\n1,2');
    expect(mapping).toMatchObject({ rows: 'fills', symbol: '', quantity: '', price: '', date: '', fees: [] });
    expect(mappingFaults(mapping, header).map(({ field }) => field)).toEqual(['symbol', 'quantity', 'price', 'date']);
  });
});

it('calls columns that have the same name or none apart', () =>
  expect(columnNames(['Time', 'Price', '', 'time', 'Price  ', 'Price (2)'])).toEqual([
    'Time',
    'Price',
    'Column 3',
    'time (2)',
    'Price (2)',
    'Price (2) (2)',
  ]));
