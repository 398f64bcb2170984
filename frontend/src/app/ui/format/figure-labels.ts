import type { Figure, Part } from '@singularity/domain';
import { formatCount, formatMoney, formatNumber, formatPercent, formatR, formatRate } from './money';
import { formatDay } from './zoned-time';

/** `signed` money is profit or loss and shows which. */
type Unit = 'money' | 'signed' | 'rate' | 'percent' | 'ratio' | 'r' | 'count' | 'run' | 'day';

/** What figures, and the numbers that they are worked out of, are called. */
export const FIGURE_LABELS: Readonly<Record<Part, { readonly name: string; readonly unit: Unit }>> = {
  netPnl: { name: 'Net P&L', unit: 'signed' },
  grossPnl: { name: 'Gross P&L', unit: 'signed' },
  fees: { name: 'Fees', unit: 'money' },
  totalBalance: { name: 'Total balance', unit: 'money' },
  totalTrades: { name: 'Trades', unit: 'count' },
  openTrades: { name: 'Open trades', unit: 'count' },
  closedTrades: { name: 'Closed trades', unit: 'count' },
  wins: { name: 'Wins', unit: 'count' },
  losses: { name: 'Losses', unit: 'count' },
  breakeven: { name: 'Breakeven', unit: 'count' },
  winRate: { name: 'Win rate', unit: 'rate' },
  winRateDecided: { name: 'Win rate excl. breakeven', unit: 'rate' },
  profitFactor: { name: 'Profit factor', unit: 'ratio' },
  expectancy: { name: 'Expectancy', unit: 'signed' },
  averageWin: { name: 'Average win', unit: 'signed' },
  averageLoss: { name: 'Average loss', unit: 'signed' },
  payoffRatio: { name: 'Payoff ratio', unit: 'ratio' },
  largestWin: { name: 'Largest win', unit: 'signed' },
  largestLoss: { name: 'Largest loss', unit: 'signed' },
  currentStreak: { name: 'Current streak', unit: 'run' },
  longestWinStreak: { name: 'Longest winning streak', unit: 'count' },
  longestLossStreak: { name: 'Longest losing streak', unit: 'count' },
  averageR: { name: 'Average R', unit: 'r' },
  maxDrawdown: { name: 'Max drawdown', unit: 'money' },
  positiveNet: { name: 'Gross wins', unit: 'signed' },
  negativeNet: { name: 'Gross losses', unit: 'signed' },
  closedNet: { name: 'Net P&L of closed trades', unit: 'signed' },
  winNet: { name: 'Net P&L of wins', unit: 'signed' },
  lossNet: { name: 'Net P&L of losses', unit: 'signed' },
  rSum: { name: 'Total R', unit: 'r' },
  rTrades: { name: 'Trades with a stop', unit: 'count' },
  peak: { name: 'Peak equity', unit: 'money' },
  trough: { name: 'Trough equity', unit: 'money' },
  percent: { name: '% of peak', unit: 'percent' },
  peakDay: { name: 'Peak date', unit: 'day' },
  troughDay: { name: 'Trough date', unit: 'day' },
  startingBalance: { name: 'Starting balances', unit: 'money' },
  deposits: { name: 'Deposits', unit: 'signed' },
  withdrawals: { name: 'Withdrawals', unit: 'signed' },
  charges: { name: 'Account fees', unit: 'signed' },
  corrections: { name: 'Corrections', unit: 'signed' },
  realizedNet: { name: 'Realized net P&L', unit: 'signed' },
};

const FORMATS: Readonly<Record<Unit, (value: string, currency: string) => string>> = {
  money: (value, currency) => formatMoney(value, currency),
  signed: (value, currency) => formatMoney(value, currency, 'always'),
  rate: (value) => formatRate(value),
  percent: (value) => formatPercent(value),
  ratio: (value) => formatNumber(value, { places: 2, least: 2 }),
  r: formatR,
  count: (value) => formatNumber(value),
  run: (value) => runOf(Number(value)),
  day: formatDay,
};

/** A figure or a part of one, as the dashboard shows it. */
export function formatFigure(part: Part, value: string | null, currency: string): string {
  return value === null ? '–' : FORMATS[FIGURE_LABELS[part].unit](value, currency);
}

/** Whether the sign of a figure is news. */
export function isSigned(part: Part): boolean {
  return FIGURE_LABELS[part].unit === 'signed';
}

/** `2` → `2 wins`, `-1` → `1 loss`. */
export function runOf(count: number): string {
  if (count === 0) return '–';
  return count > 0 ? plural(count, 'win') : plural(-count, 'loss', 'losses');
}

/** `1 trade`, `1,234 trades`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** `netPnl` → `Net P&L`. */
export function nameOf(figure: Figure): string {
  return FIGURE_LABELS[figure].name;
}
