import type { PointsQuery } from '@singularity/contract/wire';
import type { DaySpan, Grain, StatRules, Tally } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { Conditions } from '../filter/conditions.js';
import { periodOf, upTo } from '../filter/period.js';
import { toBucket, toCourse } from './day-stats.entity.js';
import type { DayStatsRow } from './day-stats.entity.js';
import { areDaysRead, coarsest } from '../filter/kept-buckets.js';
import type { Standing } from './days.js';
import { fewestSpans, rangeOf, readBuckets, spansBefore } from './days.table.js';
import type { BucketsAsked } from './days.table.js';
import { mostPoints } from './pieces.js';
import { asOne, fromDay, mapStretch } from './portfolio.js';
import type { PieceCourse, PieceSums, PortfolioParts, Stretch, Totals } from './portfolio.js';
import { readWhole } from './setups.table.js';
import { readFlows } from './stat-items.table.js';
import { BY_DAY, readDaysMade, readSums } from './tallies.table.js';
import type { TalliesAsked } from './tallies.table.js';
import { coursesWith, daysWith, wholesWith } from './with-flows.js';
import type { Flows } from './with-flows.js';

/** How what is kept or made becomes what is asked. */
interface Kind<Column extends keyof DayStatsRow, Made, Content> {
  /** Of the buckets that are kept. */
  readonly columns: string;
  /** Whether each day is asked for, as long as those are few; or what all came to. */
  readonly byDay: boolean;
  kept(rows: readonly Pick<DayStatsRow, Column | 'currency' | 'grain' | 'day'>[]): Content;
  /** Worked out where no bucket is kept. */
  made(tx: TenantTransaction, asked: TalliesAsked & { readonly basis: Standing }): Promise<readonly Made[]>;
  with(made: readonly Made[], flows: Flows): ReadonlyMap<string, Stretch<Content>>;
}

/** All currencies, or what of a portfolio is asked of one. */
type Asked = PointsQuery & { readonly currency?: string };

type Read<Content> = (
  tx: TenantTransaction,
  query: Asked,
  standing: Standing,
) => Promise<PortfolioParts<Stretch<Content>>>;

const SUMS = 'd.gross, d.fees, d.net, d.closed, d.wins, d.losses';

export const readWholes: Read<Tally> = readerOf({
  columns: `${SUMS}, d.rest`,
  byDay: false,
  kept: (rows: readonly DayStatsRow[]) => asOne(rows.map(toBucket)),
  made: readWhole,
  with: wholesWith,
});

export const readCourses: Read<readonly PieceCourse[]> = readerOf({
  columns: `jsonb_build_object('curve', d.rest -> 'curve', 'last', d.rest -> 'last') AS rest, d.ends`,
  byDay: true,
  kept: (rows: readonly DayStatsRow[]) => rows.map((row) => ({ grain: row.grain as Grain, ...toCourse(row) })),
  made: readDaysMade,
  with: coursesWith,
});

export const readPieces: Read<readonly PieceSums[]> = readerOf({
  columns: SUMS,
  byDay: true,
  kept: (rows: readonly DayStatsRow[]) => rows.map(({ grain, day, ...sums }) => ({ grain: grain as Grain, day, sums })),
  made: (tx, asked) => readSums(tx, asked, BY_DAY),
  with: daysWith,
});

function readerOf<Column extends keyof DayStatsRow, Made, Content>(kind: Kind<Column, Made, Content>): Read<Content> {
  return async (tx, query, standing) => {
    const [totals, openTrades, stretches] = await Promise.all([
      readTotals(tx, query.accountId),
      readOpenTrades(tx, query, standing.rules),
      areDaysRead(query, standing) ? readKept(tx, query, standing, kind) : workOut(tx, query, standing, kind),
    ]);
    return { totals, openTrades, stretches };
  };
}

async function readKept<Column extends keyof DayStatsRow, Content>(
  tx: TenantTransaction,
  query: Asked,
  standing: Standing,
  { columns, byDay, kept }: Pick<Kind<Column, never, Content>, 'columns' | 'byDay' | 'kept'>,
): Promise<ReadonlyMap<string, Stretch<Content>>> {
  const range = rangeOf(query);
  const before = spansBefore(query, standing);
  const most = mostPoints(query);
  const asked = byDay ? spansByDay(range, most, standing) : { spans: fewestSpans(range, standing) };
  const rows = await readBuckets<Column | 'flow'>(tx, query, {
    ...asked,
    spans: [...before, ...asked.spans],
    columns: `${columns}, d.flow`,
  });
  return new Map(
    [...Map.groupBy(rows, ({ currency }) => currency)].map(([currency, all]) => [
      currency,
      mapStretch(
        fromDay(all, query.from, ({ flow }) => flow),
        kept,
      ),
    ]),
  );
}

/** Where days are more than is asked for, months will do, which are put together as far as need be. */
function spansByDay(range: DaySpan, most: number, standing: Standing): Pick<BucketsAsked, 'spans' | 'few'> {
  const days = { grain: 'day', ...range };
  if (coarsest(standing) === 'day' || most === Infinity) return { spans: [days] };
  const months = fewestSpans(range, standing, 'month').map((span) => ({ ...span, few: false }));
  return { spans: [{ ...days, few: true }, ...months], few: { ...range, most } };
}

async function workOut<Made, Content>(
  tx: TenantTransaction,
  { from, to, currency, points: _shown, ...filter }: Asked,
  basis: Standing,
  kind: Pick<Kind<never, Made, Content>, 'made' | 'with'>,
): Promise<ReadonlyMap<string, Stretch<Content>>> {
  const { rules } = basis;
  const period = periodOf(rules, { from, to });
  const [made, items] = await Promise.all([
    kind.made(tx, { basis, filter, period, currency }),
    readFlows(tx, { periods: [upTo(period)], accountIds: filter.accountId }),
  ]);
  return kind.with(made, { items, rules, from });
}

function readTotals(tx: TenantTransaction, accountIds: readonly string[] | undefined): Promise<readonly Totals[]> {
  if (!accountIds)
    return tx.query(
      `SELECT currency, total_accounts AS "totalAccounts", starting_balance AS "startingBalance",
              total_balance AS "totalBalance" FROM user_portfolio_summary WHERE user_id = $1`,
      [tx.userId],
    );
  return tx.query(
    `SELECT a.currency, count(*) AS "totalAccounts", sum(a.starting_balance) AS "startingBalance",
            sum(a.starting_balance + coalesce(d.moved, 0)) AS "totalBalance"
       FROM account a
       LEFT JOIN (SELECT scope, sum(net + flow) AS moved FROM scope_totals
                   WHERE user_id = $1 AND scope = ANY($2) GROUP BY scope) d ON d.scope = a.account_id
      WHERE a.user_id = $1 AND a.account_id = ANY($2) GROUP BY a.currency`,
    [tx.userId, accountIds],
  );
}

async function readOpenTrades(
  tx: TenantTransaction,
  { from, to, points: _shown, ...filter }: Asked,
  rules: StatRules,
): Promise<ReadonlyMap<string, number>> {
  const conditions = new Conditions(tx.userId, { filter, rules });
  const entered = conditions.where('t', 'entry_at', [periodOf(rules, { from, to })]);
  const rows = await tx.query<{ currency: string; count: number }>(
    `SELECT t.currency, count(*) AS count FROM trade t
      WHERE t.user_id = $1 AND t.status = 'open'${entered} GROUP BY t.currency`,
    conditions.parameters,
  );
  return new Map(rows.map(({ currency, count }) => [currency, count]));
}
