import type { AccountFigures } from '@singularity/contract';
import type { TenantTransaction } from '../database/tenants.js';
import { readStatRules } from '../database/settings.read.js';
import type { Head } from '../event-store/events.table.js';
import { accountFiguresOf, toAccountDays } from './account-figures.js';
import type { AccountDay, AccountFacts } from './account-figures.js';
import { bucketRows } from './day-stats.js';
import { bucketsStand } from './days.js';
import { readAllItems } from './stat-items.table.js';

export async function readAccountFigures(tx: TenantTransaction, head: Head): Promise<readonly AccountFigures[]> {
  const days = bucketsStand(head) ? await readAccountDays(tx) : await foldAccountDays(tx);
  return accountFiguresOf(await readAccounts(tx), days);
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

async function foldAccountDays(tx: TenantTransaction): Promise<readonly AccountDay[]> {
  const items = await readAllItems(tx, []);
  return toAccountDays(bucketRows(tx.userId, await readStatRules(tx), items));
}

function readAccountDays(tx: TenantTransaction): Promise<readonly AccountDay[]> {
  return tx.query(
    `SELECT d.scope, d.closed, d.net, d.net + d.flow AS moved
       FROM day_stats d JOIN account a ON a.user_id = $1 AND a.account_id = d.scope
      WHERE d.user_id = $1 ORDER BY d.scope, d.day`,
    [tx.userId],
  );
}
