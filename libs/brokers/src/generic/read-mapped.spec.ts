import { open } from '../source/open.js';
import { Unreadable } from '../source/source.js';
import { readMapped } from './read-mapped.js';
import { suggestMapping } from './suggest.js';
import { unknownTable } from './table.js';
import type { ColumnMapping } from './mapping.js';

const NEW_YORK = { timeZone: 'America/New_York', dateOrder: null } as const;

const read = async (
  text: string,
  change: (suggested: ColumnMapping) => ColumnMapping = (same) => same,
  options = NEW_YORK,
) => {
  const source = await open(new TextEncoder().encode(text));
  const table = unknownTable(source);
  const mapping = suggestMapping(table?.header ?? [], table?.rows.map(({ cells }) => cells) ?? []);
  const { fills, ...rest } = readMapped(source, change(mapping), options);
  return {
    ...rest,
    fills: fills.map(({ line, at, side, quantity, instrument, price, fees, key }) =>
      [line, at.slice(0, 19), side, quantity, instrument.assetType, instrument.symbol, price, fees, key].join(' '),
    ),
  };
};

describe('a file read by a mapping', () => {
  it('has a fill in each row, with ids of executions or places in orders, and fees as costs', async () => {
    const { fills, skipped, refused } = await read(`Symbol,Side,Qty,Price,Time,Commission,Fee,Trade ID,Order ID
AAPL,Buy,100,250.1,2026-01-05 09:31:00,-1.00,-0.02,,70
AAPL,Buy,50,250.1,2026-01-05 09:31:00,-0.50,-0.01,,70
AAPL,Sell,150,251.1,2026-01-05 10:31:00,0.10,-0.05,9,71
AAPL,Sell,,251.1,2026-01-05 10:31:00,,,,72
AAPL,Hold,10,251.1,2026-01-05 10:31:00,,,,73`);
    expect(fills).toEqual([
      '2 2026-01-05T14:31:00 buy 100 stock AAPL 250.1 1.02 order:70',
      '3 2026-01-05T14:31:00 buy 50 stock AAPL 250.1 0.51 order:70:2',
      '4 2026-01-05T15:31:00 sell 150 stock AAPL 251.1 -0.05 9',
    ]);
    expect(skipped).toEqual([{ line: 5, reason: 'Row without a quantity' }]);
    expect(refused).toEqual([{ line: 6, reason: 'Side is “hold”, which is no word for buying or selling.' }]);
  });

  it('takes what is below zero as sold where no column tells the side', async () => {
    const { fills } = await read(`Symbol,Date/Time,Quantity,Price
MSFT,2026-04-07 06:40:25,-100,8.05
MSFT,2026-04-07 06:40:26,100,8.10
MSFT,2026-04-07 06:40:26,100,8.10`);
    expect(fills).toEqual([
      '2 2026-04-07T10:40:25 sell 100 stock MSFT 8.05 0 stock|MSFT||| sell 100 8.05 2026-04-07T06:40:25.000 #1',
      '3 2026-04-07T10:40:26 buy 100 stock MSFT 8.1 0 stock|MSFT||| buy 100 8.1 2026-04-07T06:40:26.000 #1',
      '4 2026-04-07T10:40:26 buy 100 stock MSFT 8.1 0 stock|MSFT||| buy 100 8.1 2026-04-07T06:40:26.000 #2',
    ]);
  });

  it('has two fills in each row of pairs, the fees with the entry', async () => {
    const { fills } = await read(`ID,Instrument,Direction,Contracts,Entry Time,Entry Price,Exit Time,Exit Price,Fees
1,MESZ6,Short,2,11/16/2026 09:31,"6.900,25",11/16/2026 09:45,"6.890,5","5,00"
2,MESZ6,Long,1,11/16/2026 09:50,"6.890,75",never,"6.890,5","2,50"`);
    expect(fills).toEqual([
      '2 2026-11-16T14:31:00 sell 2 future MESZ26 6900.25 5 1:entry',
      '2 2026-11-16T14:45:00 buy 2 future MESZ26 6890.5 0 1:exit',
    ]);
  });

  it('reads dates and times apart, asks what it cannot know, and options by their names', async () => {
    const { fills, questions } = await read(
      `Symbol,Type,Side,Qty,Price,Date,Time
SPY   260116C00700000,Option,B,1,1.25,03/04/2026,10:00
BTC,Crypto,B,1,1.25,03/04/2026,10:00
ETHUSDT,Crypto,S,2,1.25,03/04/2026,10:00
AAPL,Bond,S,2,1.25,03/04/2026,10:00
AAPL,Option,S,2,1.25,03/04/2026,10:00`,
      (mapping) => ({ ...mapping, assetType: { column: 'Type' } }),
      { timeZone: null, dateOrder: null } as never,
    );
    expect(fills).toEqual([
      '2 2026-03-04T15:00:00 buy 1 option SPY 1.25 0 option|SPY|CALL|700|2026-01-16 buy 1 1.25 2026-03-04T10:00:00.000 #1',
      '4 2026-03-04T15:00:00 sell 2 crypto ETH-USDT 1.25 0 crypto|ETH-USDT||| sell 2 1.25 2026-03-04T10:00:00.000 #1',
    ]);
    expect(questions.map(({ field }) => field)).toEqual(['timeZone', 'dateOrder']);
  });

  it('tells a coin by the currency beside it', async () => {
    const { fills } = await read(
      'Coin Symbol,Side,Qty,Price,Time,Currency\nBTC,buy,1,90000,2026-01-05 09:00,EUR',
      (mapping) => ({
        ...mapping,
        assetType: { is: 'crypto' },
      }),
    );
    expect(fills[0]).toContain('buy 1 crypto BTC-EUR 90000');
  });

  it('is refused as a whole where it has not the columns', () => expect(read('a,b\n1,2')).rejects.toThrow(Unreadable));
});
