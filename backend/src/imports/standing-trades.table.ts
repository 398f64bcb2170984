import type { DecimalText, Execution, FillSource, Instant, StandingTrade, TradeDetails } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';

/** A trade as it stands, with the version of its stream: what is planned for it holds for that version alone. */
export interface StandingVersion extends StandingTrade {
  readonly streamVersion: number;
}

/** A fill whose trade, or whose execution, was deleted. */
export interface DeadFill {
  readonly key: string;
  readonly tradeId: string;
  readonly tradeDeleted: boolean;
}

interface ExecutionFound {
  readonly tradeId: string;
  readonly id: string;
  readonly type: Execution['type'];
  readonly at: Instant;
  readonly quantity: DecimalText;
  readonly price: DecimalText;
  readonly fees: DecimalText;
  readonly source: FillSource | null;
}

const DETAILS = `t.trade_id AS id, t.stream_version AS "streamVersion", t.account_id AS "accountId", t.currency, t.symbol,
  t.asset_type AS "assetType", t.direction, t.side, t.strike, t.expiration, t.multiplier,
  t.multiplier_source AS "multiplierSource", t.stop_price AS "stopPrice", t.tags`;

/**
 * Trades of some symbols that have fills of an account, wherever they are now; older ones first. Without their notes. Each
 * is looked up for itself, so that those of other symbols cost nothing.
 */
export async function readSourcedTrades(
  tx: TenantTransaction,
  accountId: string,
  symbols: readonly string[],
): Promise<readonly StandingVersion[]> {
  const trades = await tx.query<Found>(
    `SELECT ${DETAILS} FROM trade t, LATERAL (
       SELECT FROM trade_source s
        WHERE s.user_id = $1 AND s.trade_id = t.trade_id AND s.account_id = $2 AND s.execution_id IS NOT NULL LIMIT 1) one
      WHERE t.user_id = $1 AND t.symbol = ANY($3::text[]) ORDER BY t.trade_id`,
    [tx.userId, accountId, symbols],
  );
  return withExecutions(tx, trades);
}

/** Trades of some symbols in an account, or in none, that were entered by hand. */
export async function readTradesByHand(
  tx: TenantTransaction,
  accountId: string,
  symbols: readonly string[],
): Promise<readonly StandingVersion[]> {
  const trades = await tx.query<Found>(
    `SELECT ${DETAILS} FROM trade t
      WHERE t.user_id = $1 AND t.symbol = ANY($3::text[]) AND (t.account_id = $2 OR t.account_id IS NULL)
        AND NOT EXISTS (SELECT FROM trade_source s WHERE s.user_id = $1 AND s.trade_id = t.trade_id)
      ORDER BY t.trade_id`,
    [tx.userId, accountId, symbols],
  );
  return withExecutions(tx, trades);
}

/** Of some keys those that stand in no trade any more. */
export function readDeadFills(
  tx: TenantTransaction,
  accountId: string,
  keys: readonly string[],
): Promise<readonly DeadFill[]> {
  return tx.query(
    `SELECT s.source_key AS key, s.trade_id AS "tradeId",
            NOT EXISTS (SELECT FROM trade t WHERE t.user_id = $1 AND t.trade_id = s.trade_id) AS "tradeDeleted"
       FROM trade_source s
      WHERE s.user_id = $1 AND s.account_id = $2 AND s.source_key = ANY($3::text[]) AND s.execution_id IS NULL
        AND NOT EXISTS (SELECT FROM trade_source live WHERE live.user_id = $1 AND live.account_id = $2
              AND live.source_key = s.source_key AND live.execution_id IS NOT NULL)`,
    [tx.userId, accountId, keys],
  );
}

type Found = Omit<TradeDetails, 'executions' | 'notes'> & Pick<StandingVersion, 'id' | 'streamVersion'>;

async function withExecutions(tx: TenantTransaction, trades: readonly Found[]): Promise<readonly StandingVersion[]> {
  if (trades.length === 0) return [];
  const executions = await tx.query<ExecutionFound>(
    `SELECT e.trade_id AS "tradeId", e.execution_id AS id, e.type, e.at, e.quantity, e.price, e.fees, s.source
       FROM execution e LEFT JOIN trade_source s
         ON s.user_id = $1 AND s.trade_id = e.trade_id AND s.execution_id = e.execution_id
      WHERE e.user_id = $1 AND e.trade_id = ANY($2::uuid[]) ORDER BY e.trade_id, e.place`,
    [tx.userId, trades.map(({ id }) => id)],
  );
  const byTrade = Map.groupBy(executions, ({ tradeId }) => tradeId);
  return trades.map(({ id, streamVersion, ...details }) => ({
    id,
    streamVersion,
    details: { ...details, notes: null, executions: (byTrade.get(id) ?? []).map(executionOf) },
  }));
}

function executionOf({ tradeId: _, source, ...execution }: ExecutionFound): Execution {
  return source ? { ...execution, source } : execution;
}
