import { exactly, parseDay, parseInstant } from '@singularity/domain';
import type { Day, Instant } from '@singularity/domain';
import { option, stock } from './cells/instruments.js';
import type { Moment } from './cells/moments.js';
import { Draft } from './draft.js';
import { Removals } from './removals.js';

const put = option('SPY', { direction: 'PUT', strike: exactly('600'), expiration: parseDay('2026-01-16') as Day });
const on = (day: number): Moment => ({
  at: parseInstant(`2026-01-${String(day).padStart(2, '0')}T17:00:00Z`) as Instant,
  precision: 'day',
  written: `2026-01-${day}`,
});
const row = { line: 2, cells: [] };

function sidesOf(read: (removals: Removals, draft: Draft) => void) {
  const draft = new Draft();
  const removals = new Removals(draft);
  read(removals, draft);
  removals.done();
  return draft
    .done()
    .fills.filter(({ effect }) => effect === 'expire')
    .map(({ side, quantity }) => `${side} ${quantity}`);
}

const expired = (quantity: string, day = 16) =>
  ({ instrument: put, quantity: exactly(quantity), moment: on(day), effect: 'expire' }) as const;
const traded = (side: 'buy' | 'sell', quantity: string, day: number) => ({
  instrument: put,
  side,
  quantity: exactly(quantity),
  price: exactly('1'),
  moment: on(day),
});

describe('options that leave without an order', () => {
  it.each(['2', '-2'])('close what the trades of the file hold, whatever the sign of %s', (quantity) => {
    expect(
      sidesOf((removals) => {
        removals.remove(row, expired(quantity));
        removals.trade(traded('sell', '2', 12));
      }),
    ).toEqual(['buy 2']);
  });

  it('follow their sign where no trade is in the file', () => {
    expect(sidesOf((removals) => removals.remove(row, expired('3')))).toEqual(['buy 3']);
    expect(sidesOf((removals) => removals.remove(row, expired('-3')))).toEqual(['sell 3']);
  });

  it('look at what was held on their day, in parts too', () => {
    expect(
      sidesOf((removals) => {
        removals.trade(traded('buy', '5', 12));
        removals.remove(row, expired('3'));
        removals.remove({ ...row, line: 3 }, expired('2'));
        removals.trade(traded('sell', '9', 20));
      }),
    ).toEqual(['sell 3', 'sell 2']);
  });

  it('are options', () => {
    const draft = new Draft();
    const removals = new Removals(draft);
    draft.row(row, () => removals.remove(row, { ...expired('1'), instrument: stock('SPY') }));
    expect(draft.done().refused).toEqual([{ line: 2, reason: 'This row names no option.' }]);
  });
});
