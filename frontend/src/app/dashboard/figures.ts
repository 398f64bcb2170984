import type { CurrencyStatistics } from '@singularity/contract';
import { formatMoney, formatNumber, formatPercent, formatR, toneOf } from '../ui/money';
import { formatDay } from '../ui/zoned-time';

/** One number of the dashboard, with what it means. */
export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly detail: string;
  readonly definition: string;
  /** Where the sign of the number is news. */
  readonly tone?: 'profit' | 'loss' | '';
}

/** The numbers that come first. */
export function headlinesOf(stats: CurrencyStatistics): readonly Figure[] {
  const { currency } = stats;
  return [
    {
      label: 'Net P&L',
      value: formatMoney(stats.netPnl, currency, 'always'),
      detail: `${formatMoney(stats.grossPnl, currency, 'always')} gross, ${formatMoney(stats.fees, currency)} fees`,
      definition:
        'What every closing execution made real, after fees. Open trades count with what they have realized so far.',
      tone: toneOf(stats.netPnl),
    },
    {
      label: 'Win rate',
      value: formatPercent(stats.winRate),
      detail: `${stats.wins}W · ${stats.losses}L · ${stats.breakeven}BE`,
      definition: 'Wins ÷ closed trades. A trade within the breakeven tolerance is neither won nor lost.',
    },
    {
      label: 'Profit factor',
      value: formatNumber(stats.profitFactor, { places: 2, least: 2 }),
      detail: 'won for each unit lost',
      definition: 'The sum of all positive nets ÷ the sum of all negative ones, over closed trades.',
    },
    {
      label: 'Expectancy',
      value: formatMoney(stats.expectancy, currency, 'always'),
      detail: 'per closed trade',
      definition: 'The net of all closed trades ÷ their number.',
      tone: toneOf(stats.expectancy),
    },
    {
      label: 'Total balance',
      value: formatMoney(stats.totalBalance, currency),
      detail: counted(stats.totalAccounts, 'account'),
      definition:
        'Starting balances + deposits − withdrawals + corrections + realized net P&L, over all accounts in this currency.',
    },
  ];
}

/** The numbers below them. */
export function figuresOf(stats: CurrencyStatistics): readonly Figure[] {
  return [...averagesOf(stats), ...risksOf(stats)];
}

function averagesOf(stats: CurrencyStatistics): readonly Figure[] {
  const { currency } = stats;
  return [
    {
      label: 'Trades',
      value: formatNumber(String(stats.totalTrades)),
      detail: `${stats.openTrades} open, ${stats.closedTrades} closed`,
      definition: 'All recorded trades. Rates and averages count the closed ones, at the time of their last exit.',
    },
    {
      label: 'Average win',
      value: formatMoney(stats.averageWin, currency, 'always'),
      detail: `largest ${formatMoney(stats.largestWin, currency, 'always')}`,
      definition: 'The net of all won trades ÷ their number.',
      tone: toneOf(stats.averageWin),
    },
    {
      label: 'Average loss',
      value: formatMoney(stats.averageLoss, currency, 'always'),
      detail: `largest ${formatMoney(stats.largestLoss, currency, 'always')}`,
      definition: 'The net of all lost trades ÷ their number.',
      tone: toneOf(stats.averageLoss),
    },
    {
      label: 'Payoff ratio',
      value: formatNumber(stats.payoffRatio, { places: 2, least: 2 }),
      detail: 'average win to average loss',
      definition: 'Average win ÷ the size of the average loss.',
    },
  ];
}

function risksOf(stats: CurrencyStatistics): readonly Figure[] {
  const { maxDrawdown } = stats;
  return [
    {
      label: 'Max drawdown',
      value: formatMoney(maxDrawdown.amount, stats.currency),
      detail: drawdownDetail(maxDrawdown),
      definition:
        'The largest fall of the equity from a peak, and that fall as a part of the peak. Deposits and withdrawals do not count.',
    },
    {
      label: 'Average R',
      value: formatR(stats.averageR),
      detail: `${counted(stats.rTrades, 'trade')} with a stop`,
      definition: 'Net P&L in units of the risk first taken: the distance from entry to the first stop.',
    },
    {
      label: 'Streak',
      value: streak(stats.currentStreak),
      detail: `longest ${stats.longestWinStreak}W, ${stats.longestLossStreak}L`,
      definition:
        'Trades won or lost in a row, in the order in which they closed. A breakeven neither extends nor ends a streak.',
    },
  ];
}

function drawdownDetail({ percent, from, to }: CurrencyStatistics['maxDrawdown']): string {
  if (from === null || to === null) return 'never below a peak';
  const part = percent === null ? '' : `${formatPercent(percent)}, `;
  return `${part}${formatDay(from)} – ${formatDay(to)}`;
}

function streak(count: number): string {
  if (count === 0) return '–';
  return count > 0 ? `${count}W` : `${-count}L`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
