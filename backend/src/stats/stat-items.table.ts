import type { TradeFilter } from '@singularity/contract';
import { parseSymbol } from '@singularity/domain';
import type { Instant, StatItem } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';

/** A stretch of time: from its first moment up to but not including its last. */
export interface Span {
  readonly from: Instant | null;
  readonly until: Instant | null;
}

/** Conditions on trades `t`, and on moments; parameters are numbered on from the member's id, which is $1. */
class Conditions {
  readonly parameters: unknown[];
  private readonly onTrade: string[] = [];

  constructor(userId: string, filter: Omit<TradeFilter, 'from' | 'to'>) {
    this.parameters = [userId];
    this.add('t.symbol =', filter.symbol && (parseSymbol(filter.symbol) ?? filter.symbol));
    this.add('t.account_id =', filter.accountId);
    this.add('t.asset_type =', filter.assetType);
    this.add('t.direction =', filter.direction);
    this.add('t.tags @>', filter.tag && [filter.tag]);
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

  private add(condition: string, value: unknown): void {
    if (value !== undefined) this.onTrade.push(`${condition} ${this.parameter(value)}`);
  }

  private parameter(value: unknown): string {
    this.parameters.push(value);
    return `$${this.parameters.length}`;
  }
}

/** What happened in any of the spans, of the trades that a filter lets through. */
export async function readTradeItems(
  tx: TenantTransaction,
  spans: readonly Span[],
  filter: Omit<TradeFilter, 'from' | 'to'> = {},
): Promise<readonly StatItem[]> {
  const realized = new Conditions(tx.userId, filter);
  const filtered = Object.values(filter).some((value) => value !== undefined);
  // Without a filter a realization has all it takes, and its trade need not be looked up.
  const join = filtered ? 'JOIN trade t ON t.user_id = $1 AND t.trade_id = r.trade_id' : '';
  const realizations = await tx.query<StatItem>(
    `SELECT 'realization' AS kind, r.account_id AS "accountId", r.currency, r.at, r.trade_id AS "tradeId", r.place,
            r.gross, r.fees, r.net
       FROM realization r ${join} WHERE r.user_id = $1${realized.where('r.at', spans)}`,
    realized.parameters,
  );
  const closed = new Conditions(tx.userId, filter);
  const closes = await tx.query<StatItem>(
    `SELECT 'close' AS kind, t.account_id AS "accountId", t.currency, t.closed_at AS at, t.trade_id AS "tradeId",
            t.net_pnl AS net, t.r_multiple AS "rMultiple", t.holding_seconds AS "holdingSeconds"
       FROM trade t WHERE t.user_id = $1 AND t.closed_at IS NOT NULL${closed.where('t.closed_at', spans)}`,
    closed.parameters,
  );
  return [...realizations, ...closes];
}

/** Money that came to or left accounts in any of the spans; of one account where it is named. */
export async function readFlows(
  tx: TenantTransaction,
  spans: readonly Span[],
  accountId?: string,
): Promise<readonly StatItem[]> {
  const conditions = new Conditions(tx.userId, {});
  const during = conditions.where('b.at', spans);
  return tx.query(
    `SELECT 'flow' AS kind, b.account_id AS "accountId", b.currency, b.at, b.adjustment AS amount,
            b.account_id || '.' || lpad(b.place::text, 6, '0') AS id
       FROM balance_update b WHERE b.user_id = $1${during}
        AND ($${conditions.parameters.length + 1}::uuid IS NULL OR b.account_id = $${conditions.parameters.length + 1})`,
    [...conditions.parameters, accountId ?? null],
  );
}
