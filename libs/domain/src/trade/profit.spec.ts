import { exactly } from '../money/decimal.js';
import { fold, Refusal } from '../decider.js';
import { addSimple, aTrade, at, close, fieldsOf, figuresAsRecorded, NO_ACCOUNT, open } from '../testing/a-trade.js';
import type { Execution } from './trade.events.js';
import { figuresOf } from './trade.view.js';
import { profitOf } from './profit.js';
import { trade } from './trade.js';

/** `option CALL SPX sold: 1 @ 4.20 → 0, fees 0`, added and folded; its figures. */
function figuresOfCase(text: string) {
  const words = /^(\S+) (\S+) (\S+)( sold)?: (\S+) @ (\S+) → (\S+), fees (\S+)$/.exec(text);
  const [, assetType, direction, symbol, sold, quantity, entryPrice, exitPrice, fees] = words ?? [];
  const fields = { ...fieldsOf({ symbol, side: sold ? 'sell' : null }), assetType, direction } as ReturnType<
    typeof fieldsOf
  >;
  const decision = trade.decide(
    addSimple({ quantity, entryPrice, exitPrice: exactly(exitPrice ?? ''), exitAt: at('15:30'), fees }, fields),
    trade.initial,
    NO_ACCOUNT,
  );
  if (decision instanceof Refusal) throw new Error(decision.message);
  const state = fold(trade, trade.initial, decision);
  if (state.status === 'none') throw new Error('Nothing was recorded.');
  return figuresOf(state);
}

const figures = (executions: readonly Execution[], said: Parameters<typeof aTrade>[0] = {}) =>
  figuresAsRecorded(aTrade({ ...said, executions }));

describe('net P&L', () => {
  it.each([
    ['stock LONG AAPL: 10 @ 187.23 → 191.10, fees 1.30', '37.4'],
    ['stock SHORT TSLA: 5 @ 250 → 261.5, fees 0', '-57.5'],
    ['option PUT SPY: 3 @ 1.25 → 2.10, fees 3.90', '251.1'],
    ['option PUT SPY: 3 @ 2.10 → 1.25, fees 0', '-255'],
    ['option PUT SPY sold: 3 @ 2.10 → 1.25, fees 0', '255'],
    ['option CALL SPX sold: 1 @ 4.20 → 0, fees 0', '420'],
    ['option CALL SPY: 2 @ 1.50 → 0, fees 0', '-300'],
    ['future LONG /ESZ6: 2 @ 5000.25 → 5003.75, fees 0', '350'],
    ['future SHORT MNQ: 3 @ 18000 → 17990.25, fees 0', '58.5'],
    ['crypto LONG BTC-USD: 0.12345678 @ 60000.01 → 61000.02, fees 0', '123.4580145678'],
    ['future LONG CL: 1 @ -37.63 → 10.01, fees 0', '47640'],
    ['stock LONG AAPL: 1 @ 10 → 10, fees -0.25', '0.25'],
    [
      'crypto LONG HUGE: 999999999999999999.9999999999 @ 0.0000000001 → 999999999999999999.9999999999, fees 0.0000000001',
      '999999999999999999999999999699999999.99999999990000000002',
    ],
  ])('%s: %s', (text, net) => expect(figuresOfCase(text).netPnl).toBe(net));

  it('is gross less fees', () =>
    expect(figuresOfCase('stock LONG AAPL: 10 @ 187.23 → 191.10, fees 1.30')).toMatchObject({
      grossPnl: '38.7',
      fees: '1.3',
      netPnl: '37.4',
    }));
});

describe('a trade of several executions', () => {
  const scaledIn = [open('in1', '100 @ 120', '09:30', '1'), open('in2', '50 @ 126', '10:00', '1')];
  const firstExit = close('out1', '120 @ 130', '11:00', '1');
  const lastExit = close('out2', '30 @ 118', '12:00', '1');

  it('has realized nothing before its first exit', () =>
    expect(figures(scaledIn)).toMatchObject({
      status: 'open',
      openQuantity: '150',
      grossPnl: null,
      netPnl: null,
      pnlPercent: null,
      closedAt: null,
      holdingSeconds: null,
      realizations: [],
    }));

  it('realizes the first in first, with the fees that belong to it', () =>
    expect(figures([...scaledIn, firstExit])).toMatchObject({
      status: 'open',
      openQuantity: '30',
      grossPnl: '1080',
      netPnl: '1077.6',
      closedAt: null,
      realizations: [
        { executionId: 'out1', at: at('11:00'), quantity: '120', gross: '1080', fees: '2.4', net: '1077.6' },
      ],
    }));

  it('realizes the rest in the end', () =>
    expect(figures([...scaledIn, firstExit, lastExit])).toMatchObject({
      status: 'closed',
      openQuantity: '0',
      grossPnl: '840',
      netPnl: '836',
      fees: '4',
      closedAt: at('12:00'),
      holdingSeconds: 9000,
      realizations: [
        { net: '1077.6' },
        { executionId: 'out2', quantity: '30', gross: '-240', fees: '1.6', net: '-241.6' },
      ],
    }));

  it('counts by time and not by order in the list', () =>
    expect(figures([lastExit, firstExit, ...scaledIn.toReversed()]).realizations).toEqual(
      figures([...scaledIn, firstExit, lastExit]).realizations,
    ));

  it('counts by order in the list at one moment, openings first', () => {
    const [cheap, dear] = [open('cheap', '1 @ 10', '09:30'), open('dear', '1 @ 20', '09:30')];
    const [first, second] = [close('first', '1 @ 30', '09:30'), close('second', '1 @ 40', '09:30')];
    const grossOf = (...executions: Execution[]) =>
      figures(executions).realizations.map(({ executionId, gross }) => `${executionId} ${gross}`);
    expect(grossOf(first, cheap, second, dear)).toEqual(['first 20', 'second 20']);
    expect(grossOf(second, dear, first, cheap)).toEqual(['second 20', 'first 20']);
    expect(grossOf(cheap, dear, second, first)).toEqual(['second 30', 'first 10']);
  });

  it('shows volume-weighted prices, the first entry and the last exit', () =>
    expect(
      figures([
        open('in2', '2 @ 11', '10:00'),
        open('in1', '1 @ 10', '09:30'),
        close('out2', '1 @ 14', '12:00'),
        close('out1', '1 @ 13', '11:00'),
      ]),
    ).toMatchObject({
      quantity: '3',
      entryPrice: '10.6666666667',
      entryAt: at('09:30'),
      exitPrice: '13.5',
      exitAt: at('12:00'),
    }));
});

describe('fees of an opening execution', () => {
  const feesOf = (quantity: string, fees: string, ...exits: readonly string[]) =>
    profitOf(
      aTrade({
        executions: [
          open('in', `${quantity} @ 1`, '09:30', fees),
          ...exits.map((exit, n) => close(`out${n}`, `${exit} @ 1`, `1${n}:00`)),
        ],
      }),
    ).realizations.map((realization) => realization.fees);

  it.each([
    ['in proportion to quantity', '10', '1', ['4', '6'], ['0.4', '0.6']],
    ['the last exit taking the remainder', '3', '1', ['1', '1', '1'], ['0.3333333333', '0.3333333333', '0.3333333334']],
    ['a remainder that is smaller', '3', '2', ['1', '1', '1'], ['0.6666666667', '0.6666666667', '0.6666666666']],
    ['half to even, down', '2', '0.0000000001', ['1', '1'], ['0', '0.0000000001']],
    ['half to even, up', '2', '0.0000000003', ['1', '1'], ['0.0000000002', '0.0000000001']],
    ['a rebate', '3', '-1', ['1', '2'], ['-0.3333333333', '-0.6666666667']],
    ['only the part that left', '3', '1', ['1'], ['0.3333333333']],
  ])('are shared %s', (...[, quantity, fees, exits, shares]) =>
    expect(feesOf(quantity, fees, ...exits)).toEqual(shares),
  );
});

describe('P&L in percent', () => {
  const percent = (what: string, exit: string, said = {}) =>
    figures([open('in', what, '09:30'), close('out', `${what.split(' ')[0] ?? ''} @ ${exit}`, '10:00')], said)
      .pnlPercent;

  it.each([
    ['a fraction of the money at work', '10 @ 100', '102', {}, '0.02'],
    ['rounded half-even to 4 places', '1 @ 10000', '10000.5', {}, '0'],
    ['rounded half-even to 4 places, up', '1 @ 10000', '10001.5', {}, '0.0002'],
    ['with the multiplier on both sides', '2 @ 5000', '5050', { assetType: 'future', multiplier: '50' }, '0.01'],
    ['of a short position', '1 @ 100', '90', { direction: 'SHORT' }, '0.1'],
    ['of a negative price', '1 @ -40', '-20', { assetType: 'future' }, '0.5'],
    ['null where nothing was at work', '1 @ 0', '1', {}, null],
  ])('is %s', (...[, what, exit, said, expected]) => expect(percent(what, exit, said)).toBe(expected));
});

describe('R', () => {
  const executions = [open('in', '10 @ 100', '09:30'), close('out', '10 @ 106', '10:00')];
  const r = (firstStop: string | null, said: Parameters<typeof aTrade>[0] = {}) =>
    figuresOf({ details: aTrade({ executions, ...said }), firstStop: firstStop === null ? null : exactly(firstStop) })
      .rMultiple;

  it.each([
    ['the net in units of the first risk', '98', {}, '3'],
    ['the same for a short position', '102', { direction: 'SHORT' }, '-3'],
    [
      'the same for a written option',
      '102',
      { assetType: 'option', direction: 'PUT', side: 'sell', multiplier: '100' },
      '-3',
    ],
    ['rounded to 4 places', '93', {}, '0.8571'],
    ['independent of the stop as it stands now', '98', { stopPrice: '99' }, '3'],
    [
      'after fees',
      '98',
      { executions: [open('in', '10 @ 100', '09:30', '5'), close('out', '10 @ 106', '10:00', '5')] },
      '2.5',
    ],
    [
      'of all that was opened',
      '98',
      { executions: [open('in', '10 @ 100', '09:30'), close('out', '5 @ 106', '10:00')] },
      '1.5',
    ],
    ['null without a stop', null, { stopPrice: '98' }, null],
    ['null with a stop at the entry', '100', {}, null],
    ['null with a stop above a long entry', '100.01', {}, null],
    ['null with a stop below a short entry', '99.99', { direction: 'SHORT' }, null],
    ['null before the first exit', '98', { executions: executions.slice(0, 1) }, null],
  ] as const)('is %s', (_name, firstStop, said, expected) => expect(r(firstStop, said)).toBe(expected));

  it('is taken from the stop that is being typed in a preview', () =>
    expect(figuresAsRecorded(aTrade({ executions, stopPrice: '98' })).rMultiple).toBe('3'));
});
