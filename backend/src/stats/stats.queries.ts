import type {
  AccountFiguresAnswer,
  BreakdownAnswer,
  DaysAnswer,
  EquityAnswer,
  SetupsAnswer,
  StatsAnswer,
} from '@singularity/contract';
import { equityOf, isOfDays, METRICS_VERSION, statisticsOf } from '@singularity/domain';
import type { DayBucket } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { readHead } from '../event-store/events.table.js';
import type { Head } from '../event-store/events.table.js';
import type { FoldedLedger } from '../past/folded-ledger.js';
import type { LedgerQuery } from '../past/ledger-query.js';
import { pastAccountFigures } from './account-figures.past.js';
import { readAccountFigures } from './account-figures.table.js';
import { pastBreakdown } from './breakdown.past.js';
import { readBreakdown } from './breakdown.table.js';
import { bucketsStand, isStored } from './days.js';
import { portfolioOf } from './portfolio.js';
import type { PortfolioSlice } from './portfolio.js';
import { pastPortfolio } from './portfolio.past.js';
import { readPortfolio } from './portfolio.table.js';
import { pastSetups } from './setups.past.js';
import { areWeeksRead, readSetups } from './setups.table.js';
import type { BreakdownQuery, StatsQuery } from './stats.requests.js';

/** Where the parts of an answer come from: rows or a folded ledger; and whether rows mean every trade. */
interface Sources<Query, Parts> {
  read(tx: TenantTransaction, query: Query, head: Head): Promise<Parts>;
  past(ledger: FoldedLedger, query: Query): Parts;
  folds?(query: Query, head: Head): boolean;
}

/** A question that is answered alike from its parts on, wherever they come from. */
export function question<Query, Parts, Answer>(
  name: string,
  { read, past, folds = () => false }: Sources<Query, Parts>,
  answer: (version: number, parts: Parts, query: Query) => Answer,
): LedgerQuery<Query, Answer> {
  return {
    name,
    folds,
    async now(tx, query) {
      const head = await readHead(tx);
      return answer(head.version, await read(tx, query, head), query);
    },
    past: (query, ledger) => answer(ledger.version, past(ledger, query), query),
  };
}

function ofPortfolio<Answer>(
  name: string,
  answer: (version: number, slices: readonly PortfolioSlice[]) => Answer,
): LedgerQuery<StatsQuery, Answer> {
  const folds = (query: StatsQuery, head: Head) => !isStored(query) || !bucketsStand(head);
  return question(name, { read: readPortfolio, past: pastPortfolio, folds }, (version, parts, { from }) =>
    answer(version, portfolioOf(parts, from)),
  );
}

export const summary = ofPortfolio('stats', (version, slices): StatsAnswer => ({
  version,
  metrics: METRICS_VERSION,
  currencies: slices.map(toStatistics),
}));

export const equity = ofPortfolio('equity', (version, slices): EquityAnswer => ({
  version,
  currencies: slices.map(({ currency, days, base }) => ({ currency, points: equityOf(days, base) })),
}));

export const days = ofPortfolio('days', (version, slices): DaysAnswer => ({
  version,
  currencies: slices.map((slice) => ({ currency: slice.currency, days: slice.days.map(toDay) })),
}));

export const breakdown = question(
  'breakdown',
  {
    read: readBreakdown,
    past: pastBreakdown,
    folds: (query, head) => !isOfDays(query.by) || !isStored(query) || !bucketsStand(head),
  },
  (version, currencies, { by }: BreakdownQuery): BreakdownAnswer => ({
    version,
    metrics: METRICS_VERSION,
    by,
    currencies,
  }),
);

export const setups = question(
  'setups',
  { read: readSetups, past: pastSetups, folds: (query, head) => !areWeeksRead(query, head) },
  (version, currencies, _query: StatsQuery): SetupsAnswer => ({ version, metrics: METRICS_VERSION, currencies }),
);

export const accountFigures = question(
  'account figures',
  {
    read: (tx, _query: object, head) => readAccountFigures(tx, head),
    past: pastAccountFigures,
    folds: (_query, head) => !bucketsStand(head),
  },
  (version, accounts, _query: object): AccountFiguresAnswer => ({ version, metrics: METRICS_VERSION, accounts }),
);

export function toStatistics({ currency, base, whole, totalAccounts, totalBalance, openTrades }: PortfolioSlice) {
  const statistics = statisticsOf(whole, base);
  return {
    currency,
    totalAccounts,
    totalBalance,
    totalTrades: openTrades + statistics.closedTrades,
    openTrades,
    ...statistics,
  };
}

function toDay({ day, bucket: { net, gross, fees, closed, wins, losses } }: DayBucket) {
  return { day, netPnl: net, grossPnl: gross, fees, closedTrades: closed, wins, losses };
}
