import type { AccountBalance } from '@singularity/contract';
import { FIGURES } from '@singularity/domain';
import type { Figure, Part } from '@singularity/domain';
import { FIGURE_LABELS, formatFigure, plural } from '../ui/format/figure-labels';
import type { Explained } from './explain-pages';

type Said = Pick<Explained, 'figure' | 'value' | 'currency' | 'parts'>;

/** One number that a figure is worked out of; those that are figures themselves can be taken apart in turn. */
export interface PartLine {
  readonly part: Part;
  readonly name: string;
  readonly value: string;
  readonly figure: Figure | null;
}

export function partLinesOf({ parts, currency }: Said): readonly PartLine[] {
  return (Object.entries(parts) as [Part, string | null][]).map(([part, value]) => ({
    part,
    name: FIGURE_LABELS[part].name,
    value: formatFigure(part, value, currency),
    figure: FIGURES.find((figure) => figure === part) ?? null,
  }));
}

/** What a formula may say: numbers as they are shown, their sizes without a sign, and counts with their noun. */
interface Say {
  readonly shown: (part: Part) => string;
  readonly size: (part: Part) => string;
  readonly counted: (part: Part, noun: string) => string;
  readonly sum: (...terms: readonly (readonly [Part, string])[]) => string;
}

const FORMULAS: Readonly<Record<Figure, (say: Say) => string>> = {
  netPnl: ({ shown, sum }) => `${shown('grossPnl')} gross${sum(['fees', 'fees'])}`,
  grossPnl: ({ shown }) => `${shown('netPnl')} net + ${shown('fees')} fees`,
  fees: ({ shown, sum }) => `${shown('grossPnl')} gross${sum(['netPnl', 'net'])}`,
  totalBalance: ({ shown, sum }) =>
    shown('startingBalance') +
    ' starting balance' +
    sum(
      ['deposits', 'deposits'],
      ['withdrawals', 'withdrawals'],
      ['charges', 'account fees'],
      ['corrections', 'corrections'],
      ['realizedNet', 'realized P&L'],
    ),
  totalTrades: ({ shown }) => `${shown('closedTrades')} closed + ${shown('openTrades')} open`,
  openTrades: ({ shown }) => `${shown('totalTrades')} total − ${shown('closedTrades')} closed`,
  closedTrades: ({ counted, shown }) =>
    `${counted('wins', 'win')} + ${counted('losses', 'loss')} + ${shown('breakeven')} breakeven`,
  wins: ({ counted }) => `winners out of ${counted('closedTrades', 'closed trade')}`,
  losses: ({ counted }) => `losers out of ${counted('closedTrades', 'closed trade')}`,
  breakeven: ({ counted, shown }) =>
    `${shown('closedTrades')} closed − ${counted('wins', 'win')} − ${counted('losses', 'loss')}`,
  winRate: ({ counted, shown }) => `${counted('wins', 'win')} ÷ ${shown('closedTrades')} closed`,
  winRateDecided: ({ counted }) =>
    `${counted('wins', 'win')} ÷ (${counted('wins', 'win')} + ${counted('losses', 'loss')})`,
  profitFactor: ({ size }) => `${size('positiveNet')} gross wins ÷ ${size('negativeNet')} gross losses`,
  expectancy: ({ shown, counted }) => `${shown('closedNet')} net ÷ ${counted('closedTrades', 'closed trade')}`,
  averageWin: ({ shown, counted }) => `${shown('winNet')} ÷ ${counted('wins', 'win')}`,
  averageLoss: ({ shown, counted }) => `${shown('lossNet')} ÷ ${counted('losses', 'loss')}`,
  payoffRatio: ({ size }) => `${size('averageWin')} average win ÷ ${size('averageLoss')} average loss`,
  largestWin: ({ counted }) => `best net P&L of ${counted('wins', 'win')}`,
  largestLoss: ({ counted }) => `worst net P&L of ${counted('losses', 'loss')}`,
  currentStreak: () => 'wins or losses in a row up to the last closed trade',
  longestWinStreak: () => 'most wins in a row, by close time',
  longestLossStreak: () => 'most losses in a row, by close time',
  averageR: ({ shown, counted }) => `${shown('rSum')} ÷ ${counted('rTrades', 'trade')} with a stop`,
  maxDrawdown: ({ shown, sum }) => `${shown('peak')} peak${sum(['trough', 'trough'])}`,
};

/** What a sum has less of, the more of it there is. */
const TAKEN_AWAY: readonly Part[] = ['fees', 'netPnl', 'trough'];

/** Formulas that tell rather than calculate. */
const TOLD: readonly Figure[] = [
  'wins',
  'losses',
  'largestWin',
  'largestLoss',
  'currentStreak',
  'longestWinStreak',
  'longestLossStreak',
];

/** `Profit factor = $1,240.50 gross wins ÷ $810.20 gross losses = 1.53`. */
export function formulaOf(explained: Said): string {
  const { figure, value, currency } = explained;
  const name = FIGURE_LABELS[figure].name;
  if (figure === 'maxDrawdown' && explained.parts.peak === null) return `${name}: equity never fell below a peak`;
  const formula = FORMULAS[figure](sayOf(explained));
  if (TOLD.includes(figure)) return `${name} = ${formula}`;
  const result = value === null ? 'n/a' : formatFigure(figure, value, currency);
  return `${name} = ${formula} = ${result}`;
}

/** What the balance of one account is made of. */
export function balanceLabel(account: AccountBalance, currency: string): string {
  return FORMULAS.totalBalance(sayOf({ parts: account, currency }));
}

function sayOf({ parts, currency }: Pick<Said, 'parts' | 'currency'>): Say {
  const valueOf = (part: Part) => parts[part] ?? null;
  const sizeOf = (part: Part) => valueOf(part)?.replace('-', '') ?? null;
  const size = (part: Part) => formatFigure(part, sizeOf(part), currency).replace('+', '');
  return {
    shown: (part) => formatFigure(part, valueOf(part), currency),
    size,
    counted: (part, noun) => plural(Number(valueOf(part)), noun, noun === 'loss' ? 'losses' : `${noun}s`),
    sum: (...terms) =>
      terms
        .filter(([part]) => valueOf(part) !== '0')
        .map(([part, word]) => {
          const takes = TAKEN_AWAY.includes(part) !== (valueOf(part)?.startsWith('-') ?? false);
          return ` ${takes ? '−' : '+'} ${size(part)} ${word}`;
        })
        .join(''),
  };
}
