import type { Rational } from './rational.js';
import {
  absolute,
  add,
  compare,
  divide,
  greatest,
  least,
  multiply,
  negative,
  NONE,
  rational,
  subtract,
  total,
  written,
  writtenOrNull,
} from './rational.js';

/** A fill as told: decimals and times as plain text. */
export interface ToldExecution {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly quantity: string;
  readonly price: string;
  readonly fees: string;
}

/** A trade as told; no multiplier where nobody knows it. */
export interface ToldTrade {
  readonly accountId: string | null;
  readonly currency: string;
  readonly symbol: string;
  readonly assetType: string;
  readonly direction: string;
  readonly side: string | null;
  readonly multiplier: string | null;
  readonly multiplierSource: string;
  readonly stopPrice: string | null;
  readonly notes: string | null;
  readonly tags: readonly string[];
  readonly executions: readonly ToldExecution[];
}

interface Fill {
  readonly id: string;
  readonly at: string;
  readonly quantity: Rational;
  readonly price: Rational;
  readonly fees: Rational;
  /** Where its quantity lies on the axis of all that was opened before it, or closed before it. */
  readonly from: Rational;
  readonly to: Rational;
}

function sorted(executions: readonly ToldExecution[]): readonly ToldExecution[] {
  const rank = (execution: ToldExecution) => `${execution.at} ${execution.type === 'open' ? 0 : 1}`;
  return executions
    .map((execution, index) => ({ execution, key: `${rank(execution)} ${String(index).padStart(4, '0')}` }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ execution }) => execution);
}

function fills(executions: readonly ToldExecution[], kind: 'open' | 'close'): readonly Fill[] {
  const ofKind = sorted(executions).filter(({ type }) => type === kind);
  return ofKind.map((execution, index) => {
    const from = total(ofKind.slice(0, index).map(({ quantity }) => rational(quantity)));
    const quantity = rational(execution.quantity);
    return {
      id: execution.id,
      at: execution.at,
      quantity,
      price: rational(execution.price),
      fees: rational(execution.fees),
      from,
      to: add(from, quantity),
    };
  });
}

const quantityOf = (list: readonly Fill[]) => total(list.map(({ quantity }) => quantity));

export function openQuantity(executions: readonly ToldExecution[]): Rational {
  return subtract(quantityOf(fills(executions, 'open')), quantityOf(fills(executions, 'close')));
}

/** Flat to flat: something is open after every execution but the last, and nothing is closed that was not open. */
export function isSound(executions: readonly ToldExecution[], assetType: string): boolean {
  const priced = executions.every(({ price }) => assetType === 'future' || !price.startsWith('-'));
  const some = executions.every(({ quantity }) => compare(rational(quantity), NONE) > 0);
  const inTime = sorted(executions);
  const openAfter = inTime.map((_, index) => compare(openQuantity(inTime.slice(0, index + 1)), NONE));
  const last = openAfter.pop();
  return priced && some && last !== undefined && last >= 0 && openAfter.every((sign) => sign > 0);
}

function overlap(entry: Fill, exit: Fill): Rational {
  return greatest(NONE, subtract(least(entry.to, exit.to), greatest(entry.from, exit.from)));
}

/** What an exit takes of the fees of an entry: its proportion, the exit that empties the entry taking what is left. */
function feeShare(entry: Fill, exits: readonly Fill[], index: number): Rational {
  const exit = exits[index]!;
  const met = overlap(entry, exit);
  if (compare(met, NONE) === 0) return NONE;
  if (compare(exit.to, entry.to) < 0) return divide(multiply(entry.fees, met), entry.quantity, 10) ?? NONE;
  return subtract(entry.fees, total(exits.slice(0, index).map((_, earlier) => feeShare(entry, exits, earlier))));
}

function average(list: readonly Fill[]): Rational | null {
  return divide(total(list.map(({ price, quantity }) => multiply(price, quantity))), quantityOf(list), 10);
}

function seconds(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 1000);
}

const multiplierOf = ({ multiplier }: ToldTrade) => rational(multiplier ?? '0');

const falls = ({ direction, side }: ToldTrade) => direction === 'SHORT' || side === 'sell';

function realizationsOf(trade: ToldTrade) {
  const [entries, exits] = [fills(trade.executions, 'open'), fills(trade.executions, 'close')];
  return exits.map((exit, index) => {
    const points = total(entries.map((entry) => multiply(overlap(entry, exit), subtract(exit.price, entry.price))));
    const gross = multiply(falls(trade) ? negative(points) : points, multiplierOf(trade));
    const fees = add(exit.fees, total(entries.map((entry) => feeShare(entry, exits, index))));
    return { exit, gross, fees, net: subtract(gross, fees) };
  });
}

export function netUntil(trade: ToldTrade, moment: string): Rational {
  const known = realizationsOf(trade).filter(({ exit }) => exit.at <= moment);
  return total(known.map(({ net }) => net));
}

function rMultiple(trade: ToldTrade, firstStop: string | null, net: Rational | null): Rational | null {
  const entries = fills(trade.executions, 'open');
  const entry = average(entries);
  if (firstStop === null || net === null || entry === null) return null;
  const distance = subtract(entry, rational(firstStop));
  const risked = falls(trade) ? negative(distance) : distance;
  if (compare(risked, NONE) <= 0) return null;
  return divide(net, multiply(multiply(risked, quantityOf(entries)), multiplierOf(trade)), 4);
}

/** All that follows from what was said about a trade, counted from scratch. */
export function oracleFigures(trade: ToldTrade, firstStop: string | null) {
  const [entries, exits] = [fills(trade.executions, 'open'), fills(trade.executions, 'close')];
  const realizations = realizationsOf(trade);
  const some = realizations.length > 0;
  const net = some ? total(realizations.map((part) => part.net)) : null;
  const left = openQuantity(trade.executions);
  const atWork = total(entries.map(({ price, quantity }) => multiply(absolute(price), quantity)));
  const [entryAt, exitAt] = [entries[0]!.at, exits.at(-1)?.at ?? null];
  const closedAt = compare(left, NONE) === 0 ? exitAt : null;
  return {
    quantity: written(quantityOf(entries)),
    entryPrice: writtenOrNull(average(entries)),
    entryAt,
    exitPrice: writtenOrNull(average(exits)),
    exitAt,
    fees: written(total([...entries, ...exits].map(({ fees }) => fees))),
    status: closedAt === null ? 'open' : 'closed',
    openQuantity: written(left),
    grossPnl: some ? written(total(realizations.map(({ gross }) => gross))) : null,
    netPnl: writtenOrNull(net),
    pnlPercent: net && writtenOrNull(divide(net, multiply(atWork, multiplierOf(trade)), 4)),
    rMultiple: writtenOrNull(rMultiple(trade, firstStop, net)),
    closedAt,
    holdingSeconds: closedAt && seconds(entryAt, closedAt),
    realizations: realizations.map(({ exit, gross, fees, net: part }) => ({
      executionId: exit.id,
      at: exit.at,
      quantity: written(exit.quantity),
      gross: written(gross),
      fees: written(fees),
      net: written(part),
    })),
  };
}
