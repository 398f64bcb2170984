import { decimal, toText } from '../money/decimal.js';
import type { DecimalText } from '../money/decimal.js';
import type { Tally } from './bucket.js';
import type { Statistics } from './statistics.js';

export const FIGURES = [
  'netPnl',
  'grossPnl',
  'fees',
  'totalBalance',
  'totalTrades',
  'openTrades',
  'closedTrades',
  'wins',
  'losses',
  'breakeven',
  'winRate',
  'winRateDecided',
  'profitFactor',
  'expectancy',
  'averageWin',
  'averageLoss',
  'payoffRatio',
  'largestWin',
  'largestLoss',
  'currentStreak',
  'longestWinStreak',
  'longestLossStreak',
  'averageR',
  'maxDrawdown',
] as const;
/** A figure of the statistics that can be taken apart. */
export type Figure = (typeof FIGURES)[number];

/** `decided` are won or lost, `moving` are those whose net is not zero, `risked` are those that have an R. */
export type Counted = 'all' | 'open' | 'closed' | 'won' | 'lost' | 'even' | 'decided' | 'moving' | 'risked';

/** Which trades a figure is made of, and what each of them adds. */
export type FigureRule =
  /** Money that was made real in the range. */
  | { readonly from: 'realizations'; readonly adds: 'gross' | 'fees' | 'net' }
  /** Net that was ever made real in the accounts, whatever else is asked. */
  | { readonly from: 'accounts' }
  /** Whole trades: at their close, or at their entry while they are open. */
  | { readonly from: 'trades'; readonly counted: Counted; readonly adds: 'net' | 'rMultiple' }
  /** Whole trades of one run of wins or losses. */
  | { readonly from: 'streak'; readonly run: 'last' | 'longestWin' | 'longestLoss' }
  /** Net that was made real between the peak and the trough of the largest fall. */
  | { readonly from: 'fall' };

const trades = (counted: Counted): FigureRule => ({ from: 'trades', counted, adds: 'net' });

export const FIGURE_RULES: Readonly<Record<Figure, FigureRule>> = {
  netPnl: { from: 'realizations', adds: 'net' },
  grossPnl: { from: 'realizations', adds: 'gross' },
  fees: { from: 'realizations', adds: 'fees' },
  totalBalance: { from: 'accounts' },
  totalTrades: trades('all'),
  openTrades: trades('open'),
  closedTrades: trades('closed'),
  wins: trades('won'),
  losses: trades('lost'),
  breakeven: trades('even'),
  winRate: trades('closed'),
  winRateDecided: trades('decided'),
  profitFactor: trades('moving'),
  expectancy: trades('closed'),
  averageWin: trades('won'),
  averageLoss: trades('lost'),
  payoffRatio: trades('decided'),
  largestWin: trades('won'),
  largestLoss: trades('lost'),
  currentStreak: { from: 'streak', run: 'last' },
  longestWinStreak: { from: 'streak', run: 'longestWin' },
  longestLossStreak: { from: 'streak', run: 'longestLoss' },
  averageR: { from: 'trades', counted: 'risked', adds: 'rMultiple' },
  maxDrawdown: { from: 'fall' },
};

/** Sums that stand in formulas and are no figures themselves. */
export type FormulaSum =
  | 'positiveNet'
  | 'negativeNet'
  | 'closedNet'
  | 'winNet'
  | 'lossNet'
  | 'rSum'
  | 'rTrades'
  | 'peak'
  | 'trough'
  | 'percent'
  | 'peakDay'
  | 'troughDay';

/** What the balance of accounts is made of; flows by their reasons, signed as they moved the balance. */
export const BALANCE_PARTS = [
  'startingBalance',
  'deposits',
  'withdrawals',
  'charges',
  'corrections',
  'realizedNet',
] as const;
export type BalancePart = (typeof BALANCE_PARTS)[number];

export type Part = Figure | FormulaSum | BalancePart;

/** What the formula of a figure needs, or what its number is best seen beside. */
const PARTS: Readonly<Record<Exclude<Figure, 'totalBalance'>, readonly Exclude<Part, BalancePart>[]>> = {
  netPnl: ['grossPnl', 'fees'],
  grossPnl: ['netPnl', 'fees'],
  fees: ['grossPnl', 'netPnl'],
  totalTrades: ['closedTrades', 'openTrades'],
  openTrades: ['totalTrades', 'closedTrades'],
  closedTrades: ['wins', 'losses', 'breakeven'],
  wins: ['closedTrades', 'winNet'],
  losses: ['closedTrades', 'lossNet'],
  breakeven: ['closedTrades', 'wins', 'losses'],
  winRate: ['wins', 'losses', 'breakeven', 'closedTrades', 'winRateDecided'],
  winRateDecided: ['wins', 'losses', 'winRate'],
  profitFactor: ['positiveNet', 'negativeNet'],
  expectancy: ['closedNet', 'closedTrades'],
  averageWin: ['winNet', 'wins'],
  averageLoss: ['lossNet', 'losses'],
  payoffRatio: ['averageWin', 'averageLoss'],
  largestWin: ['wins', 'averageWin'],
  largestLoss: ['losses', 'averageLoss'],
  currentStreak: ['longestWinStreak', 'longestLossStreak'],
  longestWinStreak: ['currentStreak', 'longestLossStreak'],
  longestLossStreak: ['currentStreak', 'longestWinStreak'],
  averageR: ['rSum', 'rTrades'],
  maxDrawdown: ['peak', 'trough', 'percent', 'peakDay', 'troughDay'],
};

export interface FigureStatistics extends Statistics {
  readonly totalBalance: string;
  readonly totalTrades: number;
  readonly openTrades: number;
}

/** The number of a figure as a text; null where it has no denominator. */
export function figureOf(figure: Figure, statistics: FigureStatistics): string | null {
  const value = figure === 'maxDrawdown' ? statistics.maxDrawdown.amount : statistics[figure];
  return value === null ? null : String(value);
}

/** What a figure is worked out of: numbers as texts, and days. That of a balance is known by its accounts instead. */
export function partsOf(
  figure: Exclude<Figure, 'totalBalance'>,
  statistics: FigureStatistics,
  bucket: Tally,
  base: DecimalText,
): Readonly<Partial<Record<Part, string | null>>> {
  const sums = { ...sumsOf(bucket), ...fallOf(statistics, bucket, base) };
  return Object.fromEntries(
    PARTS[figure].map((part) => [part, part in sums ? sums[part as FormulaSum] : figureOf(part as Figure, statistics)]),
  );
}

function sumsOf({ positiveNet, negativeNet, closedNet, winNet, lossNet, rSum, rTrades }: Tally) {
  return { positiveNet, negativeNet, closedNet, winNet, lossNet, rSum, rTrades: String(rTrades) };
}

function fallOf({ maxDrawdown: { percent, from, to } }: Statistics, { curve: { fall } }: Tally, base: DecimalText) {
  const peak = fall && decimal(base).plus(decimal(fall.peak));
  return {
    peak: peak && toText(peak),
    trough: peak && toText(peak.minus(decimal(fall.amount))),
    percent,
    peakDay: from,
    troughDay: to,
  };
}
