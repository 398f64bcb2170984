import { In } from 'typeorm';
import type { SelectQueryBuilder } from 'typeorm';
import type { Page, TradeAnswer, TradeSort } from '@singularity/contract';
import { calendarOf, nextDay } from '@singularity/domain';
import type { Settings, TradeResult } from '@singularity/domain';
import { readSettings } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import { ExecutionRow, TradeRow } from './trades.entity.js';
import { listingOf, pageOf, SORT_COLUMNS } from './trades.listing.js';
import type { Listing } from './trades.listing.js';
import { tradeAnswer } from './trades.projection.js';
import type { TradeListQuery } from './trades.requests.js';

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
type Condition = readonly [sql: string, parameters: Record<string, unknown>];

async function filtered(tx: TenantTransaction, query: TradeListQuery): Promise<() => Trades> {
  const { symbol, accountId, assetType, direction, status, tag } = query;
  const anyOf = { symbol, accountId, assetType, direction, status: status && [status] };
  const conditions = Object.entries(anyOf).flatMap(([field, values]) => (values ? [among(field, values)] : []));
  if (tag) conditions.push(['t.tags && :tags', { tags: tag }]);
  if (query.from || query.to || query.result) conditions.push(...asSettingsSay(query, await readSettings(tx)));
  return () => {
    const trades = tx.manager.createQueryBuilder(TradeRow, 't').where('t.userId = :userId', { userId: tx.userId });
    for (const [condition, parameters] of conditions) trades.andWhere(condition, parameters);
    return trades;
  };
}

/** Days and results are what the member's settings make of them. */
function asSettingsSay({ from, to, result }: TradeListQuery, settings: Settings): readonly Condition[] {
  const calendar = calendarOf(settings.timeZone);
  return [
    ...(from ? [['t.datedAt >= :from', { from: calendar.startOf(from) }] as const] : []),
    ...(to ? [['t.datedAt < :until', { until: calendar.startOf(nextDay(to)) }] as const] : []),
    ...(result ? [cameTo(result, settings.breakevenTolerance)] : []),
  ];
}

/** One value is an equality, after which an index is still in order; after a list of them it is not. */
function among(field: string, values: readonly string[]): Condition {
  return values.length === 1
    ? [`t.${field} = :${field}`, { [field]: values[0] }]
    : [`t.${field} = ANY(:${field})`, { [field]: values }];
}

/** The tolerance of a trade's currency, as `toleranceOf` tells it. */
const TOLERANCE = `COALESCE((CAST(:tolerances AS jsonb) ->> t.currency)::numeric, 0)`;

/**
 * `resultOf` in SQL: a filter along the index of the order, which wins and losses soon fill a page of. A range of the
 * index of amounts it cannot be: under row level security, comparing numerics is done after the policy only.
 */
const RESULTS: Readonly<Record<TradeResult, string>> = {
  win: `t.netPnl > ${TOLERANCE}`,
  loss: `t.netPnl < -${TOLERANCE}`,
  breakeven: `abs(t.netPnl) <= ${TOLERANCE}`,
};

function cameTo(results: readonly TradeResult[], tolerances: Settings['breakevenTolerance']): Condition {
  const any = results.map((result) => RESULTS[result]).join(' OR ');
  return [`t.status = 'closed' AND (${any})`, { tolerances: JSON.stringify(tolerances) }];
}

/** Sorts whose column may be null; of the others no index says where nulls would be. */
const NULLABLE: readonly TradeSort[] = ['exitAt', 'netPnl'];

/**
 * Rows after a cursor, one more than fit on the page. Those with a value and those without are two questions, each one range of an index;
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
