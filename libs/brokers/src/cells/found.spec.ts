import { exactly, parseInstant } from '@singularity/domain';
import type { Instant } from '@singularity/domain';
import { Draft } from '../draft.js';
import { numberedInOrders, putInto } from './found.js';
import type { FoundFill } from './found.js';
import { stock } from './instruments.js';

const found = (line: number, price: string, more: Partial<FoundFill['fill']> = {}): FoundFill => ({
  line,
  fill: {
    instrument: stock('AAPL'),
    side: 'buy',
    quantity: exactly('2'),
    price: exactly(price),
    moment: {
      at: parseInstant('2026-01-05T15:00:00Z') as Instant,
      precision: 'second',
      written: '2026-01-05T15:00:00',
    },
    orderId: '7',
    ...more,
  },
});

describe('fills of one order', () => {
  it('are numbered by what they say, whatever the order of their rows', () => {
    const rows = [found(2, '11'), found(3, '10'), found(4, '9', { id: 'x' }), found(5, '8', { orderId: null })];
    const ids = (all: readonly FoundFill[]) => all.map(({ line, fill }) => [line, fill.id]);
    const numbered = [
      [2, 'order:7:2'],
      [3, 'order:7'],
      [4, 'x'],
      [5, undefined],
    ];
    expect(ids(numberedInOrders(rows))).toEqual(numbered);
    expect(ids(numberedInOrders(rows.toReversed()))).toEqual(numbered.toReversed());
  });

  it('of one id are one fill within an account', () => {
    const draft = new Draft();
    putInto(draft, [
      found(2, '10', { id: 'x' }),
      found(3, '10', { id: 'x' }),
      found(4, '10', { id: 'x', account: 'B' }),
    ]);
    expect(draft.done().fills).toMatchObject([
      { line: 2, quantity: '4' },
      { line: 4, quantity: '2', account: 'B' },
    ]);
  });
});
