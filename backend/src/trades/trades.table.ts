import { In } from 'typeorm';
import type { SelectQueryBuilder } from 'typeorm';
import type { Page, TradeAnswer, TradeSort } from '@singularity/contract';
import { readStatRules } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import { periodOf, withinSql } from '../filter/period.js';
import { tradeConditions } from '../filter/trade-filter.js';
import { ExecutionRow, TradeRow } from './trades.entity.js';
import { listingOf, pageOf, SORT_COLUMNS } from './trades.listing.js';
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
export async function listTrades(tx: TenantTransaction, query: TradeListQuery): Promise<Page<TradeAnswer>> {
  const listing = listingOf(query);
  const { rows, nextCursor } = pageOf(await readRows(await filtered(tx, query), listing), listing);
  return { items: await withExecutions(tx, rows), nextCursor };
}

type Trades = SelectQueryBuilder<TradeRow>;

async function filtered(tx: TenantTransaction, query: TradeListQuery): Promise<() => Trades> {
  const rules = await readStatRules(tx);
  const parameters: Record<string, unknown> = { userId: tx.userId };
  const parameter = (value: unknown) => {
    const name = `p${Object.keys(parameters).length}`;
    parameters[name] = value;
    return `:${name}`;
  };
  const conditions = [
    't.user_id = :userId',
    ...tradeConditions(query, { rules, parameter }),
    withinSql({ at: 't.dated_at', accountId: 't.account_id' }, periodOf(rules, query), parameter),
  ].join(' AND ');
  return () => tx.manager.createQueryBuilder(TradeRow, 't').where(conditions, parameters);
}

/** Sorts whose column may be null; of the others no index says where nulls would be. */
const NULLABLE: readonly TradeSort[] = ['exitAt', 'netPnl'];

/**
 * Rows after a cursor, one more than fit on the page. Those with a value and those without are two queries, each one range of an index;
 * asked as one, with an OR, they would be a scan.
 */
async function readRows(trades: () => Trades, { sort, order, cursor, limit }: Listing): Promise<readonly TradeRow[]> {
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
