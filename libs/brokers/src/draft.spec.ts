import { exactly, parseInstant } from '@singularity/domain';
import type { Instant } from '@singularity/domain';
import { stock } from './cells/instruments.js';
import { Draft } from './draft.js';
import type { DraftFill } from './draft.js';
import { RowFault } from './reading.js';

const fill = (more: Partial<DraftFill> = {}): DraftFill => ({
  instrument: stock('AAPL'),
  side: 'buy',
  quantity: exactly('2'),
  price: exactly('10'),
  moment: { at: parseInstant('2026-01-05T15:00:00Z') as Instant, precision: 'second', written: '2026-01-05T15:00:00' },
  ...more,
});

const reading = (...rows: ((draft: Draft) => void)[]) => {
  const draft = new Draft();
  rows.forEach((read, index) => draft.row({ line: index + 2 }, () => read(draft)));
  return draft.done();
};

describe('a draft', () => {
  it('keeps nothing of a row that cannot be read to its end', () => {
    const { fills, cash, stated, refused } = reading((draft) => {
      draft.fill(fill());
      draft.stated('USD', { gross: exactly('5') });
      draft.cash({ moment: fill().moment, amount: exactly('-1'), reason: 'fee', note: '' });
      throw new RowFault('Price is empty.');
    });
    expect({ fills, cash, stated, refused }).toEqual({
      fills: [],
      cash: [],
      stated: [],
      refused: [{ line: 2, reason: 'Price is empty.' }],
    });
  });

  it('knows an order without an id again once more of it is filled', () => {
    const alike = ['AAPL', 'buy', '5', '2026-01-05T15:00:00'];
    const { fills } = reading(
      (draft) => draft.fill(fill({ alike, quantity: exactly('2') })),
      (draft) => draft.fill(fill({ alike, quantity: exactly('5') })),
    );
    expect(fills.map(({ key }) => key)).toEqual([`${alike.join(' ')} #1`, `${alike.join(' ')} #2`]);
  });

  it('counts equal fills without an id, and not those of rows that are refused', () => {
    const { fills } = reading(
      (draft) => draft.fill(fill()),
      (draft) => {
        draft.fill(fill());
        throw new RowFault('No.');
      },
      (draft) => draft.fill(fill()),
    );
    expect(fills.map(({ key }) => key.slice(-2))).toEqual(['#1', '#2']);
  });

  it('sums the parts of one fill, in the line of the first', () => {
    const part = (quantity: string, fees: string) => (draft: Draft) =>
      draft.part({ ...fill({ quantity: exactly(quantity), fees: exactly(fees) }), id: '7' });
    const { fills } = reading(part('2', '1.5'), (draft) => draft.fill(fill()), part('3', '0.25'));
    expect(fills).toMatchObject([{ key: '7', quantity: '5', fees: '1.75', line: 2 }, { quantity: '2' }]);
  });

  it('refuses a part whose price is not that of the others', () => {
    const { fills, refused } = reading(
      (draft) => draft.part({ ...fill(), id: '7' }),
      (draft) => draft.part({ ...fill({ price: exactly('11') }), id: '7' }),
    );
    expect(fills).toMatchObject([{ key: '7', quantity: '2' }]);
    expect(refused).toEqual([{ line: 3, reason: 'Fill 7 has two prices in this file.' }]);
  });

  it('makes two fills of an entry and an exit, the costs with the entry', () => {
    const pair = (more: { id?: string; hedged?: boolean } = {}) => {
      const { instrument, quantity, price, moment } = fill();
      const end = { price, moment };
      return reading((draft) =>
        draft.pair({ instrument, quantity, long: false, entry: end, exit: end, fees: exactly('1'), ...more }),
      ).fills.map(({ key, side, effect, fees }) => [key.slice(-7), side, effect, fees]);
    };
    expect(pair({ id: '7' })).toEqual([
      ['7:entry', 'sell', 'open', '1'],
      ['7:exit', 'buy', 'close', '0'],
    ]);
    expect(pair({ hedged: true }).map(([, side, effect]) => [side, effect])).toEqual([
      ['sell', null],
      ['buy', null],
    ]);
  });
});
