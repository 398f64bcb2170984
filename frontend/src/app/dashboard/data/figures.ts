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
    definition:
      'What every closing execution made real, after fees. Open trades count with what they have realized so far.',
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
    days: `made ${before.from === before.to ? formatDay(before.from) : `${formatDay(before.from)} – ${formatDay(before.to)}`}`,
  };
}

export function winRateOf({ winRate, wins, losses, breakeven }: CurrencyStatistics): Figure {
  return {
    ...named('winRate'),
    value: formatRate(winRate),
    detail: `${formatCount(wins)}W · ${formatCount(losses)}L · ${formatCount(breakeven)}BE`,
    definition: 'Wins ÷ closed trades. A trade within the breakeven tolerance is neither won nor lost.',
  };
}

export function profitFactorOf({ profitFactor }: CurrencyStatistics): Figure {
  return {
    ...named('profitFactor'),
    value: formatNumber(profitFactor, { places: 2, least: 2 }),
    detail: 'won for each unit lost',
    definition: 'The sum of all positive nets ÷ the sum of all negative ones, over closed trades.',
  };
}

export function expectancyOf({ expectancy, currency }: CurrencyStatistics): Figure {
  return {
    ...named('expectancy'),
    value: formatMoney(expectancy, currency, 'always'),
    detail: 'per closed trade',
    definition: 'The net of all closed trades ÷ their number.',
    tone: toneOf(expectancy),
  };
}

export function streakOf({ currentStreak, longestWinStreak, longestLossStreak }: CurrencyStatistics): Figure {
  const tones = { 1: 'profit', '-1': 'loss', 0: '' } as const;
  return {
    ...named('currentStreak'),
    value: runOf(currentStreak),
    detail: `longest ${formatCount(longestWinStreak)}W, ${formatCount(longestLossStreak)}L`,
    definition:
      'Trades won or lost in a row, in the order in which they closed. A breakeven neither extends nor ends a streak.',
    tone: tones[Math.sign(currentStreak) as keyof typeof tones],
  };
}

export function balanceOf({ totalBalance, totalAccounts, currency }: CurrencyStatistics): Figure {
  return {
    ...named('totalBalance'),
    value: formatMoney(totalBalance, currency),
    detail: plural(totalAccounts, 'account'),
    definition:
      'Starting balances + deposits − withdrawals + corrections + realized net P&L of these accounts, up to now.',
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
      definition: 'All recorded trades. Rates and averages count the closed ones, at the time of their last exit.',
    },
    {
      ...named('maxDrawdown'),
      value: formatMoney(maxDrawdown.amount, currency),
      detail: drawdownDetail(maxDrawdown),
      definition:
        'The largest fall of the equity from a peak, and that fall as a part of the peak. Deposits and withdrawals do not count.',
    },
    {
      ...named('averageR'),
      value: formatR(stats.averageR),
      detail: `${plural(stats.rTrades, 'trade')} with a stop`,
      definition: 'Net P&L in units of the risk first taken: the distance from entry to the first stop.',
    },
    {
      ...named('largestWin'),
      value: formatMoney(stats.largestWin, currency, 'always'),
      detail: heldFor(stats.averageWinHoldingSeconds),
      definition: 'The highest net of a closed trade, and how long won trades were held.',
      tone: toneOf(stats.largestWin),
    },
    {
      ...named('largestLoss'),
      value: formatMoney(stats.largestLoss, currency, 'always'),
      detail: heldFor(stats.averageLossHoldingSeconds),
      definition: 'The lowest net of a closed trade, and how long lost trades were held.',
      tone: toneOf(stats.largestLoss),
    },
  ];
}

function drawdownDetail({ percent, from, to }: CurrencyStatistics['maxDrawdown']): string {
  if (from === null || to === null) return 'never below a peak';
  const part = percent === null ? '' : `${formatPercent(percent)}, `;
  return `${part}${formatDay(from)} – ${formatDay(to)}`;
}

/** `3660` → `held 1h 1m on average`. */
export function heldFor(seconds: number | null): string {
  if (seconds === null) return 'none';
  return `held ${formatDuration(seconds)} on average`;
}
