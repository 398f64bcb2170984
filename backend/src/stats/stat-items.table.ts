import type { StatItem, TradedItem } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { Conditions } from '../filter/conditions.js';
import type { Parameter, TradesAsked } from '../filter/conditions.js';
import type { Period } from '../filter/period.js';
import { filtersTrades } from '../filter/trade-filter.js';

/** Whether anything is to be read at all, as SQL. */
export type Condition = (parameter: Parameter) => string;

interface ItemsAsked {
  readonly asked: TradesAsked | undefined;
  readonly condition: Condition | undefined;
  /** Columns of trades, each after a comma. */
  readonly attributes: string;
}

const ATTRIBUTES = ', t.symbol, t.asset_type AS "assetType", t.direction, t.tags';

/** What happened in any of the periods, of the trades that a filter lets through. */
export function readTradeItems(
  tx: TenantTransaction,
  periods: readonly Period[],
  asked?: TradesAsked,
  condition?: Condition,
): Promise<readonly StatItem[]> {
  return readItems<StatItem>(tx, periods, { asked, condition, attributes: '' });
}

/** The same of all trades, and money that came or went. */
export async function readAllItems(
  tx: TenantTransaction,
  periods: readonly Period[],
  condition?: Condition,
): Promise<readonly StatItem[]> {
  return (
    await Promise.all([readTradeItems(tx, periods, undefined, condition), readFlows(tx, periods, { condition })])
  ).flat();
}

/** The same, each with what is known of its trade. */
export function readTradedItems(
  tx: TenantTransaction,
  periods: readonly Period[],
  asked?: TradesAsked,
  condition?: Condition,
): Promise<readonly TradedItem[]> {
  return readItems<TradedItem>(tx, periods, { asked, condition, attributes: ATTRIBUTES });
}

async function readItems<Item>(
  tx: TenantTransaction,
  periods: readonly Period[],
  { asked, condition, attributes }: ItemsAsked,
): Promise<readonly Item[]> {
  const realized = new Conditions(tx.userId, asked);
  const filtered = asked && filtersTrades(asked.filter);
  // Without a filter a realization has all it takes, and its trade need not be looked up.
  const join = filtered || attributes ? 'JOIN trade t ON t.user_id = $1 AND t.trade_id = r.trade_id' : '';
  const realizations = tx.query<Item>(
    `SELECT 'realization' AS kind, r.account_id AS "accountId", r.currency, r.at, r.trade_id AS "tradeId", r.place AS index,
            r.gross, r.fees, r.net${attributes}
       FROM realization r ${join} WHERE r.user_id = $1${realized.where('r', 'at', periods)}${only(realized, condition)}`,
    realized.parameters,
  );
  const closed = new Conditions(tx.userId, asked);
  const closes = tx.query<Item>(
    `SELECT 'close' AS kind, t.account_id AS "accountId", t.currency, t.closed_at AS at, t.trade_id AS "tradeId",
            t.net_pnl AS net, t.r_multiple AS "rMultiple", t.holding_seconds AS "holdingSeconds"${attributes}
       FROM trade t WHERE t.user_id = $1 AND t.closed_at IS NOT NULL${closed.where('t', 'closed_at', periods)}${only(closed, condition)}`,
    closed.parameters,
  );
  return (await Promise.all([realizations, closes])).flat();
}

/** Money that came to or left accounts in any of the periods; of some accounts where they are named. */
export async function readFlows(
  tx: TenantTransaction,
  periods: readonly Period[],
  { accountIds, condition }: { accountIds?: readonly string[] | undefined; condition?: Condition | undefined } = {},
): Promise<readonly StatItem[]> {
  const conditions = new Conditions(tx.userId);
  const during = conditions.where('b', 'at', periods) + only(conditions, condition);
  const accounts = `$${conditions.parameters.length + 1}`;
  return tx.query(
    `SELECT 'flow' AS kind, b.account_id AS "accountId", b.currency, b.at, b.adjustment AS amount,
            b.account_id || '.' || lpad(b.place::text, 6, '0') AS id
       FROM balance_update b WHERE b.user_id = $1${during}
        AND (${accounts}::uuid[] IS NULL OR b.account_id = ANY(${accounts}))`,
    [...conditions.parameters, accountIds ?? null],
  );
}

function only({ parameter }: Conditions, condition: Condition | undefined): string {
  return condition ? ` AND ${condition(parameter)}` : '';
}
