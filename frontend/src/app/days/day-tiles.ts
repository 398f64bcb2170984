import type { CurrencyStatistics, DayFill } from '@singularity/contract';
import { ZERO } from '@singularity/domain';
import { formatCount, formatMoney, formatRate, toneOf } from '../ui/format/money';
import type { TradeResult } from './day-figures';

/** A figure of the day; empty until it is known. */
interface Tile {
  readonly label: string;
  readonly value?: string;
  readonly tone?: string;
  readonly detail?: string;
  /** Of a trade, the fill that leads to it. */
  readonly trade?: DayFill;
}

type Figures = Pick<
  CurrencyStatistics,
  'currency' | 'netPnl' | 'grossPnl' | 'fees' | 'closedTrades' | 'wins' | 'losses' | 'breakeven' | 'winRate'
>;

/** The figures of a day on which nothing happened, but for its currency. */
export const NOTHING: Omit<Figures, 'currency'> = {
  ...{ netPnl: ZERO, grossPnl: ZERO, fees: ZERO, closedTrades: 0, wins: 0, losses: 0, breakeven: 0, winRate: null },
};

/** What the day came to. `results`: what each trade realized on it, the best first. */
export function tilesOf(figures: Figures | null, results: readonly TradeResult[]): readonly Tile[] {
  const labels = ['Net P&L', 'Trades closed', 'Win rate', 'Best trade', 'Worst trade'];
  if (!figures) return labels.map((label) => ({ label }));
  const { currency, netPnl, grossPnl, fees, closedTrades, wins, losses, breakeven, winRate } = figures;
  return [
    {
      label: 'Net P&L',
      value: formatMoney(netPnl, currency, 'always'),
      tone: toneOf(netPnl),
      detail: `${formatMoney(grossPnl, currency, 'always')} gross, ${formatMoney(fees, currency)} fees`,
    },
    {
      label: 'Trades closed',
      value: formatCount(closedTrades),
      detail: `${formatCount(wins)}W · ${formatCount(losses)}L · ${formatCount(breakeven)}BE`,
    },
    { label: 'Win rate', value: formatRate(winRate), detail: 'of closed trades' },
    tradeTile('Best trade', results[0], currency),
    tradeTile('Worst trade', results.length > 1 ? results.at(-1) : undefined, currency),
  ];
}

function tradeTile(label: string, result: TradeResult | undefined, currency: string): Tile {
  if (!result) return { label, value: '–' };
  return { label, value: formatMoney(result.net, currency, 'always'), tone: toneOf(result.net), trade: result.fill };
}
