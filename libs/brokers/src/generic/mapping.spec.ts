import { mappingFaults } from './mapping.js';
import type { FillMapping } from './mapping.js';

const mapping: FillMapping = {
  rows: 'fills',
  symbol: 'Ticker',
  assetType: { is: 'stock' },
  side: { column: 'Way', buy: ['In'], sell: ['Out'] },
  quantity: 'Shares',
  price: 'Price',
  date: 'When',
  time: null,
  fees: ['Fee'],
  currency: null,
  account: null,
  id: null,
  orderId: null,
};
const HEADER = ['Ticker', 'Way', 'Shares', 'Price', 'When', 'Fee'];

describe('a mapping', () => {
  it('has no fault where the file has all of its columns', () => expect(mappingFaults(mapping, HEADER)).toEqual([]));

  it('is faulty at each field whose column is missing or not chosen', () =>
    expect(
      mappingFaults({ ...mapping, price: '', fees: ['Fee', 'Tax'], assetType: { column: 'Kind' } }, HEADER),
    ).toEqual([
      { field: 'assetType.column', message: 'This file has no column “Kind”.' },
      { field: 'fees.1', message: 'This file has no column “Tax”.' },
      { field: 'price', message: 'Choose a column.' },
    ]));

  it('needs words for both sides, which are not the same', () => {
    const faultsOf = (buy: readonly string[], sell: readonly string[]) =>
      mappingFaults({ ...mapping, side: { column: 'Way', buy, sell } }, HEADER).map(({ field }) => field);
    expect(faultsOf([' '], ['Out'])).toEqual(['side.buy']);
    expect(faultsOf(['In'], [])).toEqual(['side.sell']);
    expect(faultsOf(['In', 'Out'], ['out '])).toEqual(['side.sell']);
  });

  it('of pairs is faulty at entry and exit', () =>
    expect(
      mappingFaults(
        {
          ...mapping,
          rows: 'pairs',
          entryPrice: 'Price',
          entryDate: 'When',
          entryTime: null,
          exitPrice: '',
          exitDate: 'Then',
          exitTime: null,
        },
        HEADER,
      ).map(({ field }) => field),
    ).toEqual(['exitPrice', 'exitDate']));
});
