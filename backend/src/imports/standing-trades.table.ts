import type {
  DecimalText,
  Execution,
  FillInstrument,
  FillSource,
  Instant,
  StandingTrade,
  TradeDetails,
} from '@singularity/domain';
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
 * Trades of some symbols that have fills of an account, and those that have any of some fills: a member may have moved them
 * or written another symbol on them. Older ones first. Without their notes.
 */
export async function readSourcedTrades(
  tx: TenantTransaction,
  accountId: string,
  { symbols, keys }: { readonly symbols: readonly string[]; readonly keys: readonly string[] },
): Promise<readonly StandingVersion[]> {
  const [ofSymbols, ofFills] = await Promise.all([
    tx.query<Found>(
      // Each is looked up for itself, so that trades of other symbols cost nothing.
      `SELECT ${DETAILS} FROM trade t, LATERAL (
         SELECT FROM trade_source s
          WHERE s.user_id = $1 AND s.trade_id = t.trade_id AND s.account_id = $2 AND s.execution_id IS NOT NULL LIMIT 1) one
        WHERE t.user_id = $1 AND t.symbol = ANY($3::text[])`,
      [tx.userId, accountId, symbols],
    ),
    tx.query<Found>(
      `SELECT DISTINCT ON (t.trade_id) ${DETAILS}
         FROM unnest($3::text[]) told(key), trade_source s, trade t
        WHERE s.user_id = $1 AND s.account_id = $2 AND s.source_key = told.key AND s.execution_id IS NOT NULL
          AND t.user_id = $1 AND t.trade_id = s.trade_id AND t.symbol <> ALL($4::text[])`,
      [tx.userId, accountId, keys, symbols],
    ),
  ]);
  const oldestFirst = [...ofSymbols, ...ofFills].sort((a, b) => (a.id < b.id ? -1 : 1));
  return withExecutions(tx, oldestFirst);
}

/**
 * Trades of some symbols in an account, or in none, that were entered by hand. Futures are found by the roots of their
 * contracts: people write them in other ways than brokers.
 */
export async function readTradesByHand(
  tx: TenantTransaction,
  accountId: string,
  symbols: readonly string[],
  roots: readonly string[] = [],
): Promise<readonly StandingVersion[]> {
  const [named, futures] = await Promise.all([
    tx.query<Found>(byHand('t.symbol = ANY($3::text[])'), [tx.userId, accountId, symbols]),
    roots.length === 0
      ? []
      : tx.query<Found>(byHand(`t.asset_type = 'future' AND t.symbol LIKE ANY($3::text[])`), [
          tx.userId,
          accountId,
          roots.map((root) => `%${root}%`),
        ]),
  ]);
  return withExecutions(tx, [...new Map([...named, ...futures].map((trade) => [trade.id, trade])).values()]);
}

function byHand(condition: string): string {
  return `SELECT ${DETAILS} FROM trade t
    WHERE t.user_id = $1 AND ${condition} AND (t.account_id = $2 OR t.account_id IS NULL)
      AND NOT EXISTS (SELECT FROM trade_source s WHERE s.user_id = $1 AND s.trade_id = t.trade_id)
    ORDER BY t.trade_id`;
}

/** Options of an account that are open in trades and were past their last day at some moment. */
export function readExpired(tx: TenantTransaction, accountId: string, at: Instant): Promise<readonly FillInstrument[]> {
  return tx.query(
    `SELECT DISTINCT symbol, asset_type AS "assetType", direction, strike, expiration FROM trade
      WHERE user_id = $1 AND account_id = $2 AND status = 'open' AND asset_type = 'option' AND expiration < $3`,
    [tx.userId, accountId, at.slice(0, 10)],
  );
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

/** Of some keys those of fills that were split at flat, of whose trades one was deleted: what is left of them is less. */
export async function readPartlyDeleted(
  tx: TenantTransaction,
  accountId: string,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  // In two steps: of a member unknown to its statistics the planner joins all fills with all.
  const dead = await tx.query<{ key: string }>(
    `SELECT DISTINCT s.source_key AS key FROM trade_source s
      WHERE s.user_id = $1 AND s.account_id = $2 AND s.source_key = ANY($3::text[]) AND s.execution_id IS NULL
        AND NOT EXISTS (SELECT FROM trade t WHERE t.user_id = $1 AND t.trade_id = s.trade_id)`,
    [tx.userId, accountId, keys],
  );
  if (dead.length === 0) return new Set();
  const rows = await tx.query<{ key: string }>(
    `SELECT DISTINCT source_key AS key FROM trade_source
      WHERE user_id = $1 AND account_id = $2 AND source_key = ANY($3::text[]) AND execution_id IS NOT NULL`,
    [tx.userId, accountId, dead.map(({ key }) => key)],
  );
  return new Set(rows.map(({ key }) => key));
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
