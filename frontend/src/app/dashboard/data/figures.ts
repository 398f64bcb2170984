import type { CurrencyStatistics } from '@singularity/contract';
import { decimal, exactly, toText } from '@singularity/domain';
import type { Figure as FigureKey } from '@singularity/domain';
import { formatDuration } from '../../ui/format/duration';
import { nameOf, plural, runOf } from '../../ui/format/figure-labels';
import {
  formatCount,
  formatMoney,
  formatNumber,
  formatPercent,
  formatR,
  formatRate,
  toneOf,
} from '../../ui/format/money';
import { formatDay } from '../../ui/format/zoned-time';

/** One number of the dashboard, with what it means. */
export interface Figure {
  readonly key: FigureKey;
  readonly label: string;
  readonly value: string;
  readonly detail: string;
  readonly definition: string;
  /** Where the sign of the number is news. */
  readonly tone?: 'profit' | 'loss' | '';
}

function named(key: FigureKey): Pick<Figure, 'key' | 'label'> {
  return { key, label: nameOf(key) };
}

export function netPnlOf({ netPnl, grossPnl, fees, currency }: CurrencyStatistics): Figure {
  return {
    ...named('netPnl'),
    value: formatMoney(netPnl, currency, 'always'),
    detail: `${formatMoney(grossPnl, currency, 'always')} gross, ${formatMoney(fees, currency)} fees`,
    definition: 'Realized P&L after fees. Open trades count with what they have realized so far.',
    tone: toneOf(netPnl),
  };
}

export interface Change {
  readonly amount: string;
  /** What it is measured against, and when that was made. */
  readonly before: string;
  readonly days: string;
}

/** How much more or less was made than in the days before. */
export function changeSince(
  before: { readonly netPnl: string; readonly from: string; readonly to: string },
  { netPnl, currency }: CurrencyStatistics,
): Change {
  return {
    amount: toText(decimal(exactly(netPnl)).minus(decimal(exactly(before.netPnl)))),
    before: formatMoney(before.netPnl, currency, 'always'),
    days: `${before.from === before.to ? formatDay(before.from) : `${formatDay(before.from)} – ${formatDay(before.to)}`}`,
  };
}

export function winRateOf({ winRate, wins, losses, breakeven }: CurrencyStatistics): Figure {
  return {
    ...named('winRate'),
    value: formatRate(winRate),
    detail: `${formatCount(wins)}W · ${formatCount(losses)}L · ${formatCount(breakeven)}BE`,
    definition: 'Wins ÷ closed trades. A trade within the breakeven tolerance is neither a win nor a loss.',
  };
}

export function profitFactorOf({ profitFactor }: CurrencyStatistics): Figure {
  return {
    ...named('profitFactor'),
    value: formatNumber(profitFactor, { places: 2, least: 2 }),
    detail: 'gross wins ÷ gross losses',
    definition: 'Gross wins ÷ gross losses of closed trades. Above 1 you make money.',
  };
}

export function expectancyOf({ expectancy, currency }: CurrencyStatistics): Figure {
  return {
    ...named('expectancy'),
    value: formatMoney(expectancy, currency, 'always'),
    detail: 'per closed trade',
    definition: 'Average net P&L per closed trade.',
    tone: toneOf(expectancy),
  };
}

export function streakOf({ currentStreak, longestWinStreak, longestLossStreak }: CurrencyStatistics): Figure {
  const tones = { 1: 'profit', '-1': 'loss', 0: '' } as const;
  return {
    ...named('currentStreak'),
    value: runOf(currentStreak),
    detail: `longest ${formatCount(longestWinStreak)}W, ${formatCount(longestLossStreak)}L`,
    definition: 'Wins or losses in a row, by close time. A breakeven trade neither extends nor ends a streak.',
    tone: tones[Math.sign(currentStreak) as keyof typeof tones],
  };
}

export function balanceOf({ totalBalance, totalAccounts, currency }: CurrencyStatistics): Figure {
  return {
    ...named('totalBalance'),
    value: formatMoney(totalBalance, currency),
    detail: plural(totalAccounts, 'account'),
    definition: 'Starting balances + deposits − withdrawals − account fees ± corrections + realized net P&L, to date.',
  };
}

/** The numbers that come second. */
export function furtherFiguresOf(stats: CurrencyStatistics): readonly Figure[] {
  const { currency, maxDrawdown } = stats;
  return [
    {
      ...named('totalTrades'),
      value: formatCount(stats.totalTrades),
      detail: `${formatCount(stats.openTrades)} open, ${formatCount(stats.closedTrades)} closed`,
      definition: 'All trades. Rates and averages count closed trades, by close time.',
    },
    {
      ...named('maxDrawdown'),
      value: formatMoney(maxDrawdown.amount, currency),
      detail: drawdownDetail(maxDrawdown),
      definition:
        'The largest drop of equity from a peak, in money and in % of the peak. Deposits and withdrawals do not count.',
    },
    {
      ...named('averageR'),
      value: formatR(stats.averageR),
      detail: `${plural(stats.rTrades, 'trade')} with a stop`,
      definition: 'Average net P&L ÷ initial risk, which is the distance from entry to the first stop.',
    },
    {
      ...named('largestWin'),
      value: formatMoney(stats.largestWin, currency, 'always'),
      detail: heldFor(stats.averageWinHoldingSeconds),
      definition: 'The best net P&L of a closed trade, and the average hold time of wins.',
      tone: toneOf(stats.largestWin),
    },
    {
      ...named('largestLoss'),
      value: formatMoney(stats.largestLoss, currency, 'always'),
      detail: heldFor(stats.averageLossHoldingSeconds),
      definition: 'The worst net P&L of a closed trade, and the average hold time of losses.',
      tone: toneOf(stats.largestLoss),
    },
  ];
}

function drawdownDetail({ percent, from, to }: CurrencyStatistics['maxDrawdown']): string {
  if (from === null || to === null) return 'no drawdown';
  const part = percent === null ? '' : `${formatPercent(percent)}, `;
  return `${part}${formatDay(from)} – ${formatDay(to)}`;
}

/** `3660` → `avg hold 1h 1m`. */
export function heldFor(seconds: number | null): string {
  if (seconds === null) return 'none';
  return `avg hold ${formatDuration(seconds)}`;
}
