import type { StatItem, TradedItem } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type { Span } from './span.js';
import type { StatsQuery } from './stats.requests.js';

export type TradeConditions = Omit<StatsQuery, 'from' | 'to'>;

/** Conditions on trades `t`, and on moments; parameters are numbered on from the member's id, which is $1. */
export class Conditions {
  readonly parameters: unknown[];
  private readonly onTrade: string[] = [];

  constructor(userId: string, { symbol, accountId, assetType, direction, tag }: TradeConditions) {
    this.parameters = [userId];
    this.among('t.symbol', symbol);
    this.among('t.account_id', accountId);
    this.among('t.asset_type', assetType);
    this.among('t.direction', direction);
    if (tag) this.onTrade.push(`t.tags && ${this.parameter(tag)}`);
  }

  /** `AND …` for a statement that joins trades as `t` and dates its rows by `at`. */
  where(at: string, spans: readonly Span[]): string {
    const during = spans.map((span) => this.within(at, span)).join(' OR ');
    return [...this.onTrade, ...(during ? [`(${during})`] : [])].map((condition) => ` AND ${condition}`).join('');
  }

  private within(at: string, { from, until }: Span): string {
    const parts = [
      ...(from ? [`${at} >= ${this.parameter(from)}`] : []),
      ...(until ? [`${at} < ${this.parameter(until)}`] : []),
    ];
    return parts.length > 0 ? `(${parts.join(' AND ')})` : 'true';
  }

  private among(column: string, values: readonly string[] | undefined): void {
    if (values) this.onTrade.push(`${column} = ANY(${this.parameter(values)})`);
  }

  /** The placeholder of a further parameter. */
  parameter(value: unknown): string {
    this.parameters.push(value);
    return `$${this.parameters.length}`;
  }
}

const ATTRIBUTES = ', t.symbol, t.asset_type AS "assetType", t.direction, t.tags';

/** What happened in any of the spans, of the trades that a filter lets through. */
export function readTradeItems(
  tx: TenantTransaction,
  spans: readonly Span[],
  filter: TradeConditions = {},
): Promise<readonly StatItem[]> {
  return readItems<StatItem>(tx, spans, filter, '');
}

/** The same, each with what is known of its trade. */
export function readTradedItems(
  tx: TenantTransaction,
  spans: readonly Span[],
  filter: TradeConditions,
): Promise<readonly TradedItem[]> {
  return readItems<TradedItem>(tx, spans, filter, ATTRIBUTES);
}

async function readItems<Item>(
  tx: TenantTransaction,
  spans: readonly Span[],
  filter: TradeConditions,
  attributes: string,
): Promise<readonly Item[]> {
  const realized = new Conditions(tx.userId, filter);
  const filtered = Object.values(filter).some((value) => value !== undefined);
  // Without a filter a realization has all it takes, and its trade need not be looked up.
  const join = filtered || attributes ? 'JOIN trade t ON t.user_id = $1 AND t.trade_id = r.trade_id' : '';
  const realizations = await tx.query<Item>(
    `SELECT 'realization' AS kind, r.account_id AS "accountId", r.currency, r.at, r.trade_id AS "tradeId", r.place,
            r.gross, r.fees, r.net${attributes}
       FROM realization r ${join} WHERE r.user_id = $1${realized.where('r.at', spans)}`,
    realized.parameters,
  );
  const closed = new Conditions(tx.userId, filter);
  const closes = await tx.query<Item>(
    `SELECT 'close' AS kind, t.account_id AS "accountId", t.currency, t.closed_at AS at, t.trade_id AS "tradeId",
            t.net_pnl AS net, t.r_multiple AS "rMultiple", t.holding_seconds AS "holdingSeconds"${attributes}
       FROM trade t WHERE t.user_id = $1 AND t.closed_at IS NOT NULL${closed.where('t.closed_at', spans)}`,
    closed.parameters,
  );
  return [...realizations, ...closes];
}

/** Money that came to or left accounts in any of the spans; of some accounts where they are named. */
export async function readFlows(
  tx: TenantTransaction,
  spans: readonly Span[],
  accountIds?: readonly string[],
): Promise<readonly StatItem[]> {
  const conditions = new Conditions(tx.userId, {});
  const during = conditions.where('b.at', spans);
  const place = `$${conditions.parameters.length + 1}`;
  return tx.query(
    `SELECT 'flow' AS kind, b.account_id AS "accountId", b.currency, b.at, b.adjustment AS amount,
            b.account_id || '.' || lpad(b.place::text, 6, '0') AS id
       FROM balance_update b WHERE b.user_id = $1${during}
        AND (${place}::uuid[] IS NULL OR b.account_id = ANY(${place}))`,
    [...conditions.parameters, accountIds ?? null],
  );
}
