import type {
  AccountFiguresAnswer,
  BreakdownAnswer,
  CompareAnswer,
  DaysAnswer,
  EquityAnswer,
  SetupsAnswer,
  StatsAnswer,
} from '@singularity/contract';
import type { BreakdownQuery, PointsQuery, StatsQuery } from '@singularity/contract/wire';
import { decimal, equityOf, firstDayOf, joinCourses, lastDayOf, METRICS_VERSION, toText } from '@singularity/domain';
import type { DecimalText, Grain } from '@singularity/domain';
import { readStatRules } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import { readHead } from '../event-store/events.table.js';
import type { FoldedLedger } from '../past/folded-ledger.js';
import type { LedgerQuery, PastQuery } from '../past/ledger-query.js';
import { pastAccountFigures } from './account-figures.past.js';
import { readAccountFigures } from './account-figures.table.js';
import { pastBreakdown } from './breakdown.past.js';
import { readBreakdown } from './breakdown.table.js';
import { compare } from './comparison.js';
import type { ComparePage } from './comparison.js';
import type { Standing } from './days.js';
import { explain } from './explanation.js';
import { pastExplanation } from './explanation.past.js';
import { readExplanation } from './explanation.table.js';
import { grainFor, mostPoints, together } from './pieces.js';
import { NOTHING, portfolioOf, toStatistics } from './portfolio.js';
import type { PieceSums } from './portfolio.js';
import { pastCourses, pastPieces, pastWholes } from './portfolio.past.js';
import { readCourses, readPieces, readWholes } from './portfolio.table.js';
import { pastSetups } from './setups.past.js';
import { readSetups } from './setups.table.js';

/** Where the parts of an answer come from: rows or a folded ledger. */
interface Sources<Query, Parts> {
  read(tx: TenantTransaction, query: Query, standing: Standing): Promise<Parts>;
  past(ledger: FoldedLedger, query: Query): Parts;
}

/** A query that is answered alike from its parts on, wherever they come from. */
function fromParts<Query, Parts, Answer>(
  name: string,
  { read, past }: Sources<Query, Parts>,
  answer: (version: number, parts: Parts, query: Query) => Answer,
): LedgerQuery<Query, Answer> {
  return {
    name,
    async now(tx, query) {
      const [head, rules] = await Promise.all([readHead(tx), readStatRules(tx)]);
      return answer(head.version, await read(tx, query, { ...head, rules }), query);
    },
    past: (query, ledger) => answer(ledger.version, past(ledger, query), query),
  };
}

const summary = fromParts(
  'stats',
  { read: readWholes, past: pastWholes },
  (version, parts, _query: StatsQuery): StatsAnswer => ({
    version,
    metrics: METRICS_VERSION,
    currencies: portfolioOf(parts, NOTHING).map(toStatistics),
  }),
);

const equity = fromParts(
  'equity',
  { read: readCourses, past: pastCourses },
  (version, parts, query: PointsQuery): EquityAnswer => {
    const slices = portfolioOf(parts, []);
    const most = mostPoints(query);
    const grain = grainFor(
      slices.map(({ content }) => content),
      most,
    );
    return {
      version,
      whole: grain === 'day',
      currencies: slices.map(({ currency, content, base }) => ({
        currency,
        points: equityOf(together(content, grain).map(joinCourses), base, most),
      })),
    };
  },
);

const days = fromParts(
  'days',
  { read: readPieces, past: pastPieces },
  (version, parts, query: PointsQuery): DaysAnswer => {
    const slices = portfolioOf(parts, []);
    const grain = grainFor(
      slices.map(({ content }) => content),
      mostPoints(query),
    );
    return {
      version,
      grain,
      currencies: slices.map(({ currency, content }) => ({
        currency,
        days: together(content, grain).map((pieces) => toDays(pieces, grain, query)),
      })),
    };
  },
);

const breakdown = fromParts(
  'breakdown',
  { read: readBreakdown, past: pastBreakdown },
  (version, currencies, { by }: BreakdownQuery): BreakdownAnswer => ({
    version,
    metrics: METRICS_VERSION,
    by,
    currencies,
  }),
);

const setups = fromParts(
  'setups',
  { read: readSetups, past: pastSetups },
  (version, currencies, _query: StatsQuery): SetupsAnswer => ({ version, metrics: METRICS_VERSION, currencies }),
);

const accountFigures = fromParts(
  'account figures',
  { read: (tx, _query: object, standing) => readAccountFigures(tx, standing), past: pastAccountFigures },
  (version, accounts, _query: object): AccountFiguresAnswer => ({ version, metrics: METRICS_VERSION, accounts }),
);

const explanation = fromParts('explanation', { read: readExplanation, past: pastExplanation }, explain);

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

/** As much of a stretch as is in the range. */
function toDays([first, ...others]: readonly [PieceSums, ...PieceSums[]], grain: Grain, { from, to }: StatsQuery) {
  const [start, end] = [firstDayOf(grain, first.day), lastDayOf(grain, first.day)];
  const { net, gross, fees, closed, wins, losses } = others.reduce((all, { sums }) => added(all, sums), first.sums);
  return {
    day: from !== undefined && from > start ? from : start,
    to: to !== undefined && to < end ? to : end,
    ...{ netPnl: net, grossPnl: gross, fees, closedTrades: closed, wins, losses },
  };
}

function added(a: PieceSums['sums'], b: PieceSums['sums']): PieceSums['sums'] {
  const plus = (x: DecimalText, y: DecimalText) => toText(decimal(x).plus(decimal(y)));
  return {
    gross: plus(a.gross, b.gross),
    fees: plus(a.fees, b.fees),
    net: plus(a.net, b.net),
    closed: a.closed + b.closed,
    wins: a.wins + b.wins,
    losses: a.losses + b.losses,
  };
}
