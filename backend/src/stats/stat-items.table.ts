import type { CloseItem, FlowItem, RealizationItem, TradeAttributes, TradedItem } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type { Basis, HistoryItem } from '../event-store/projection.js';
import { Conditions } from '../filter/conditions.js';
import type { Parameter } from '../filter/conditions.js';
import type { Period } from '../filter/period.js';
import type { TradeConditions } from '../filter/trade-filter.js';
import { realizations } from './realizations.table.js';

/** Whether anything is to be read at all, as SQL. */
export type Condition = (parameter: Parameter) => string;

/** What is to be read: of the trades that a filter lets through, what happened in any of the periods; all of it where there is none. */
export interface ItemsAsked {
  readonly basis: Basis;
  readonly filter?: TradeConditions;
  readonly periods?: readonly Period[];
  readonly condition?: Condition | undefined;
}

interface ItemRow extends Omit<RealizationItem, 'kind'>, TradeAttributes, Pick<CloseItem, 'rMultiple'> {
  /** What the trade came to as a whole; null where this did not close it. */
  readonly closedNet: CloseItem['net'] | null;
  readonly holdingSeconds: CloseItem['holdingSeconds'] | null;
}

export async function readTradedItems(
  tx: TenantTransaction,
  { basis, filter = {}, periods = [], condition }: ItemsAsked,
): Promise<readonly TradedItem[]> {
  const conditions = new Conditions(tx.userId, { filter, rules: basis.rules }, 'r');
  const rows = await tx.query<ItemRow>(
    `SELECT r.account_id AS "accountId", r.currency, r.at, r.trade_id AS "tradeId", r.place AS index, r.gross, r.fees, r.net,
            r.symbol, r.asset_type AS "assetType", r.direction, r.tags,
            r.closed_net AS "closedNet", r.r_multiple AS "rMultiple", r.holding_seconds AS "holdingSeconds"
       FROM ${realizations(basis)}
      WHERE r.user_id = $1${conditions.where('r', 'at', periods)}${only(conditions, condition)} ORDER BY r.at`,
    conditions.parameters,
  );
  return rows.flatMap(toItems);
}

/** The same of all trades, and money that came or went. */
export async function readAllItems(tx: TenantTransaction, asked: ItemsAsked): Promise<readonly HistoryItem[]> {
  return (await Promise.all([readTradedItems(tx, asked), readFlows(tx, asked)])).flat();
}

function toItems({ closedNet, rMultiple, holdingSeconds, ...row }: ItemRow): readonly TradedItem[] {
  const { index, gross, fees, net, ...shared } = row;
  const realization: TradedItem = { kind: 'realization', ...row };
  if (closedNet === null || holdingSeconds === null) return [realization];
  return [realization, { kind: 'close', ...shared, net: closedNet, rMultiple, holdingSeconds }];
}

/** Money that came to or left accounts in any of the periods; of some accounts where they are named. */
export async function readFlows(
  tx: TenantTransaction,
  {
    accountIds,
    periods = [],
    condition,
  }: Pick<ItemsAsked, 'periods' | 'condition'> & { readonly accountIds?: readonly string[] | undefined },
): Promise<readonly FlowItem[]> {
  const conditions = new Conditions(tx.userId);
  const during = conditions.where('b', 'at', periods) + only(conditions, condition);
  const accounts = conditions.parameter(accountIds ?? null);
  return tx.query(
    `SELECT 'flow' AS kind, b.account_id AS "accountId", b.currency, b.at, b.adjustment AS amount,
            b.account_id || '.' || lpad(b.place::text, 6, '0') AS id
       FROM balance_update b WHERE b.user_id = $1${during}
        AND (${accounts}::uuid[] IS NULL OR b.account_id = ANY(${accounts}))`,
    conditions.parameters,
  );
}

function only({ parameter }: Conditions, condition: Condition | undefined): string {
  return condition ? ` AND ${condition(parameter)}` : '';
}
