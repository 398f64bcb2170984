import { SPARKLINE_POINTS } from '@singularity/contract';
import type { AccountFigures } from '@singularity/contract';
import { decimal, sparklineOf, sum, toText } from '@singularity/domain';
import type { DecimalText, Instant } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';

interface AccountFacts {
  readonly accountId: string;
  readonly startingBalance: DecimalText;
  readonly openTrades: number;
  readonly lastActivityAt: Instant | null;
}

interface AccountDay {
  readonly scope: string;
  readonly closed: number;
  readonly net: DecimalText;
  readonly moved: DecimalText;
}

/** What the cards of the accounts show, for all accounts at once. */
export async function readAccountFigures(tx: TenantTransaction): Promise<readonly AccountFigures[]> {
  const accounts = await readAccounts(tx);
  const byAccount = Map.groupBy(await readAccountDays(tx), ({ scope }) => scope);
  return accounts.map(({ accountId, startingBalance, openTrades, lastActivityAt }) => {
    const days = byAccount.get(accountId) ?? [];
    return {
      accountId,
      closedTrades: days.reduce((trades, day) => trades + day.closed, 0),
      openTrades,
      netPnl: toText(sum(days.map((day) => decimal(day.net)))),
      lastActivityAt,
      sparkline: sparklineOf(
        startingBalance,
        days.map((day) => day.moved),
        SPARKLINE_POINTS,
      ),
    };
  });
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

function readAccountDays(tx: TenantTransaction): Promise<readonly AccountDay[]> {
  return tx.query(
    `SELECT d.scope, d.closed, d.net, d.net + d.flow AS moved
       FROM day_stats d JOIN account a ON a.user_id = $1 AND a.account_id = d.scope
      WHERE d.user_id = $1 ORDER BY d.scope, d.day`,
    [tx.userId],
  );
}
