import { PLATFORMS } from '../platforms.js';
import type { Platform } from '../platforms.js';
import { readFile } from '../read-file.js';
import { goldenFixtures } from '../testing/golden.js';
import { programFillsFile } from './program-fills.js';
import type { ProgramFill } from './program-fills.js';

const STOCK = {
  key: 'E-1',
  instrument: { symbol: 'AAPL', assetType: 'stock', direction: null, strike: null, expiration: null },
  ...{
    side: 'buy',
    quantity: '10',
    price: '187.23',
    at: '2026-01-05T14:30:00.000Z',
    precision: 'second',
    fees: '-0.1',
  },
  ...{ currency: null, multiplier: null, effect: null, orderId: null, stopPrice: null },
} as unknown as ProgramFill;
const OPTION = {
  ...STOCK,
  key: 'a "quoted", key',
  instrument: { symbol: 'SPY', assetType: 'option', direction: 'PUT', strike: '500', expiration: '2026-01-16' },
  ...{ side: 'sell', precision: 'minute', fees: '0', currency: 'USD', multiplier: '100', effect: 'open' },
  ...{ orderId: 'O 7', stopPrice: '1.5' },
} as unknown as ProgramFill;

const read = (content: string) => readFile(Buffer.from(content), { timeZone: null, dateOrder: null });

it.each(Object.keys(PLATFORMS) as Platform[])(
  'the fills of a program are read as they were said: %s',
  async (platform) => {
    const { reader, reading } = await read(programFillsFile(platform, [STOCK, OPTION]));
    expect(reader).toMatchObject({ platform, kind: 'program-fills' });
    expect(reading).toMatchObject({ refused: [], questions: [] });
    expect(reading?.fills).toEqual([
      { ...STOCK, account: null, line: 2 },
      { ...OPTION, account: null, line: 3 },
    ]);
  },
);

it('equal ones without a key are counted: each is real', async () => {
  const { reading } = await read(
    programFillsFile('other', [
      { ...STOCK, key: null },
      { ...STOCK, key: null },
    ]),
  );
  expect(new Set(reading?.fills.map(({ key }) => key)).size).toBe(2);
});

it('what somebody has changed in such a file is refused at its line', async () => {
  const changed = programFillsFile('other', [STOCK, OPTION]).replace('187.23', 'a lot');
  const { reading } = await read(changed);
  expect(reading).toMatchObject({
    fills: [{ line: 3 }],
    refused: [{ line: 2, reason: 'Price cannot be read: “a lot”.' }],
  });
});

describe('the executions of an own archive', () => {
  goldenFixtures(import.meta.url);
});
