import type { AccountAnswer, Page } from '@singularity/contract';
import { decimal, toText, ZERO } from '@singularity/domain';
import type { DecimalText, Instant } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { AccountRow, BalanceUpdateRow } from './accounts.entity.js';

/** A member's accounts are few: one page holds them all. */
export const MOST = 1_000;

export async function listAccounts(tx: TenantTransaction): Promise<Page<AccountAnswer>> {
  const rows = await tx.manager.find(AccountRow, {
    where: { userId: tx.userId },
    order: { createdAt: 'ASC', id: 'ASC' },
    take: MOST,
  });
  const moved = await movedByAccount(tx);
  return { items: rows.map((row) => accountAnswer(row, moved.get(row.id) ?? ZERO)), nextCursor: null };
}

/** In the order of accounts, and of each in the order in which they were recorded. */
export function listBalances(tx: TenantTransaction): Promise<readonly BalanceUpdateRow[]> {
  return tx.manager.find(BalanceUpdateRow, { where: { userId: tx.userId }, order: { accountId: 'ASC', place: 'ASC' } });
}

export async function findAccount(tx: TenantTransaction, id: string): Promise<AccountAnswer | null> {
  const row = await tx.manager.findOneBy(AccountRow, { userId: tx.userId, id });
  return row && accountAnswer(row, (await movedByAccount(tx, id)).get(id) ?? ZERO);
}

/** What flowed and what was earned since the start, by account: out of the buckets, of which a year has one. */
export async function movedByAccount(tx: TenantTransaction, id?: string): Promise<ReadonlyMap<string, DecimalText>> {
  const rows = await tx.query<{ scope: string; moved: DecimalText }>(
    `SELECT scope, sum(net + flow) AS moved FROM scope_totals
      WHERE user_id = $1 AND ($2::uuid IS NULL OR scope = $2) GROUP BY scope`,
    [tx.userId, id ?? null],
  );
  return new Map(rows.map(({ scope, moved }) => [scope, moved]));
}

/** Net P&L that the trades of an account had realized up to and including a moment. */
export async function realizedNet(tx: TenantTransaction, accountId: string, until: Instant): Promise<DecimalText> {
  const [row] = await tx.query<{ net: DecimalText | null }>(
    `SELECT sum(net) AS net FROM realization WHERE user_id = $1 AND account_id = $2 AND at <= $3`,
    [tx.userId, accountId, until],
  );
  return row?.net ?? ZERO;
}

export async function countTrades(tx: TenantTransaction, accountId: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `SELECT count(*) AS count FROM trade WHERE user_id = $1 AND account_id = $2`,
    [tx.userId, accountId],
  );
  return row?.count ?? 0;
}

export function accountAnswer(row: AccountRow, moved: DecimalText): AccountAnswer {
  const { id, platform, name, externalId, startingBalance, currency, tradingDay, status } = row;
  const { streamVersion, createdAt, updatedAt } = row;
  return {
    id,
    platform,
    name,
    externalId,
    startingBalance,
    currency,
    tradingDay,
    balance: toText(decimal(startingBalance).plus(decimal(moved))),
    status,
    streamVersion,
    createdAt,
    updatedAt,
  };
}
