import fc from 'fast-check';
import { exactly } from '../money/decimal.js';
import {
  absolute,
  add,
  compare,
  divide,
  multiply,
  negative,
  NONE,
  rational,
  subtract,
} from '../testing/oracle/rational.js';
import { total, written, writtenOrNull } from '../testing/oracle/rational.js';
import { oracleStatistics } from '../testing/oracle/statistics-oracle.js';
import { calendarOf } from '../time/day.js';
import { toInstant } from '../time/instant.js';
import { bucketOf } from './bucket-fold.js';
import { contributionsTo } from './contribution.js';
import type { Contribution, CountedTrade } from './contribution.js';
import { FIGURE_RULES, figureOf, FIGURES, partsOf } from './figure.js';
import type { Figure, FigureStatistics } from './figure.js';
import type { RealizationItem, StatItem, TradeResult } from './stat-item.js';
import { statisticsOf } from './statistics.js';

const calendar = calendarOf('America/New_York');
const times = fc.nat(24).map((n) => toInstant(new Date(Date.UTC(2026, 2, 6, 5 + 6 * n))));
// Small whole amounts, so that equal falls, equal runs and nets within the tolerance are common.
const amounts = fc.oneof(fc.integer({ min: -3, max: 3 }).map(String), fc.constantFrom('0.0000000001', '-1234567.89'));
const difference = (gross: string, fees: string) => exactly(written(subtract(rational(gross), rational(fees))));

interface Traded {
  readonly realizations: readonly RealizationItem[];
  readonly counted: CountedTrade;
}

const trades = fc
  .record({
    exits: fc.array(fc.record({ at: times, gross: amounts, fees: fc.constantFrom('0', '0', '1', '-1') }), {
      maxLength: 3,
    }),
    entryAt: times,
    r: fc.option(fc.constantFrom('1', '-1', '2.3333', '0')),
    closed: fc.boolean(),
    accountId: fc.constantFrom(null, 'a', 'b'),
  })
  .map(({ exits, entryAt, r, closed, accountId }) => (id: number): Traded => {
    const tradeId = `t${id}`;
    const inTime = exits.toSorted((a, b) => (a.at < b.at ? -1 : 1));
    const realizations = inTime.map(({ at, gross, fees }, index): RealizationItem => {
      const money = { gross: exactly(gross), fees: exactly(fees), net: difference(gross, fees) };
      return { kind: 'realization', accountId, currency: 'USD', at, tradeId, index, ...money };
    });
    const net = exactly(written(total(realizations.map((item) => rational(item.net)))));
    const last = inTime.at(-1)?.at;
    const counted: CountedTrade =
      closed && last !== undefined
        ? { tradeId, at: last, status: 'closed', net, rMultiple: r === null ? null : exactly(r) }
        : { tradeId, at: entryAt, status: 'open', net, rMultiple: null };
    return { realizations, counted };
  });

const histories = fc
  .array(trades, { maxLength: 12, size: 'max' })
  .map((made) => made.map((tradedAs, id) => tradedAs(id)))
  .chain((made) => fc.shuffledSubarray(made, { minLength: made.length }));
const tolerances = fc.constantFrom('0', '1', '2').map(exactly);
const base = exactly('1000');

function itemsOf(made: readonly Traded[]): readonly StatItem[] {
  return made.flatMap(({ realizations, counted: { tradeId, at, status, net, rMultiple } }): StatItem[] =>
    status === 'open'
      ? [...realizations]
      : [
          ...realizations,
          { kind: 'close', accountId: null, currency: 'USD', at, tradeId, net, rMultiple, holdingSeconds: 60 },
        ],
  );
}

/** Every figure by a scan that shares no code with the rules. */
function scanOf(made: readonly Traded[], tolerance: string): FigureStatistics {
  const movements = made.flatMap(({ realizations }) =>
    realizations.map(({ at, tradeId, index, gross, fees }) => ({
      key: `${at} ${tradeId} ${index}`,
      day: calendar.dayOf(at),
      gross,
      fees,
      flow: '0',
    })),
  );
  const closed = made.filter(({ counted }) => counted.status === 'closed');
  const endings = closed.map(({ counted: { at, tradeId, net, rMultiple } }) => ({
    key: `${at} ${tradeId}`,
    net,
    r: rMultiple,
    seconds: 60,
  }));
  const inAccounts = made.flatMap(({ realizations }) => realizations.filter(({ accountId }) => accountId !== null));
  return {
    ...oracleStatistics(movements, endings, { base, tolerance, firstDay: '2026-03-06' }),
    totalTrades: made.length,
    openTrades: made.length - closed.length,
    totalBalance: written(total([rational(base), ...inAccounts.map(({ net }) => rational(net))])),
  } as FigureStatistics;
}

type Given = readonly Contribution[];
const sumOf = (given: Given) => total(given.map(({ contribution }) => rational(contribution)));
const withResult = (given: Given, result: TradeResult) => given.filter((one) => one.result === result);
const count = (given: Given) => String(given.length);
const mean = (given: Given, places: number) => writtenOrNull(divide(sumOf(given), rational(given.length), places));
const share = (part: Given, all: Given) => writtenOrNull(divide(rational(part.length), rational(all.length), 4));
const furthest = (given: Given, sign: 1 | -1) =>
  given.map(({ contribution }) => contribution).sort((a, b) => sign * compare(rational(b), rational(a)))[0] ?? null;

function payoff(given: Given): string | null {
  const [won, lost] = [withResult(given, 'win'), withResult(given, 'loss')];
  const [top, bottom] = [
    multiply(sumOf(won), rational(lost.length)),
    multiply(absolute(sumOf(lost)), rational(won.length)),
  ];
  return writtenOrNull(divide(top, bottom, 4));
}

function factor(given: Given): string | null {
  const nets = given.map(({ contribution }) => rational(contribution));
  const [won, lost] = [nets.filter((net) => compare(net, NONE) > 0), nets.filter((net) => compare(net, NONE) < 0)];
  return writtenOrNull(divide(total(won), absolute(total(lost)), 4));
}

const run = (given: Given) =>
  given.length === withResult(given, 'loss').length ? String(0 - given.length) : String(given.length);

/** What each figure comes to, out of the trades alone that are said to count for it. */
const OUT_OF: Record<Figure, (given: Given) => string | null> = {
  netPnl: (given) => written(sumOf(given)),
  grossPnl: (given) => written(sumOf(given)),
  fees: (given) => written(sumOf(given)),
  totalBalance: (given) => written(add(rational(base), sumOf(given))),
  totalTrades: count,
  openTrades: count,
  closedTrades: count,
  wins: count,
  losses: count,
  breakeven: count,
  winRate: (given) => share(withResult(given, 'win'), given),
  winRateDecided: (given) => share(withResult(given, 'win'), given),
  profitFactor: factor,
  expectancy: (given) => mean(given, 10),
  averageWin: (given) => mean(given, 10),
  averageLoss: (given) => mean(given, 10),
  payoffRatio: payoff,
  largestWin: (given) => furthest(given, 1),
  largestLoss: (given) => furthest(given, -1),
  currentStreak: run,
  longestWinStreak: count,
  longestLossStreak: count,
  averageR: (given) => mean(given, 4),
  maxDrawdown: (given) => written(negative(sumOf(given))),
};

const RESULTS: Partial<Record<Figure, readonly TradeResult[]>> = {
  wins: ['win'],
  losses: ['loss'],
  breakeven: ['breakeven'],
  winRateDecided: ['win', 'loss'],
  averageWin: ['win'],
  averageLoss: ['loss'],
  largestWin: ['win'],
  largestLoss: ['loss'],
  payoffRatio: ['win', 'loss'],
  longestWinStreak: ['win'],
  longestLossStreak: ['loss'],
};

function contributions(figure: Figure, made: readonly Traded[], tolerance: string): Given {
  const parts = {
    realizations: made.flatMap(({ realizations }) => realizations),
    trades: made.map(({ counted }) => counted),
  };
  return contributionsTo(figure, parts, exactly(tolerance));
}

describe.each(FIGURES)('what trades add to %s', (figure) => {
  it('adds up to the figure of a scan', () =>
    fc.assert(
      fc.property(histories, tolerances, (made, tolerance) => {
        const given = contributions(figure, made, tolerance);
        expect(OUT_OF[figure](given)).toEqual(figureOf(figure, scanOf(made, tolerance)));
        expect(new Set(given.map(({ tradeId }) => tradeId)).size).toBe(given.length);
        const results = RESULTS[figure];
        if (results) expect(given.filter(({ result }) => result === null || !results.includes(result))).toEqual([]);
      }),
      { numRuns: 200 },
    ));
});

/** Sums that parts name, each out of the contributions to a figure that has them. */
const SUMS: Partial<Record<Figure, Record<string, (given: Given) => string>>> = {
  profitFactor: {
    positiveNet: (given) => written(sumOf(given.filter(({ contribution }) => !contribution.startsWith('-')))),
    negativeNet: (given) => written(sumOf(given.filter(({ contribution }) => contribution.startsWith('-')))),
  },
  expectancy: { closedNet: (given) => written(sumOf(given)), closedTrades: count },
  averageWin: { winNet: (given) => written(sumOf(given)), wins: count },
  averageLoss: { lossNet: (given) => written(sumOf(given)), losses: count },
  averageR: { rSum: (given) => written(sumOf(given)), rTrades: count },
  winRate: { wins: (given) => count(withResult(given, 'win')), closedTrades: count },
};

describe('the parts of a formula', () => {
  it.each(Object.keys(SUMS) as Figure[])('of %s are what the trades add up to', (figure) =>
    fc.assert(
      fc.property(histories, tolerances, (made, tolerance) => {
        const bucket = bucketOf(calendar.dayOf(toInstant(new Date(0))), itemsOf(made), tolerance);
        const statistics = { ...statisticsOf(bucket, base), totalBalance: base, totalTrades: 0, openTrades: 0 };
        const given = contributions(figure, made, tolerance);
        const expected = Object.entries(SUMS[figure]!).map(([part, sum]) => [part, sum(given)]);
        const parts = partsOf(figure as Exclude<Figure, 'totalBalance'>, statistics, bucket, base);
        expect(parts).toMatchObject(Object.fromEntries(expected));
      }),
      { numRuns: 100 },
    ),
  );

  it('of the drawdown lie as far apart as it is large', () =>
    fc.assert(
      fc.property(histories, (made) => {
        const bucket = bucketOf(calendar.dayOf(toInstant(new Date(0))), itemsOf(made), exactly('0'));
        const statistics = { ...statisticsOf(bucket, base), totalBalance: base, totalTrades: 0, openTrades: 0 };
        const { peak, trough } = partsOf('maxDrawdown', statistics, bucket, base);
        const apart = peak && trough ? written(subtract(rational(peak), rational(trough))) : '0';
        expect(apart).toBe(statistics.maxDrawdown.amount);
      }),
      { numRuns: 100 },
    ));
});

it('has a rule for each figure', () => expect(Object.keys(FIGURE_RULES)).toEqual([...FIGURES]));
