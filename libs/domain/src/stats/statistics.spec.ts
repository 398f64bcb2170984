import type { RecordedAccount } from '../account/account.state.js';
import { exactly } from '../money/decimal.js';
import { aTrade, at, close, figuresAsRecorded, open } from '../testing/a-trade.js';
import { ACCOUNT } from '../testing/an-account.js';
import { calendarOf } from '../time/day.js';
import type { Day } from '../time/day.js';
import type { Execution } from '../trade/trade.events.js';
import { bucketOf } from './bucket-fold.js';
import { emptyBucket, joinAll } from './bucket.js';
import { accountItems, tradeItems } from './stat-item.js';
import type { StatItem } from './stat-item.js';
import { courseOf, equityOf } from './course.js';
import { statisticsOf } from './statistics.js';

const MONDAY = '2026-01-05' as Day;
const TUESDAY = '2026-01-06' as Day;
const WEDNESDAY = '2026-01-07' as Day;
const DAYS = [MONDAY, TUESDAY, WEDNESDAY];

const calendar = calendarOf('UTC');

function daysOf(items: readonly StatItem[], tolerance = '0') {
  return DAYS.map((day) => {
    const ofDay = items.filter((item) => calendar.dayOf(item.at) === day);
    return { day, bucket: bucketOf(day, ofDay, exactly(tolerance)) };
  });
}

function statistics(items: readonly StatItem[], { base = '0', tolerance = '0', days = DAYS } = {}) {
  const buckets = daysOf(items, tolerance).filter(({ day }) => days.includes(day));
  return statisticsOf(joinAll(buckets.map(({ bucket }) => bucket)) ?? emptyBucket(MONDAY), exactly(base));
}

const traded = (id: string, executions: readonly Execution[]) => {
  const details = aTrade({ executions });
  return tradeItems(id, details, figuresAsRecorded(details));
};

/** A trade that earned so much, at once. */
const earned = (net: string, time: string, id = `${time} ${net}`) =>
  traded(id, [open('in', '1 @ 1000', time), close('out', `1 @ ${String(1000 + Number(net))}`, time)]);

const flowed = (amount: string, time: string): readonly StatItem[] => {
  const account: RecordedAccount = {
    status: 'open',
    details: ACCOUNT,
    balanceUpdates: [{ balance: exactly('0'), reason: 'correction', at: at(time), adjustment: exactly(amount) }],
  };
  return accountItems('a', account);
};

describe('a trade that closes over two days', () => {
  // Monday +1,000, Tuesday −200.
  const items = traded('t', [
    open('in', '20 @ 100', '01-05 10:00'),
    close('out1', '10 @ 200', '01-05 12:00'),
    close('out2', '10 @ 80', '01-06 12:00'),
  ]);

  it('counts its money on each day, and itself, with its whole net, on the last', () =>
    expect(statistics(items, { days: [TUESDAY] })).toMatchObject({
      netPnl: '-200',
      grossPnl: '-200',
      closedTrades: 1,
      wins: 1,
      losses: 0,
      averageWin: '800',
      expectancy: '800',
      currentStreak: 1,
      averageWinHoldingSeconds: 26 * 3600,
    }));

  it('counts money alone before', () =>
    expect(statistics(items, { days: [MONDAY] })).toMatchObject({ netPnl: '1000', closedTrades: 0, winRate: null }));
});

it('counts what an open trade has realized as money alone', () => {
  const items = traded('t', [open('in', '2 @ 100', '01-05 10:00', '2'), close('out', '1 @ 90', '01-05 12:00')]);
  expect(statistics(items)).toMatchObject({
    netPnl: '-11',
    grossPnl: '-10',
    fees: '1',
    closedTrades: 0,
    expectancy: null,
  });
});

it('says nothing where there is nothing to divide by', () =>
  expect(statistics([])).toEqual({
    closedTrades: 0,
    wins: 0,
    losses: 0,
    breakeven: 0,
    winRate: null,
    winRateDecided: null,
    grossPnl: '0',
    netPnl: '0',
    fees: '0',
    averageWin: null,
    averageLoss: null,
    payoffRatio: null,
    profitFactor: null,
    expectancy: null,
    largestWin: null,
    largestLoss: null,
    longestWinStreak: 0,
    longestLossStreak: 0,
    currentStreak: 0,
    averageR: null,
    rTrades: 0,
    maxDrawdown: { amount: '0', percent: null, from: null, to: null },
    averageWinHoldingSeconds: null,
    averageLossHoldingSeconds: null,
  }));

describe('wins, losses and breakeven', () => {
  const items = [
    ...earned('300', '01-05 10:00'),
    ...earned('100', '01-05 11:00'),
    ...earned('0', '01-05 12:00'),
    ...earned('-1', '01-05 13:00'),
    ...earned('1', '01-05 14:00'),
    ...earned('-99', '01-06 10:00'),
    ...earned('-51', '01-06 11:00'),
  ];

  it('are told apart at zero', () =>
    expect(statistics(items)).toMatchObject({
      closedTrades: 7,
      wins: 3,
      losses: 3,
      breakeven: 1,
      winRate: '0.4286',
      winRateDecided: '0.5',
      averageWin: '133.6666666667',
      averageLoss: '-50.3333333333',
      payoffRatio: '2.6556',
      profitFactor: '2.6556',
      expectancy: '35.7142857143',
      largestWin: '300',
      largestLoss: '-99',
      longestWinStreak: 2,
      longestLossStreak: 2,
      currentStreak: -2,
    }));

  it('are told apart within a tolerance, which is inclusive and leaves the profit factor alone', () =>
    expect(statistics(items, { tolerance: '1' })).toMatchObject({
      wins: 2,
      losses: 2,
      breakeven: 3,
      averageWin: '200',
      averageLoss: '-75',
      payoffRatio: '2.6667',
      profitFactor: '2.6556',
      expectancy: '35.7142857143',
      longestWinStreak: 2,
      longestLossStreak: 2,
    }));

  it('have no profit factor and no payoff without a loss', () =>
    expect(statistics(earned('5', '01-05 10:00'))).toMatchObject({
      profitFactor: null,
      payoffRatio: null,
      winRate: '1',
    }));

  it('have a profit factor of zero without a win', () =>
    expect(statistics(earned('-5', '01-05 10:00'))).toMatchObject({
      profitFactor: '0',
      payoffRatio: null,
      winRate: '0',
    }));

  it('run on over a breakeven', () =>
    expect(
      statistics([
        ...earned('1', '01-05 10:00'),
        ...earned('0', '01-05 11:00'),
        ...earned('1', '01-06 10:00'),
        ...earned('0', '01-07 10:00'),
      ]),
    ).toMatchObject({ longestWinStreak: 2, currentStreak: 2, longestLossStreak: 0 }));
});

describe('the deepest fall', () => {
  const fall = (items: readonly StatItem[], base = '1000') => statistics(items, { base }).maxDrawdown;

  it('is a part of the money that was there: start 1,000, deposit 9,000, lose 900', () =>
    expect(fall([...flowed('9000', '01-05 10:00'), ...earned('-900', '01-05 11:00')])).toEqual({
      amount: '900',
      percent: '0.09',
      from: MONDAY,
      to: MONDAY,
    }));

  it('is not made of withdrawals', () =>
    expect(
      fall([...earned('100', '01-05 10:00'), ...flowed('-600', '01-06 10:00'), ...earned('-50', '01-07 10:00')]),
    ).toEqual({
      amount: '50',
      percent: '0.1',
      from: MONDAY,
      to: WEDNESDAY,
    }));

  it('begins at the start with a losing run', () =>
    expect(fall([...earned('-100', '01-06 10:00'), ...earned('-100', '01-07 10:00')])).toEqual({
      amount: '200',
      percent: '0.2',
      from: MONDAY,
      to: WEDNESDAY,
    }));

  it('is the first of equal ones', () => {
    const items = [
      ...earned('100', '01-05 10:00'),
      ...earned('-40', '01-05 11:00'),
      ...earned('140', '01-06 10:00'),
      ...earned('-40', '01-06 11:00'),
    ];
    expect(fall(items)).toMatchObject({ amount: '40', percent: '0.0364', from: MONDAY, to: MONDAY });
  });

  it('is the largest in money, not in percent', () => {
    const items = [
      ...earned('-400', '01-05 10:00'),
      ...earned('9000', '01-06 10:00'),
      ...earned('-500', '01-07 10:00'),
    ];
    expect(fall(items)).toEqual({ amount: '500', percent: '0.0521', from: TUESDAY, to: WEDNESDAY });
  });

  it('has no percent of a peak that is not above zero', () =>
    expect(fall(earned('-10', '01-05 10:00'), '0')).toEqual({ amount: '10', percent: null, from: MONDAY, to: MONDAY }));

  it('has no percent where no money was put in: what was made is no balance', () => {
    const items = [...earned('10', '01-05 10:00'), ...earned('-5980', '01-06 10:00')];
    expect(fall(items, '0')).toEqual({ amount: '5980', percent: null, from: MONDAY, to: TUESDAY });
  });

  it('is a part of what was deposited where the start was nothing', () =>
    expect(fall([...flowed('1000', '01-05 10:00'), ...earned('-100', '01-06 10:00')], '0')).toMatchObject({
      amount: '100',
      percent: '0.1',
    }));

  it('is none where money only came', () =>
    expect(fall([...earned('10', '01-05 10:00'), ...flowed('-500', '01-06 10:00')])).toEqual({
      amount: '0',
      percent: null,
      from: null,
      to: null,
    }));

  it('goes by trade where moments are equal', () => {
    const win = (id: string) => earned('100', '01-05 10:00', id);
    const loss = (id: string) => earned('-100', '01-05 10:00', id);
    expect(fall([...loss('b'), ...win('a')])).toMatchObject({ amount: '100', percent: '0.0909' });
    expect(fall([...loss('a'), ...win('b')])).toMatchObject({ amount: '100', percent: '0.1' });
  });
});

it('draws equity from what there was before, at the end of each day, and how far it is below its top within any day', () => {
  const items = [
    ...earned('100', '01-05 10:00'),
    ...earned('-30', '01-05 11:00'),
    ...flowed('500', '01-06 10:00'),
    ...earned('80', '01-07 10:00'),
  ];
  expect(
    equityOf(
      daysOf(items).map(({ day, bucket }) => courseOf(day, bucket)),
      exactly('1000'),
    ),
  ).toEqual([
    { day: '2026-01-04', equity: '1000', drawdown: '0' },
    { day: MONDAY, equity: '1070', drawdown: '30' },
    { day: TUESDAY, equity: '1570', drawdown: '30' },
    { day: WEDNESDAY, equity: '1650', drawdown: '0' },
  ]);
});

it('draws nothing where nothing happened', () => {
  expect(equityOf([], exactly('1000'))).toEqual([]);
});

it('averages R over the trades that have one', () => {
  const stopped = (exit: string, stop: string | null) => {
    const details = aTrade({
      executions: [open('in', '1 @ 100', '10:00'), close('out', `1 @ ${exit}`, '11:00')],
      stopPrice: stop,
    });
    return tradeItems(`${exit} ${stop}`, details, figuresAsRecorded(details));
  };
  const items = [...stopped('106', '98'), ...stopped('99', '98'), ...stopped('150', null), ...stopped('150', '101')];
  expect(statistics(items)).toMatchObject({ averageR: '1.25', rTrades: 2 });
});
