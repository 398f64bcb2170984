import { decimal, sum, toText, zero, ZERO } from '../money/decimal.js';
import type { DecimalText } from '../money/decimal.js';
import type { Instant } from '../time/instant.js';
import type { TradeStatus } from '../trade/trade.view.js';
import { FIGURE_RULES } from './figure.js';
import type { Counted, Figure } from './figure.js';
import { compareItems, resultOf } from './stat-item.js';
import type { RealizationItem, TradeResult } from './stat-item.js';

/** A trade as a whole, at the moment at which it counts: its close, or its entry while it is open. */
export interface CountedTrade {
  readonly tradeId: string;
  readonly at: Instant;
  readonly status: TradeStatus;
  /** Realized so far. */
  readonly net: DecimalText;
  readonly rMultiple: DecimalText | null;
}

/** What one trade adds to a figure. */
export interface Contribution {
  readonly tradeId: string;
  /** When it last did. */
  readonly at: Instant;
  /** Money, or a multiple of the risk for the average R. */
  readonly contribution: DecimalText;
  /** How a whole trade counts; null where only its money does, and while it is open. */
  readonly result: TradeResult | null;
}

export interface Made {
  readonly realizations: readonly RealizationItem[];
  readonly trades: readonly CountedTrade[];
}

/** What each trade adds to a figure, out of what was made in one currency; in no order. What adds no money is left out. */
export function contributionsTo(
  figure: Figure,
  { realizations, trades }: Made,
  tolerance: DecimalText,
): readonly Contribution[] {
  const rule = FIGURE_RULES[figure];
  switch (rule.from) {
    case 'realizations':
      return byTrade(realizations, rule.adds);
    case 'accounts':
      return byTrade(
        realizations.filter(({ accountId }) => accountId !== null),
        'net',
      );
    case 'trades':
      return trades
        .filter((trade) => counts(trade, rule.counted, tolerance))
        .map((trade) => toContribution(trade, rule.adds, tolerance));
    case 'streak':
      return runsOf(trades, tolerance)[rule.run].map((trade) => toContribution(trade, 'net', tolerance));
    case 'fall':
      return byTrade(largestFall(realizations), 'net');
  }
}

export function toContribution(
  { tradeId, at, status, net, rMultiple }: CountedTrade,
  adds: 'net' | 'rMultiple',
  tolerance: DecimalText,
): Contribution {
  const contribution = adds === 'net' ? net : (rMultiple ?? ZERO);
  return { tradeId, at, contribution, result: status === 'open' ? null : resultOf(net, tolerance) };
}

function counts({ status, net, rMultiple }: CountedTrade, counted: Counted, tolerance: DecimalText): boolean {
  if (counted === 'all') return true;
  if (counted === 'open' || status === 'open') return counted === status;
  const result = resultOf(net, tolerance);
  return {
    closed: true,
    won: result === 'win',
    lost: result === 'loss',
    even: result === 'breakeven',
    decided: result !== 'breakeven',
    moving: net !== ZERO,
    risked: rMultiple !== null,
  }[counted];
}

function byTrade(items: readonly RealizationItem[], adds: 'gross' | 'fees' | 'net'): readonly Contribution[] {
  return [...Map.groupBy(items, ({ tradeId }) => tradeId)]
    .map(([tradeId, group]) => ({
      tradeId,
      at: group.reduce((last, { at }) => (at > last ? at : last), group[0]?.at ?? ('' as Instant)),
      contribution: toText(sum(group.map((item) => decimal(item[adds])))),
      result: null,
    }))
    .filter(({ contribution }) => contribution !== ZERO);
}

/** Runs of wins or losses in closing order, which a breakeven neither extends nor ends. Of equal ones the first is longest. */
function runsOf(trades: readonly CountedTrade[], tolerance: DecimalText) {
  const runs = { last: [] as CountedTrade[], longestWin: [] as CountedTrade[], longestLoss: [] as CountedTrade[] };
  let before: TradeResult | null = null;
  for (const trade of trades.filter((one) => counts(one, 'decided', tolerance)).toSorted(compareCloses)) {
    const result = resultOf(trade.net, tolerance);
    if (result !== before) runs.last = [];
    runs.last.push(trade);
    const longest = result === 'win' ? 'longestWin' : 'longestLoss';
    if (runs.last.length > runs[longest].length) runs[longest] = runs.last;
    before = result;
  }
  return runs;
}

function compareCloses(a: CountedTrade, b: CountedTrade): number {
  return a.at + a.tradeId < b.at + b.tradeId ? -1 : 1;
}

/** What was made real between the peak and the trough of the largest fall: the first of equal ones, from its first peak. */
function largestFall(realizations: readonly RealizationItem[]): readonly RealizationItem[] {
  const items = realizations.toSorted(compareItems);
  let [pnl, high, peak] = [zero, zero, 0];
  let deepest = { amount: zero, peak: 0, trough: 0 };
  items.forEach(({ net }, index) => {
    pnl = pnl.plus(decimal(net));
    if (pnl.gt(high)) [high, peak] = [pnl, index + 1];
    const amount = high.minus(pnl);
    if (amount.gt(deepest.amount)) deepest = { amount, peak, trough: index + 1 };
  });
  return items.slice(deepest.peak, deepest.trough);
}
