import { In } from 'typeorm';
import type { SelectQueryBuilder } from 'typeorm';
import type { Realized, TradeAnswer, TradePage, TradeSort } from '@singularity/contract';
import type { StatRules } from '@singularity/domain';
import { readStatRules } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import { Conditions } from '../filter/conditions.js';
import type { TradesAsked } from '../filter/conditions.js';
import { ALWAYS, periodOf, withinSql } from '../filter/period.js';
import type { Period } from '../filter/period.js';
import { tradeConditions } from '../filter/trade-filter.js';
import { ExecutionRow, TradeRow } from './trades.entity.js';
import { NOTHING_REALIZED } from './trade-totals.js';
import { inOrder, listingOf, pageOf, SORT_COLUMNS } from './trades.listing.js';
import type { Listing } from './trades.listing.js';
import { tradeAnswer } from './trades.projection.js';
import type { TradeListQuery } from '@singularity/contract/wire';

export async function findTrade(tx: TenantTransaction, id: string): Promise<TradeAnswer | null> {
  const row = await tx.manager.findOneBy(TradeRow, { userId: tx.userId, id });
  if (!row) return null;
  const [answer] = await withExecutions(tx, [row]);
  return answer ?? null;
}

/** One page of trades in a total order, nulls last; the cursor names the last one seen, so no page shifts under an edit. */
export async function listTrades(tx: TenantTransaction, query: TradeListQuery): Promise<TradePage> {
  const listing = listingOf(query);
  const rules = await readStatRules(tx);
  const period = periodOf(rules, query);
  const partly = await partlyRealizedIn(tx, period, { filter: query, rules });
  const rows = await readRows(filtered(tx, query, rules, period), listing);
  if (partly.length > 0) rows.push(...(await readRows(() => ofIds(tx, partly), listing)));
  const page = pageOf(inOrder(rows, listing), listing);
  const items = await withExecutions(tx, page.rows);
  return { items: await withRealized(tx, items, period), nextCursor: page.nextCursor };
}

/**
 * Trades that realized something in a period to which neither their close nor, while open, their entry belongs: partial
 * exits. They are few, and a query of their own, after which all others are a range of an index.
 */
export async function partlyRealizedIn(
  tx: TenantTransaction,
  period: Period,
  asked: TradesAsked,
): Promise<readonly string[]> {
  if (period === ALWAYS) return [];
  const conditions = new Conditions(tx.userId, asked);
  const rows = await tx.query<{ id: string }>(
    `SELECT t.trade_id AS id FROM trade t
      WHERE t.user_id = $1${conditions.onTrades} AND NOT ${conditions.during('t', 'dated_at', [period])}
        AND EXISTS (SELECT 1 FROM realization r WHERE r.user_id = $1 AND r.trade_id = t.trade_id
                       AND ${conditions.during('r', 'at', [period])})`,
    conditions.parameters,
  );
  return rows.map(({ id }) => id);
}

async function withRealized(
  tx: TenantTransaction,
  trades: readonly TradeAnswer[],
  period: Period,
): Promise<TradePage['items']> {
  if (period === ALWAYS || trades.length === 0) return trades;
  const conditions = new Conditions(tx.userId);
  const within = conditions.during('r', 'at', [period]);
  const sums = await tx.query<Realized & { id: string }>(
    `SELECT r.trade_id AS id, sum(r.gross) AS "realizedGross", sum(r.fees) AS "realizedFees", sum(r.net) AS "realizedNet"
       FROM realization r WHERE r.user_id = $1 AND r.trade_id = ANY(${conditions.parameter(trades.map(({ id }) => id))})
        AND ${within} GROUP BY r.trade_id`,
    conditions.parameters,
  );
  const byTrade = new Map(sums.map((sum) => [sum.id, sum]));
  return trades.map((trade) => ({ ...trade, ...NOTHING_REALIZED, ...byTrade.get(trade.id) }));
}

type Trades = SelectQueryBuilder<TradeRow>;

function filtered(tx: TenantTransaction, query: TradeListQuery, rules: StatRules, period: Period): () => Trades {
  const parameters: Record<string, unknown> = { userId: tx.userId };
  const parameter = (value: unknown) => {
    const name = `p${Object.keys(parameters).length}`;
    parameters[name] = value;
    return `:${name}`;
  };
  const conditions = [
    't.user_id = :userId',
    ...tradeConditions(query, { rules, of: 't', parameter }),
    withinSql({ at: 't.dated_at', accountId: 't.account_id' }, period, parameter),
  ].join(' AND ');
  return () => tx.manager.createQueryBuilder(TradeRow, 't').where(conditions, parameters);
}

function ofIds(tx: TenantTransaction, ids: readonly string[]): Trades {
  return tx.manager.createQueryBuilder(TradeRow, 't').where({ userId: tx.userId, id: In(ids) });
}

/** Sorts whose column may be null; of the others no index says where nulls would be. */
const NULLABLE: readonly TradeSort[] = ['exitAt', 'netPnl', 'pnlPercent', 'rMultiple', 'holding'];

/**
 * Rows after a cursor, one more than fit on the page. Those with a value and those without are two queries, each one range of an index;
 * asked as one, with an OR, they would be a scan.
 */
async function readRows(trades: () => Trades, { sort, order, cursor, limit }: Listing): Promise<TradeRow[]> {
  const column = `t.${SORT_COLUMNS[sort]}`;
  const direction = order === 'asc' ? 'ASC' : 'DESC';
  const beyond = order === 'asc' ? '>' : '<';
  const nullable = NULLABLE.includes(sort);
  const page = (query: Trades, rows: number) =>
    query
      .orderBy(column, direction, nullable ? 'NULLS LAST' : undefined)
      .addOrderBy('t.id', direction)
      .limit(rows)
      .getMany();
  const withoutValue = () => trades().andWhere(`${column} IS NULL`);
  const most = limit + 1;
  if (cursor === null) return page(trades(), most);
  const { value, id } = cursor;
  if (value === null) return page(withoutValue().andWhere(`t.id ${beyond} :id`, { id }), most);
  const rows = await page(trades().andWhere(`(${column}, t.id) ${beyond} (:value, :id)`, { value, id }), most);
  if (rows.length === most || !nullable) return rows;
  return [...rows, ...(await page(withoutValue(), most - rows.length))];
}

async function withExecutions(tx: TenantTransaction, rows: readonly TradeRow[]): Promise<readonly TradeAnswer[]> {
  if (rows.length === 0) return [];
  const executions = await tx.manager.find(ExecutionRow, {
    where: { userId: tx.userId, tradeId: In(rows.map((row) => row.id)) },
    order: { place: 'ASC' },
  });
  const byTrade = Map.groupBy(executions, (execution) => execution.tradeId);
  return rows.map((row) => tradeAnswer(row, byTrade.get(row.id) ?? []));
}
