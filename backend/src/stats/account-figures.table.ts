import type { AccountFigures } from '@singularity/contract';
import { decimal, sum, toText, tradingDaysOf, ZERO } from '@singularity/domain';
import type { Day } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { ALWAYS } from '../filter/period.js';
import { accountFiguresOf, toAccountDays } from './account-figures.js';
import type { AccountDay, AccountFacts } from './account-figures.js';
import { bucketsStand } from './days.js';
import type { Standing } from './days.js';
import { readFlows } from './stat-items.table.js';
import { readSums } from './tallies.table.js';
import type { Key } from './tallies.table.js';

export async function readAccountFigures(
  tx: TenantTransaction,
  standing: Standing,
): Promise<readonly AccountFigures[]> {
  const [accounts, days] = await Promise.all([
    readAccounts(tx),
    bucketsStand(standing) ? readAccountDays(tx) : workOutAccountDays(tx, standing),
  ]);
  return accountFiguresOf(accounts, days);
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

async function workOutAccountDays(tx: TenantTransaction, basis: Standing): Promise<readonly AccountDay[]> {
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

function readAccountDays(tx: TenantTransaction): Promise<readonly AccountDay[]> {
  return tx.query(
    `SELECT d.scope, d.closed, d.net, d.net + d.flow AS moved
       FROM day_stats d JOIN account a ON a.user_id = $1 AND a.account_id = d.scope
      WHERE d.user_id = $1 ORDER BY d.scope, d.day`,
    [tx.userId],
  );
}
