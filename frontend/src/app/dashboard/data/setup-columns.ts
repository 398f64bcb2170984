import { decimal, exactly } from '@singularity/domain';
import type { Setup } from '@singularity/domain';
import { formatCount, formatMoney, formatNumber, formatR, formatRate, toneOf } from '../../ui/format/money';

/** A column of the table of setups. Its value sorts it; what has none comes last, whichever way. */
export interface SetupColumn {
  readonly name: string;
  readonly definition: string;
  valueOf(setup: Setup): string | number | null;
  textOf(setup: Setup, currency: string): string;
  readonly tone?: true;
}

const money = (value: (setup: Setup) => string | null) => ({
  valueOf: value,
  textOf: (setup: Setup, currency: string) => formatMoney(value(setup), currency, 'always'),
  tone: true as const,
});

const NET_PNL: SetupColumn = {
  name: 'Net P&L',
  definition: 'Realized P&L of these trades, after fees.',
  ...money((setup) => setup.netPnl),
};

export const SETUP_COLUMNS: readonly SetupColumn[] = [
  NET_PNL,
  {
    name: 'Trades',
    definition: 'Closed trades. A trade counts under each of its tags.',
    valueOf: (setup) => setup.closedTrades,
    textOf: (setup) => formatCount(setup.closedTrades),
  },
  {
    name: 'Win rate',
    definition: 'Wins ÷ closed trades.',
    valueOf: (setup) => setup.winRate,
    textOf: (setup) => formatRate(setup.winRate),
  },
  {
    name: 'Expectancy',
    definition: 'Average net P&L per closed trade.',
    ...money((setup) => setup.expectancy),
  },
  {
    name: 'Profit factor',
    definition: 'Gross wins ÷ gross losses.',
    valueOf: (setup) => setup.profitFactor,
    textOf: (setup) => formatNumber(setup.profitFactor, { places: 2, least: 2 }),
  },
  { name: 'Average win', definition: 'Average net P&L of winning trades.', ...money((setup) => setup.averageWin) },
  {
    name: 'Average loss',
    definition: 'Average net P&L of losing trades.',
    ...money((setup) => setup.averageLoss),
  },
  {
    name: 'Average R',
    definition: 'Average net P&L ÷ initial risk, over trades with a stop.',
    valueOf: (setup) => setup.averageR,
    textOf: (setup) => formatR(setup.averageR),
  },
];

export interface SetupOrder {
  readonly column: SetupColumn;
  readonly descending: boolean;
}

export const BEST_FIRST: SetupOrder = { column: NET_PNL, descending: true };

/** Equal ones stay in the order of their tags. */
export function inOrder(setups: readonly Setup[], { column, descending }: SetupOrder): readonly Setup[] {
  return setups.toSorted((a, b) => {
    const [left, right] = [column.valueOf(a), column.valueOf(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    const order = decimal(exactly(String(left))).cmp(decimal(exactly(String(right))));
    return descending ? -order : order;
  });
}

export function toneIn(column: SetupColumn, setup: Setup): 'profit' | 'loss' | '' {
  const value = column.valueOf(setup);
  return column.tone && typeof value === 'string' ? toneOf(value) : '';
}
