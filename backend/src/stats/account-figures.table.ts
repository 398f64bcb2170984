import type { AccountFigures } from '@singularity/contract';
import { decimal, sum, toText, tradingDaysOf, ZERO } from '@singularity/domain';
import type { Day } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { currentMonthOf } from '../event-store/current-month.js';
import { ALWAYS } from '../filter/period.js';
import { accountFiguresOf, MOST_PIECES, toAccountDays } from './account-figures.js';
import type { AccountFacts, AccountPiece } from './account-figures.js';
import { bucketsStand, coarsest } from '../filter/kept-buckets.js';
import type { Standing } from './days.js';
import { readFlows } from './stat-items.table.js';
import { readSums } from './tallies.table.js';
import type { Key } from './tallies.table.js';

export async function readAccountFigures(
  tx: TenantTransaction,
  standing: Standing,
): Promise<readonly AccountFigures[]> {
  const [accounts, pieces] = await Promise.all([
    readAccounts(tx),
    bucketsStand(standing) ? readAccountPieces(tx, standing) : workOutAccountDays(tx, standing),
  ]);
  return accountFiguresOf(accounts, pieces);
}

/** Accounts in the order of their list. Each `max` over trades is one step into an index, however many there are. */
function readAccounts(tx: TenantTransaction): Promise<readonly AccountFacts[]> {
  return tx.query(
    `SELECT a.account_id AS "accountId", a.starting_balance AS "startingBalance",
            coalesce(o.trades, 0) AS "openTrades",
            greatest((SELECT max(dated_at) FROM trade WHERE user_id = $1 AND account_id = a.account_id),
                     (SELECT max(at) FROM realization WHERE user_id = $1 AND account_id = a.account_id),
                     (SELECT max(at) FROM balance_update WHERE user_id = $1 AND account_id = a.account_id)
            ) AS "lastActivityAt"
       FROM account a
       LEFT JOIN (SELECT account_id, count(*) AS trades FROM trade
                   WHERE user_id = $1 AND status = 'open' GROUP BY account_id) o USING (account_id)
      WHERE a.user_id = $1 ORDER BY a.created_at, a.account_id`,
    [tx.userId],
  );
}

const BY_ACCOUNT_AND_DAY: Key = { sql: (day) => `coalesce(r.account_id::text, '') || ' ' || ${day}` };

async function workOutAccountDays(tx: TenantTransaction, basis: Standing): Promise<readonly AccountPiece[]> {
  const [sums, flows] = await Promise.all([
    readSums(tx, { basis, filter: {}, period: ALWAYS }, BY_ACCOUNT_AND_DAY),
    readFlows(tx, {}),
  ]);
  const { dayOf } = tradingDaysOf(basis.rules);
  const parts = [
    ...sums.map(({ key, closed, net }) => ({ key, closed, net, flow: ZERO })),
    ...flows.map((item) => ({ key: `${item.accountId} ${dayOf(item)}`, closed: 0, net: ZERO, flow: item.amount })),
  ];
  return toAccountDays(
    [...Map.groupBy(parts, ({ key }) => key)].map(([key, group]) => {
      const [scope, day] = key.split(' ') as [string, Day];
      const total = (part: 'net' | 'flow') => toText(sum(group.map((one) => decimal(one[part]))));
      const closed = group.reduce((trades, one) => trades + one.closed, 0);
      return { scope, day, closed, net: total('net'), flow: total('flow') };
    }),
  );
}

/** Days, or months where days are many, and then the days of the month under way. */
function readAccountPieces(tx: TenantTransaction, standing: Standing): Promise<readonly AccountPiece[]> {
  return tx.query(
    `SELECT d.scope, d.grain, d.day, d.closed, d.net, d.net + d.flow AS moved
       FROM account a
      CROSS JOIN LATERAL (
        SELECT count(*) <= $2 OR $3 = 'day' AS few FROM (
          SELECT FROM day_stats WHERE user_id = $1 AND scope = a.account_id AND grain = 'day' LIMIT $2 + 1) day) days
      CROSS JOIN LATERAL (
        SELECT * FROM day_stats
         WHERE user_id = $1 AND scope = a.account_id AND grain = CASE WHEN few THEN 'day' ELSE 'month' END
         UNION ALL
        SELECT * FROM day_stats
         WHERE user_id = $1 AND scope = a.account_id AND grain = 'day' AND day >= $4 AND NOT few OFFSET 0) d
      WHERE a.user_id = $1 ORDER BY d.scope, d.day`,
    [tx.userId, MOST_PIECES, coarsest(standing), currentMonthOf(standing)],
  );
}
