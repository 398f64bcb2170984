import type { DecimalText } from '@singularity/domain';
import { agreementOf } from './agreement.js';

const figure = (day: string, amount: string, { symbol = 'SPY', what = 'netPnl', fromBroker = true } = {}) => ({
  ...{ day, symbol, instrument: symbol, what, fromBroker, count: 1 },
  amount: amount as DecimalText,
});

describe('how the broker’s figures and ours agree', () => {
  it('is not said where the broker states none', () => expect(agreementOf([], [figure('2026-11-02', '5')])).toBeNull());

  it('is to the cent, as brokers round what we do not', () =>
    expect(agreementOf([figure('2026-11-02', '99.66')], [figure('2026-11-02', '99.6567')])).toEqual({
      ...{ matches: 1, compared: 1, differs: [] },
    }));

  it('looks at no days before or after those that the broker states', () =>
    expect(
      agreementOf(
        [figure('2026-11-02', '5'), figure('2026-11-04', '5')],
        [figure('2026-11-01', '7'), figure('2026-11-02', '5'), figure('2026-11-04', '5'), figure('2026-11-05', '7')],
      ),
    ).toMatchObject({ matches: 2, compared: 2 }));

  it('compares nothing that the broker states nothing of: gross with gross, fees with fees', () =>
    expect(
      agreementOf(
        [figure('2026-11-02', '1.20', { what: 'fees' })],
        [
          figure('2026-11-02', '1.2', { what: 'fees' }),
          figure('2026-11-02', '9'),
          figure('2026-11-02', '10', { what: 'grossPnl' }),
        ],
      ),
    ).toMatchObject({ matches: 1, compared: 1 }));

  it.each([
    ['a trade that is not there', [figure('2026-11-02', '5')], [], /has no trade of it/],
    [
      'a trade that was changed',
      [figure('2026-11-02', '5')],
      [figure('2026-11-02', '4', { fromBroker: false })],
      /changed/,
    ],
    ['another order', [figure('2026-11-02', '5')], [figure('2026-11-02', '4')], /first in, first out/],
    [
      'another day',
      [figure('2026-11-02', '5'), figure('2026-11-04', '1', { symbol: 'QQQ' })],
      [figure('2026-11-03', '5'), figure('2026-11-04', '1', { symbol: 'QQQ' })],
      /another day/,
    ],
    [
      'what is not stated yet',
      [figure('2026-11-01', '5'), figure('2026-11-03', '5')],
      [figure('2026-11-01', '5'), figure('2026-11-02', '1'), figure('2026-11-03', '5')],
      /states nothing/,
    ],
  ])('tells %s, and why', (_, theirs, ours, reason) => {
    const agreement = agreementOf(theirs, ours);
    expect(agreement?.differs.length).toBeGreaterThan(0);
    expect(agreement?.differs[0]?.reason).toMatch(reason);
  });
});
