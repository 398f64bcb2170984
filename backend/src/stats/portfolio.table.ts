import type { StatsQuery } from '@singularity/contract/wire';
import type { DayBucket, StatRules } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { Conditions } from '../filter/conditions.js';
import { periodOf, upTo } from '../filter/period.js';
import { areDaysRead } from './days.js';
import type { Standing } from './days.js';
import { readDays } from './days.table.js';
import { asWhole, fromDay } from './portfolio.js';
import type { Course, Days, PortfolioParts, Stretch, Totals, Whole } from './portfolio.js';
import { readFlows } from './stat-items.table.js';
import { BY_DAY, readDaysMade, readSums, readTallies, TOGETHER } from './tallies.table.js';
import type { TalliesAsked } from './tallies.table.js';
import { coursesWith, daysWith, wholesWith } from './with-flows.js';
import type { Flows } from './with-flows.js';

/** How the days of a range become what is asked: out of buckets that are kept, or worked out where no bucket is kept. */
interface Kind<Made, Of> {
  kept(days: Stretch<readonly DayBucket[]>): Of;
  made(tx: TenantTransaction, asked: TalliesAsked): Promise<readonly Made[]>;
  with(made: readonly Made[], flows: Flows): ReadonlyMap<string, Of>;
}

/** All currencies, or what of a portfolio is asked of one. */
type Asked = StatsQuery & { readonly currency?: string };

type Read<Of> = (tx: TenantTransaction, query: Asked, standing: Standing) => Promise<PortfolioParts<Of>>;

export const readWholes: Read<Whole> = readerOf({
  kept: asWhole,
  made: (tx, asked) => readTallies(tx, asked, TOGETHER),
  with: wholesWith,
});

export const readCourses: Read<Course> = readerOf({
  kept: (days): Course => days,
  made: readDaysMade,
  with: coursesWith,
});

export const readPortfolioDays: Read<Days> = readerOf({
  kept: (days): Days => days,
  made: (tx, asked) => readSums(tx, asked, BY_DAY),
  with: daysWith,
});

function readerOf<Made, Of>(kind: Kind<Made, Of>): Read<Of> {
  return async (tx, query, standing) => {
    const [totals, openTrades, stretches] = await Promise.all([
      readTotals(tx, query.accountId),
      readOpenTrades(tx, query, standing.rules),
      areDaysRead(query, standing) ? readKept(tx, query, kind) : workOut(tx, query, standing, kind),
    ]);
    return { totals, openTrades, stretches };
  };
}

async function readKept<Of>(
  tx: TenantTransaction,
  query: StatsQuery,
  { kept }: Pick<Kind<never, Of>, 'kept'>,
): Promise<ReadonlyMap<string, Of>> {
  const days = await readDays(tx, query);
  return new Map([...days].map(([currency, all]) => [currency, kept(fromDay(all, query.from))]));
}

async function workOut<Made, Of>(
  tx: TenantTransaction,
  { from, to, currency, ...filter }: Asked,
  basis: Standing,
  kind: Kind<Made, Of>,
): Promise<ReadonlyMap<string, Of>> {
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
       LEFT JOIN (SELECT scope, sum(net + flow) AS moved FROM day_stats
                   WHERE user_id = $1 AND scope = ANY($2) GROUP BY scope) d ON d.scope = a.account_id
      WHERE a.user_id = $1 AND a.account_id = ANY($2) GROUP BY a.currency`,
    [tx.userId, accountIds],
  );
}

async function readOpenTrades(
  tx: TenantTransaction,
  { from, to, ...filter }: StatsQuery,
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
