import { Book } from '../book.js';
import { keyOf } from '../instruments.js';
import { enter, generated } from './generator.js';

const KINDS = ['stock', 'option', 'future', 'crypto'] as const;

function bookOf(seed: number, kinds: readonly [(typeof KINDS)[number], ...(typeof KINDS)[number][]] = KINDS): Book {
  const book = new Book();
  book.clock.set('2027-01-01T00:00:00Z');
  const opened = { openedAt: '2023-10-01T00:00:00Z', openingBalance: '0' };
  book.addAccount({ id: 'A1', broker: 'webull', member: 'ada', name: 'Margin', ...opened });
  enter(book, generated(seed, { account: 'A1', kinds, from: '2023-10-02' }));
  return book;
}

describe('a generated life', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(bookOf(7).expected('A1')).toEqual(bookOf(7).expected('A1'));
    expect(bookOf(7).expected('A1')).not.toEqual(bookOf(8).expected('A1'));
  });

  it.each([1, 2, 3])('ends flat over three years (seed %i)', (seed) => {
    const { fills, positions } = bookOf(seed).walked('A1');
    expect(positions).toEqual([]);
    expect(fills.at(0)!.at < '2023-10-10').toBe(true);
    expect(fills.at(-1)!.at > '2026-08-01').toBe(true);
  });

  it('has every sort of fill', () => {
    const book = bookOf(1);
    const fills = book.expected('A1');
    expect(new Set(fills.map(({ effect }) => effect))).toEqual(
      new Set(['open', 'close', 'reverse', 'expire', 'assign']),
    );
    expect(new Set(fills.map(({ instrument }) => instrument.type))).toEqual(new Set(KINDS));
    const same = fills.map(({ instrument, at, price, quantity }) => [keyOf(instrument), at, price, quantity].join());
    expect(new Set(same).size).toBeLessThan(same.length);
    const orders = book.orders('A1');
    expect(orders.some(({ legs }) => legs.length === 2)).toBe(true);
    expect(orders.some(({ group }) => group)).toBe(true);
    const filledOf = (id: string) => fills.filter(({ order }) => order === id).length;
    expect(orders.filter(({ canceledAt }) => canceledAt).some(({ id }) => filledOf(id) > 0)).toBe(true);
    expect(orders.filter(({ canceledAt }) => canceledAt).some(({ id }) => filledOf(id) === 0)).toBe(true);
  });
});

it('fills no order beyond its limit', () => {
  const book = bookOf(6);
  const limits = new Map(book.orders('A1').map(({ id, legs, limit }) => [id, legs.length === 1 ? limit : undefined]));
  const beyond = book.expected('A1').filter(({ order, side, price }) => {
    const limit = limits.get(order ?? '');
    return limit !== undefined && (side === 'buy' ? Number(price) > Number(limit) : Number(price) < Number(limit));
  });
  expect(beyond).toEqual([]);
});

describe('the book', () => {
  it('says what a reversal closes, and a short sale', () => {
    const book = bookOf(1, ['future']);
    const reversal = book.expected('A1').find(({ effect }) => effect === 'reverse')!;
    const [before] = book
      .expected('A1')
      .filter(({ at, instrument }) => at < reversal.at && keyOf(instrument) === keyOf(reversal.instrument))
      .slice(-1);
    const { tick, tickValue } = reversal.instrument as { tick: string; tickValue: string };
    const ticks = (Number(reversal.price) - Number(before!.price)) / Number(tick);
    expect(Number(reversal.profit)).toBeCloseTo(ticks * Number(tickValue) * 2, 6);
  });

  it('keeps the balance: the deposit, the profits of all that was closed, and the fees', () => {
    const book = bookOf(4);
    const sum = (amounts: (string | null)[]) => amounts.reduce((total, amount) => total + Number(amount ?? 0), 0);
    const fills = book.expected('A1');
    const left = 25_000 + sum(fills.map(({ profit }) => profit)) - sum(fills.map(({ fees }) => fees));
    expect(Number(book.balance('A1'))).toBeCloseTo(left, 4);
    const lots = book.walked('A1').closed;
    const net = sum(lots.map(({ proceeds }) => proceeds)) - sum(lots.map(({ cost }) => cost));
    expect(25_000 + net).toBeCloseTo(left, 4);
  });

  it('holds what its clock has not reached for later', () => {
    const book = bookOf(1);
    const all = book.expected('A1').length;
    book.clock.set('2025-01-01T00:00:00Z');
    const now = book.expected('A1').length;
    expect(now).toBeGreaterThan(0);
    expect(now).toBeLessThan(all);
  });
});
