import type { Rational } from './rational.js';
import {
  absolute,
  add,
  compare,
  divide,
  multiply,
  NONE,
  rational,
  subtract,
  total,
  written,
  writtenOrNull,
} from './rational.js';

/** Money that moved: by trading, or in and out. Its key sorts it among all that moved. */
export interface Movement {
  readonly key: string;
  readonly day: string;
  readonly gross: string;
  readonly fees: string;
  readonly flow: string;
}

/** A trade that came to its end, and the key that sorts it among those that did. */
export interface Ending {
  readonly key: string;
  readonly net: string;
  readonly r: string | null;
  readonly seconds: number;
}

const byKey = (a: { readonly key: string }, b: { readonly key: string }) => (a.key < b.key ? -1 : 1);

const netOf = ({ gross, fees }: Movement) => subtract(rational(gross), rational(fees));

const count = (n: number) => rational(n);

function ratio(a: Rational, b: Rational): string | null {
  return writtenOrNull(divide(a, b, 4));
}

function mean(values: readonly Rational[]): string | null {
  return writtenOrNull(divide(total(values), count(values.length), 10));
}

function meanSeconds(endings: readonly Ending[]): number | null {
  const seconds = endings.reduce((all, ending) => all + ending.seconds, 0);
  return endings.length === 0 ? null : Math.round(seconds / endings.length);
}

/** Which of the values is the furthest out: the first that no other is beyond. */
function furthest(values: readonly Rational[], sign: number): string | null {
  const found = values.find((value) => values.every((other) => compare(other, value) * sign <= 0));
  return found ? written(found) : null;
}

/** Runs as a text of W and L, from which whoever broke even has been left out. */
function streaks(results: string) {
  const longest = (run: RegExp) => Math.max(0, ...(results.match(run) ?? []).map((part) => part.length));
  const wins = /W*$/.exec(results)?.[0].length ?? 0;
  const losses = /L*$/.exec(results)?.[0].length ?? 0;
  return {
    longestWinStreak: longest(/W+/g),
    longestLossStreak: longest(/L+/g),
    currentStreak: wins > 0 ? wins : 0 - losses,
  };
}

/** How many movements may have been made: none, one, … all. */
const stepsOf = (movements: readonly Movement[]) => [0, ...movements.map((_, index) => index + 1)];

/** P&L and flows after so many movements. */
function after(movements: readonly Movement[], steps: number) {
  const done = movements.slice(0, steps);
  return { pnl: total(done.map(netOf)), flow: total(done.map(({ flow }) => rational(flow))) };
}

/** Of all pairs of a peak and a later trough, the first of those that are furthest apart: first by trough, then by peak. */
function maxDrawdown(movements: readonly Movement[], base: string, firstDay: string) {
  const points = stepsOf(movements).map((steps) => after(movements, steps));
  const dayOf = (step: number) => (step === 0 ? firstDay : movements[step - 1]!.day);
  let deepest = { amount: NONE, peak: 0, trough: 0 };
  points.forEach((low, trough) => {
    points.slice(0, trough).forEach((high, peak) => {
      const amount = subtract(high.pnl, low.pnl);
      if (compare(amount, deepest.amount) > 0) deepest = { amount, peak, trough };
    });
  });
  const { amount, peak, trough } = deepest;
  if (trough === 0) return { amount: '0', percent: null, from: null, to: null };
  const money = total([rational(base), points[peak]!.pnl, points[trough]!.flow]);
  const putIn = [rational(base), after(movements, movements.length).flow];
  const isBalance = compare(money, NONE) > 0 && putIn.some((some) => compare(some, NONE) !== 0);
  const percent = isBalance ? ratio(amount, money) : null;
  return { amount: written(amount), percent, from: dayOf(peak), to: dayOf(trough) };
}

/** The statistics of all that moved and all that ended, each number by its definition. */
export function oracleStatistics(
  moved: readonly Movement[],
  ended: readonly Ending[],
  { base, tolerance, firstDay }: { readonly base: string; readonly tolerance: string; readonly firstDay: string },
) {
  const [movements, endings] = [moved.toSorted(byKey), ended.toSorted(byKey)];
  const resultOf = ({ net }: Ending) =>
    compare(absolute(rational(net)), rational(tolerance)) <= 0 ? '' : compare(rational(net), NONE) > 0 ? 'W' : 'L';
  const of = (result: string) => endings.filter((ending) => resultOf(ending) === result);
  const nets = (list: readonly Ending[]) => list.map(({ net }) => rational(net));
  const all = nets(endings);
  const [wins, losses, even] = [of('W'), of('L'), of('')];
  const [wonNet, lostNet] = [total(nets(wins)), absolute(total(nets(losses)))];
  const rs = endings.flatMap(({ r }) => (r === null ? [] : [rational(r)]));
  return {
    closedTrades: endings.length,
    wins: wins.length,
    losses: losses.length,
    breakeven: even.length,
    winRate: ratio(count(wins.length), count(endings.length)),
    winRateDecided: ratio(count(wins.length), count(wins.length + losses.length)),
    grossPnl: written(total(movements.map(({ gross }) => rational(gross)))),
    netPnl: written(total(movements.map(netOf))),
    fees: written(total(movements.map(({ fees }) => rational(fees)))),
    averageWin: mean(nets(wins)),
    averageLoss: mean(nets(losses)),
    payoffRatio:
      wins.length === 0 ? null : ratio(multiply(wonNet, count(losses.length)), multiply(lostNet, count(wins.length))),
    profitFactor: ratio(
      total(all.filter((net) => compare(net, NONE) > 0)),
      absolute(total(all.filter((net) => compare(net, NONE) < 0))),
    ),
    expectancy: mean(all),
    largestWin: furthest(nets(wins), 1),
    largestLoss: furthest(nets(losses), -1),
    ...streaks(endings.map(resultOf).join('')),
    averageR: ratio(total(rs), count(rs.length)),
    rTrades: rs.length,
    maxDrawdown: maxDrawdown(movements, base, firstDay),
    averageWinHoldingSeconds: meanSeconds(wins),
    averageLossHoldingSeconds: meanSeconds(losses),
  };
}

/** Equity at the end of each day, and how far it is below its highest point until then. */
export function oracleEquity(moved: readonly Movement[], days: readonly string[], base: string) {
  const movements = moved.toSorted(byKey);
  const [first] = days;
  const ends = days.map((day) => {
    const steps = movements.filter((movement) => movement.day <= day).length;
    const { pnl, flow } = after(movements, steps);
    const falls = stepsOf(movements)
      .filter((earlier) => earlier <= steps)
      .map((earlier) => subtract(after(movements, earlier).pnl, pnl));
    return {
      day,
      equity: written(add(add(rational(base), flow), pnl)),
      drawdown: furthest(falls, 1),
    };
  });
  return first === undefined ? [] : [{ day: dayBefore(first), equity: base, drawdown: '0' }, ...ends];
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}
