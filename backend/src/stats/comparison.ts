import { DIFFERENCE_KINDS, PAGE_SIZE } from '@singularity/contract';
import type { CompareAnswer, ComparedFigures, CurrencyStatistics, DifferenceKind } from '@singularity/contract';
import { METRICS_VERSION, ZERO } from '@singularity/domain';
import { invalidFields } from '../http/problem.js';
import { once } from '../past/folded-ledger.js';
import type { FoldedLedger } from '../past/folded-ledger.js';
import { differencesBetween, sortKeyOf } from './differences.js';
import { NOTHING, portfolioOf, toStatistics } from './portfolio.js';
import { pastWholes } from './portfolio.past.js';

export interface ComparePage {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** What became of a ledger from one version to a later one. */
export function compare(
  { cursor, limit = PAGE_SIZE.default }: ComparePage,
  before: FoldedLedger,
  after: FoldedLedger,
): CompareAnswer {
  const all = differencesBetween(before, after);
  const start = cursor === undefined ? null : readCursor(cursor);
  const rest = start === null ? all : all.filter((difference) => sortKeyOf(difference) < start);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return {
    fromVersion: before.version,
    toVersion: after.version,
    metrics: METRICS_VERSION,
    currencies: currenciesOf(before, after),
    counts: Object.fromEntries(
      DIFFERENCE_KINDS.map((kind) => [kind, all.filter((difference) => difference.kind === kind).length]),
    ) as Record<DifferenceKind, number>,
    items,
    nextCursor: last && rest.length > limit ? writeCursor(sortKeyOf(last)) : null,
  };
}

const SORT_KEY = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function writeCursor(sortKey: string): string {
  return Buffer.from(sortKey).toString('base64url');
}

function readCursor(text: string): string {
  const sortKey = Buffer.from(text, 'base64url').toString('utf8');
  if (!SORT_KEY.test(sortKey)) throw invalidFields([{ field: 'cursor', message: 'Not a valid cursor for this list.' }]);
  return sortKey;
}

const statisticsByCurrency = once(
  (ledger: FoldedLedger) =>
    new Map(portfolioOf(pastWholes(ledger, {}), NOTHING).map((slice) => [slice.currency, toStatistics(slice)])),
);

function currenciesOf(before: FoldedLedger, after: FoldedLedger): CompareAnswer['currencies'] {
  const [from, to] = [statisticsByCurrency(before), statisticsByCurrency(after)];
  const currencies = [...new Set([...from.keys(), ...to.keys()])].sort();
  return currencies.map((currency) => ({
    currency,
    from: figuresOf(from.get(currency)),
    to: figuresOf(to.get(currency)),
  }));
}

function figuresOf(statistics: CurrencyStatistics | undefined): ComparedFigures {
  if (!statistics) return { totalTrades: 0, closedTrades: 0, winRate: null, netPnl: ZERO, totalBalance: ZERO };
  const { totalTrades, closedTrades, winRate, netPnl, totalBalance } = statistics;
  return { totalTrades, closedTrades, winRate, netPnl, totalBalance };
}
