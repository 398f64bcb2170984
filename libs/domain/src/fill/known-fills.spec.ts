import { exactly } from '../money/decimal.js';
import { at } from '../testing/a-trade.js';
import type { Fill } from './fill.js';
import { retold, sortOut } from './known-fills.js';

const fill = (key: string, what: string, time: string, more: Partial<Fill> = {}) => {
  const [quantity = '', price = ''] = what.split(' @ ');
  return {
    key,
    side: 'buy',
    instrument: { symbol: 'MESZ25', assetType: 'future', direction: null, strike: null, expiration: null },
    quantity: exactly(quantity),
    price: exactly(price),
    at: at(time),
    precision: 'second',
    ...more,
  } as Fill;
};
const told = (toldBy: string, ...fills: Fill[]) => fills.map((each) => ({ fill: each, toldBy }));

const sorted = (incoming: ReturnType<typeof told>, known: ReturnType<typeof told>) => {
  const { fresh, duplicates, doubtful } = sortOut(incoming, known);
  const keys = (list: typeof fresh) => list.map(({ fill: { key } }) => key);
  return { fresh: keys(fresh), duplicates: keys(duplicates), doubtful: keys(doubtful) };
};

describe('telling new fills from known ones', () => {
  it('goes by the key within one kind, whatever else is equal', () =>
    expect(
      sorted(told('trades', fill('1', '2 @ 6700', '09:30'), fill('2', '2 @ 6700', '09:30')), [
        ...told('trades', fill('1', '2 @ 6700', '09:30')),
      ]),
    ).toEqual({ fresh: ['2'], duplicates: ['1'], doubtful: [] }));

  it('takes the first of two with one key', () =>
    expect(sorted(told('trades', fill('1', '2 @ 6700', '09:30'), fill('1', '2 @ 6700', '09:30')), [])).toEqual({
      fresh: ['1'],
      duplicates: ['1'],
      doubtful: [],
    }));

  it('knows pieces of a trade again in the order that another kind of file tells of', () =>
    expect(
      sorted(
        told('orders', fill('order:1', '3 @ 6700.333333', '09:30:40')),
        told('trades', fill('a', '2 @ 6700.25', '09:30:39'), fill('b', '1 @ 6700.50', '09:30:39')),
      ),
    ).toEqual({ fresh: [], duplicates: ['order:1'], doubtful: [] }));

  it('doubts what is of one minute and another quantity or price', () => {
    const known = told('trades', fill('a', '2 @ 6700.25', '09:30'));
    expect(sorted(told('orders', fill('o', '3 @ 6700.25', '09:30')), known).doubtful).toEqual(['o']);
    expect(sorted(told('orders', fill('o', '2 @ 6701.25', '09:30')), known).doubtful).toEqual(['o']);
  });

  it('does not compare other minutes, sides and instruments', () => {
    const known = told('trades', fill('a', '2 @ 6700.25', '09:30'));
    const others = [
      fill('o1', '2 @ 6700.25', '09:31'),
      fill('o2', '2 @ 6700.25', '09:30', { side: 'sell' }),
      fill('o3', '2 @ 6700.25', '09:30', { instrument: { ...fill('', '1 @ 1', '09:30').instrument, symbol: 'ESZ25' } }),
    ];
    expect(sorted(told('orders', ...others), known).fresh).toEqual(['o1', 'o2', 'o3']);
  });

  it('knows an order again whose pieces were filled over some minutes', () => {
    const of = (orderId: string) => ({ orderId });
    const whole = told(
      'orders',
      fill('order:1', '3 @ 6700.333333', '09:33', of('1')),
      fill('order:2', '1 @ 6701', '09:33'),
    );
    const pieces = told(
      'trades',
      fill('a', '2 @ 6700.25', '09:31', of('1')),
      fill('b', '1 @ 6700.50', '09:33', of('1')),
      fill('c', '1 @ 6701', '09:33', of('2')),
    );
    expect(sorted(pieces, whole)).toEqual({ fresh: [], duplicates: ['a', 'b', 'c'], doubtful: [] });
    expect(sorted(whole, pieces)).toEqual({ fresh: [], duplicates: ['order:1', 'order:2'], doubtful: [] });
  });

  it('knows the days again of an order that goes on after the days of a file', () => {
    const of = { orderId: '1' };
    const file = told('orders', fill('order:1', '1 @ 6700.25', '20:59', of));
    const [first, second] = [fill('a', '1 @ 6700.25', '20:59', of), fill('b', '2 @ 6701', '01-06 15:00', of)];
    expect(sorted(told('trades', first, second), file)).toEqual({ fresh: ['b'], duplicates: ['a'], doubtful: [] });
    // A third kind, which names no orders, may have told of the other day.
    const third = told('statement', fill('c', '2 @ 6701', '01-06 15:00'));
    expect(sorted(told('trades', first, second), [...file, ...third]).duplicates).toEqual(['a', 'b']);
    // Its average may be that of all days, at the time of the first.
    const whole = told('orders', fill('order:1', '3 @ 6700.75', '20:59', of));
    expect(sorted(told('trades', first, second), whole).duplicates).toEqual(['a', 'b']);
    expect(sorted(told('trades', second), whole).doubtful).toEqual(['b']);
    expect(sorted(told('trades', { ...first, quantity: exactly('2') }, second), file).doubtful).toEqual(['a', 'b']);
  });

  it('doubts an order of which the other kind tells more or less', () => {
    const whole = told('orders', fill('order:1', '3 @ 6700.25', '09:33', { orderId: '1' }));
    const begun = told('trades', fill('a', '2 @ 6700.25', '09:31', { orderId: '1' }));
    expect(sorted(begun, whole).doubtful).toEqual(['a']);
    expect(sorted(whole, begun).doubtful).toEqual(['order:1']);
  });

  it('compares whole days where one side knows no time', () =>
    expect(
      sorted(told('history', fill('h', '3 @ 10', '12:00', { precision: 'day' })), [
        ...told('orders', fill('a', '1 @ 10', '09:30'), fill('b', '2 @ 10', '15:45')),
      ]),
    ).toEqual({ fresh: [], duplicates: ['h'], doubtful: [] }));

  it('takes what is traded in the evening of New York for that day, though UTC has the next', () => {
    const ofDay = told('history', fill('h', '3 @ 10', '01-05 17:00', { precision: 'day' }));
    const evening = told('api', fill('a', '1 @ 10', '01-05 14:30'), fill('b', '2 @ 10', '01-06 00:45'));
    expect(sorted(ofDay, evening)).toEqual({ fresh: [], duplicates: ['h'], doubtful: [] });
    expect(sorted(evening, ofDay)).toEqual({ fresh: [], duplicates: ['a', 'b'], doubtful: [] });
  });

  it('compares the kinds of one import as well', () =>
    expect(
      sorted([...told('trades', fill('a', '2 @ 10', '09:30')), ...told('orders', fill('o', '2 @ 10', '09:30'))], []),
    ).toEqual({ fresh: ['a'], duplicates: ['o'], doubtful: [] }));
});

describe('what the API of a broker tells of fills that a file told of', () => {
  const file = told('webull orders', fill('order', '3 @ 2.50', '09:30:40'));
  const api = told('webull api', fill('a', '2 @ 2.50', '09:30:40'), fill('b', '1 @ 2.50', '09:30:41'));

  it('takes their place', () => {
    const { fresh, inPlaceOf } = sortOut(api, file);
    expect(fresh.map((each) => each.fill.key)).toEqual(['a', 'b']);
    expect(inPlaceOf).toEqual(new Map([['a', ['order']], ['b', ['order']]])); // prettier-ignore
  });

  it('does not, where the member has changed them', () =>
    expect(sortOut(api, file, (key) => key === 'order').duplicates).toHaveLength(2));

  it('is not undone by the file that comes later', () => {
    const { duplicates, inPlaceOf } = sortOut(file, api);
    expect([duplicates.length, inPlaceOf.size]).toEqual([1, 0]);
  });
});

describe('a fill that is told again', () => {
  const sourced = (kind: string, more: Partial<Fill>) => ({
    ...fill('1', '2 @ 6700', '09:30', more),
    source: { platform: 'tradier', kind, accountId: 'account', key: '1' },
  });
  const before = sourced('history', { fees: exactly('0.5'), at: at('12:00'), precision: 'day' });

  it('says nothing new where nothing differs', () =>
    expect(retold(before, { ...before, source: sourced('api', {}).source })).toBeNull());

  it('gets the time that was not known', () => {
    const now = retold(before, sourced('api', { fees: exactly('0.5') }));
    expect(now).toMatchObject({ at: at('09:30'), precision: 'second' });
    expect(now?.source).not.toHaveProperty('precision');
  });

  it('keeps the time that the new source does not know', () =>
    expect(retold(sourced('api', { fees: exactly('0.5') }), before)).toBeNull());

  it('keeps its costs where a source of another kind knows none, and loses them where the same one says so', () => {
    const dear = sourced('api', { fees: exactly('0.5') });
    expect(retold(dear, sourced('orders', { fees: exactly('0') }))).toBeNull();
    expect(retold(dear, sourced('api', { fees: exactly('0') }))).toMatchObject({ fees: '0' });
  });
});

describe('a price that the API of a broker without ids corrects', () => {
  const before = told('tradier api', fill('X buy 2 5 #1', '2 @ 5', '09:30'), fill('X buy 2 5 #2', '2 @ 5', '09:31'));
  const now = told('tradier api', fill('X buy 2 5 #1', '2 @ 5', '09:30'), fill('X buy 2 6 #1', '2 @ 6', '09:31'));

  it('takes the place of the fill that is told no longer', () => {
    const { fresh, inPlaceOf } = sortOut(now, before);
    expect(fresh.map((each) => each.fill.key)).toEqual(['X buy 2 6 #1']);
    expect(inPlaceOf).toEqual(new Map([['X buy 2 6 #1', ['X buy 2 5 #2']]])); // prettier-ignore
  });

  it('does not count, where the member has changed that fill', () => {
    const { fresh, kept } = sortOut(now, before, (key) => key === 'X buy 2 5 #2');
    expect(fresh).toEqual([]);
    expect(kept.map((each) => each.fill.key)).toEqual(['X buy 2 6 #1']);
  });

  it('does not take that of one that is told still, of another quantity, or of one with an id', () => {
    expect(sortOut([...before, ...now], before).inPlaceOf.size).toBe(0);
    expect(sortOut(told('tradier api', fill('X buy 3 6 #1', '3 @ 6', '09:31')), before).inPlaceOf.size).toBe(0);
    expect(sortOut(now, told('tradier api', fill('id', '2 @ 5', '09:31'))).inPlaceOf.size).toBe(0);
  });
});
