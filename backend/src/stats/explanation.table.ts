import type { AccountBalance } from '@singularity/contract';
import type { ExplainPageQuery } from '@singularity/contract/wire';
import type { TenantTransaction } from '../database/tenants.js';
import { cutPage, rangeOf } from './contribution-pages.js';
import { readContributions } from './contributions.table.js';
import type { ExplanationParts, NamedTrade } from './explanation.js';
import type { Standing } from './days.js';
import { NOTHING, sliceOf } from './portfolio.js';
import { readWholes } from './portfolio.table.js';

export async function readExplanation(
  tx: TenantTransaction,
  query: ExplainPageQuery,
  standing: Standing,
): Promise<ExplanationParts> {
  const range = rangeOf(query);
  const [rows, whole] = await Promise.all([
    readContributions(tx, query, range, standing),
    range.after ? null : readWhole(tx, query, standing),
  ]);
  const { page, nextCursor } = cutPage(rows, range);
  const trades = await readNamed(
    tx,
    page.map(({ tradeId }) => tradeId),
  );
  return {
    whole,
    contributions: page,
    trades: new Map(trades.map((trade) => [trade.id, trade])),
    nextCursor,
  };
}

async function readWhole(
  tx: TenantTransaction,
  query: ExplainPageQuery,
  standing: Standing,
): Promise<ExplanationParts['whole']> {
  const { figure, currency, accountId } = query;
  const [portfolio, accounts] = await Promise.all([
    readWholes(tx, query, standing),
    figure === 'totalBalance' ? readBalances(tx, currency, accountId) : [],
  ]);
  return { slice: sliceOf(portfolio, currency, NOTHING), accounts };
}

function readNamed(tx: TenantTransaction, ids: readonly string[]): Promise<readonly NamedTrade[]> {
  return tx.query(
    `SELECT trade_id AS id, symbol, asset_type AS "assetType", direction, side, strike, expiration, status
       FROM trade WHERE user_id = $1 AND trade_id = ANY($2)`,
    [tx.userId, ids],
  );
}

/** What each account is made of, in the order of their list. Its buckets know what it has realized. */
function readBalances(
  tx: TenantTransaction,
  currency: string,
  accountIds: readonly string[] | undefined,
): Promise<readonly AccountBalance[]> {
  return tx.query(
    `SELECT a.account_id AS "accountId", a.name, a.starting_balance AS "startingBalance",
            coalesce(f.deposits, 0) AS deposits, coalesce(f.withdrawals, 0) AS withdrawals,
            coalesce(f.charges, 0) AS charges, coalesce(f.corrections, 0) AS corrections,
            coalesce(d.net, 0) AS "realizedNet",
            a.starting_balance + coalesce(f.moved, 0) + coalesce(d.net, 0) AS balance
       FROM account a
       LEFT JOIN (SELECT account_id, sum(adjustment) AS moved,
                         sum(adjustment) FILTER (WHERE reason = 'deposit') AS deposits,
                         sum(adjustment) FILTER (WHERE reason = 'withdrawal') AS withdrawals,
                         sum(adjustment) FILTER (WHERE reason = 'fee') AS charges,
                         sum(adjustment) FILTER (WHERE reason = 'correction') AS corrections
                    FROM balance_update WHERE user_id = $1 GROUP BY account_id) f USING (account_id)
       LEFT JOIN (SELECT scope, sum(net) AS net FROM scope_totals WHERE user_id = $1 GROUP BY scope) d
              ON d.scope = a.account_id
      WHERE a.user_id = $1 AND a.currency = $2 AND ($3::uuid[] IS NULL OR a.account_id = ANY($3))
      ORDER BY a.created_at, a.account_id`,
    [tx.userId, currency, accountIds ?? null],
  );
}
