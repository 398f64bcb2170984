import type {
  AccountFiguresAnswer,
  BreakdownAnswer,
  CompareAnswer,
  DaysAnswer,
  EquityAnswer,
  SetupsAnswer,
  StatsAnswer,
} from '@singularity/contract';
import type { BreakdownQuery, ExplainPageQuery, StatsQuery } from '@singularity/contract/wire';
import { equityOf, FIGURE_RULES, isOfDays, METRICS_VERSION } from '@singularity/domain';
import type { DayBucket } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { readHead } from '../event-store/events.table.js';
import type { Head } from '../event-store/events.table.js';
import type { FoldedLedger } from '../past/folded-ledger.js';
import type { LedgerQuery, PastQuery } from '../past/ledger-query.js';
import { pastAccountFigures } from './account-figures.past.js';
import { readAccountFigures } from './account-figures.table.js';
import { pastBreakdown } from './breakdown.past.js';
import { readBreakdown } from './breakdown.table.js';
import { compare } from './comparison.js';
import type { ComparePage } from './comparison.js';
import { bucketsStand, isStored } from './days.js';
import { explain } from './explanation.js';
import { pastExplanation } from './explanation.past.js';
import { readExplanation } from './explanation.table.js';
import { portfolioOf, toStatistics } from './portfolio.js';
import type { PortfolioSlice } from './portfolio.js';
import { pastPortfolio } from './portfolio.past.js';
import { readPortfolio } from './portfolio.table.js';
import { pastSetups } from './setups.past.js';
import { areWeeksRead, readSetups } from './setups.table.js';

/** Where the parts of an answer come from: rows or a folded ledger; and whether rows mean every trade. */
interface Sources<Query, Parts> {
  read(tx: TenantTransaction, query: Query, head: Head): Promise<Parts>;
  past(ledger: FoldedLedger, query: Query): Parts;
  folds?(query: Query, head: Head): boolean;
}

/** A query that is answered alike from its parts on, wherever they come from. */
function fromParts<Query, Parts, Answer>(
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
  return fromParts(name, { read: readPortfolio, past: pastPortfolio, folds }, (version, parts, { from }) =>
    answer(version, portfolioOf(parts, from)),
  );
}

const summary = ofPortfolio('stats', (version, slices): StatsAnswer => ({
  version,
  metrics: METRICS_VERSION,
  currencies: slices.map(toStatistics),
}));

const equity = ofPortfolio('equity', (version, slices): EquityAnswer => ({
  version,
  currencies: slices.map(({ currency, days, base }) => ({ currency, points: equityOf(days, base) })),
}));

const days = ofPortfolio('days', (version, slices): DaysAnswer => ({
  version,
  currencies: slices.map((slice) => ({ currency: slice.currency, days: slice.days.map(toDay) })),
}));

const breakdown = fromParts(
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

const setups = fromParts(
  'setups',
  { read: readSetups, past: pastSetups, folds: (query, head) => !areWeeksRead(query, head) },
  (version, currencies, _query: StatsQuery): SetupsAnswer => ({ version, metrics: METRICS_VERSION, currencies }),
);

const accountFigures = fromParts(
  'account figures',
  {
    read: (tx, _query: object, head) => readAccountFigures(tx, head),
    past: pastAccountFigures,
    folds: (_query, head) => !bucketsStand(head),
  },
  (version, accounts, _query: object): AccountFiguresAnswer => ({ version, metrics: METRICS_VERSION, accounts }),
);

const explanation = fromParts(
  'explanation',
  {
    read: readExplanation,
    past: pastExplanation,
    folds: (query: ExplainPageQuery, head) =>
      FIGURE_RULES[query.figure].from === 'fall' || !isStored(query) || !bucketsStand(head),
  },
  explain,
);

/** What became of a ledger from one version to a later one. */
const comparison: PastQuery<ComparePage, CompareAnswer, readonly [FoldedLedger, FoldedLedger]> = {
  name: 'comparison',
  past: compare,
};

export const statsQueries = {
  summary,
  equity,
  days,
  breakdown,
  setups,
  accountFigures,
  explanation,
  comparison,
};

function toDay({ day, bucket: { net, gross, fees, closed, wins, losses } }: DayBucket) {
  return { day, netPnl: net, grossPnl: gross, fees, closedTrades: closed, wins, losses };
}
