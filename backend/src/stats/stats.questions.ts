import type {
  AccountFiguresAnswer,
  BreakdownAnswer,
  DaysAnswer,
  EquityAnswer,
  SetupsAnswer,
  StatsAnswer,
} from '@singularity/contract';
import { equityOf, METRICS_VERSION, statisticsOf } from '@singularity/domain';
import type { DayBucket } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { readHead } from '../event-store/events.table.js';
import type { Head } from '../event-store/events.table.js';
import type { FoldedLedger } from '../past/folded-ledger.js';
import type { Question } from '../past/question.js';
import { pastAccountFigures } from './account-figures.past.js';
import { readAccountFigures } from './account-figures.table.js';
import { pastBreakdown } from './breakdown.past.js';
import { readBreakdown } from './breakdown.table.js';
import { portfolioOf } from './portfolio.js';
import type { PortfolioSlice } from './portfolio.js';
import { pastPortfolio } from './portfolio.past.js';
import { readPortfolio } from './portfolio.table.js';
import { pastSetups } from './setups.past.js';
import { readSetups } from './setups.table.js';
import type { BreakdownQuery, StatsQuery } from './stats.requests.js';

/** A question whose parts come from rows or from a folded ledger, and which is answered alike from there on. */
export function question<Query, Parts, Answer>(
  name: string,
  read: (tx: TenantTransaction, query: Query, head: Head) => Promise<Parts>,
  past: (ledger: FoldedLedger, query: Query) => Parts,
  answer: (version: number, parts: Parts, query: Query) => Answer,
): Question<Query, Answer> {
  return {
    name,
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
): Question<StatsQuery, Answer> {
  return question(name, readPortfolio, pastPortfolio, (version, parts, { from }) =>
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
  readBreakdown,
  pastBreakdown,
  (version, currencies, { by }: BreakdownQuery): BreakdownAnswer => ({
    version,
    metrics: METRICS_VERSION,
    by,
    currencies,
  }),
);

export const setups = question(
  'setups',
  readSetups,
  pastSetups,
  (version, currencies, _query: StatsQuery): SetupsAnswer => ({ version, metrics: METRICS_VERSION, currencies }),
);

export const accountFigures = question(
  'account figures',
  readAccountFigures,
  pastAccountFigures,
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
