import { calendarOf, decimal, emptyBucket, joinAll, sum, toText, ZERO } from '@singularity/domain';
import type { Bucket, Day, DayBucket, DecimalText, Settings } from '@singularity/domain';
import { readSettings } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import { readDays } from './days.js';
import { Conditions, spanOf } from './stat-items.table.js';
import type { StatsQuery } from './stats.requests.js';

/** One currency of a portfolio, as far as a filter lets it through. */
export interface PortfolioSlice {
  readonly currency: string;
  /** Starting balances, and what had flowed in before the first day. */
  readonly base: DecimalText;
  readonly days: readonly DayBucket[];
  /** All days in one. */
  readonly whole: Bucket;
  readonly totalAccounts: number;
  readonly totalBalance: DecimalText;
  readonly openTrades: number;
}

interface Totals {
  readonly currency: string;
  readonly totalAccounts: number;
  readonly startingBalance: DecimalText;
  readonly totalBalance: DecimalText;
}

/** Every figure about a portfolio comes from here, so that the same question has the same answer on every screen. */
export async function readPortfolio(tx: TenantTransaction, query: StatsQuery): Promise<readonly PortfolioSlice[]> {
  const settings = await readSettings(tx);
  const totals = new Map((await readTotals(tx, query.accountId)).map((row) => [row.currency, row]));
  const open = await readOpenTrades(tx, query, settings);
  const days = await readDays(tx, query, settings);
  const currencies = [...new Set([...totals.keys(), ...open.keys(), ...days.keys()])].sort();
  return currencies.map((currency) => {
    const total = totals.get(currency) ?? { currency, totalAccounts: 0, startingBalance: ZERO, totalBalance: ZERO };
    return { ...total, ...inRange(days.get(currency) ?? [], total, query.from), openTrades: open.get(currency) ?? 0 };
  });
}

/** Names the day of a stretch in which nothing happened; nothing shows it. */
const NO_DAY = '1970-01-01' as Day;

/** The days of the range, and the money at its start: starting balances and what had flowed in by then. */
function inRange(all: readonly DayBucket[], { startingBalance }: Totals, from: Day | undefined) {
  const before = from === undefined ? [] : all.filter(({ day }) => day < from);
  const days = all.slice(before.length);
  const flowed = sum(before.map(({ bucket }) => decimal(bucket.curve.flow)));
  return {
    base: toText(decimal(startingBalance).plus(flowed)),
    days,
    whole: joinAll(days.map(({ bucket }) => bucket)) ?? emptyBucket(from ?? NO_DAY),
  };
}

/** Accounts and balances, whatever else is asked: filters other than the account do not change what there is. */
async function readTotals(
  tx: TenantTransaction,
  accountIds: readonly string[] | undefined,
): Promise<readonly Totals[]> {
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

/** Open trades by currency; in a range, those that were entered in it. */
async function readOpenTrades(
  tx: TenantTransaction,
  { from, to, ...filter }: StatsQuery,
  settings: Settings,
): Promise<ReadonlyMap<string, number>> {
  const conditions = new Conditions(tx.userId, filter);
  const entered = conditions.where('t.entry_at', [spanOf(calendarOf(settings.timeZone), { from, to })]);
  const rows = await tx.query<{ currency: string; count: number }>(
    `SELECT t.currency, count(*) AS count FROM trade t
      WHERE t.user_id = $1 AND t.status = 'open'${entered} GROUP BY t.currency`,
    conditions.parameters,
  );
  return new Map(rows.map(({ currency, count }) => [currency, count]));
}
