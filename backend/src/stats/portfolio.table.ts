import type { StatsQuery } from '@singularity/contract/wire';
import type { StatRules } from '@singularity/domain';
import { readStatRules } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import type { Head } from '../event-store/events.table.js';
import { readDays } from './days.table.js';
import type { PortfolioParts, Totals } from './portfolio.js';
import { Conditions } from '../filter/conditions.js';
import { periodOf } from '../filter/period.js';

export async function readPortfolio(tx: TenantTransaction, query: StatsQuery, head: Head): Promise<PortfolioParts> {
  const rules = await readStatRules(tx);
  return {
    totals: await readTotals(tx, query.accountId),
    openTrades: await readOpenTrades(tx, query, rules),
    days: await readDays(tx, query, rules, head),
  };
}

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
