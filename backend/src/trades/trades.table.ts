import { In } from 'typeorm';
import type { SelectQueryBuilder } from 'typeorm';
import type { Realized, TradeAnswer, TradePage, TradeSort } from '@singularity/contract';
import { readStatRules } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import { Conditions } from '../filter/conditions.js';
import type { TradesAsked } from '../filter/conditions.js';
import { narrow } from '../filter/few-trades.js';
import { ALWAYS, periodOf, withinSql } from '../filter/period.js';
import type { Period } from '../filter/period.js';
import { tradeConditions } from '../filter/trade-filter.js';
import { ExecutionRow, TradeRow, TradeTagRow } from './trades.entity.js';
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
  const isOfTag = listing.sort === 'date' && query.tag?.length === 1;
  const [rules, { ids, areTagsKept }] = await Promise.all([
    readStatRules(tx),
    narrow(tx, query, { isAlongTag: isOfTag }),
  ]);
  const period = periodOf(rules, query);
  const asked = { filter: query, rules, ids };
  const partly = await partlyRealizedIn(tx, period, asked);
  const isAlongTag = isOfTag && areTagsKept && !ids;
  const [, rows] = await Promise.all([
    isAlongTag && refuseWorkers(tx),
    readRows(isAlongTag ? alongTag(tx, asked, period) : filtered(tx, asked, period, listing), listing),
  ]);
  if (partly.length > 0) rows.push(...(await readRows(ofIds(tx, partly, listing), listing)));
  const page = pageOf(inOrder(rows, listing), listing);
  const items = await withExecutions(tx, page.rows);
  return { items: await withRealized(tx, items, period), nextCursor: page.nextCursor };
}

/**
 * Trades that realized something in a period to which neither their close nor, while open, their entry belongs: partial
 * exits, which close nothing. They are few, and a query of their own, after which all others are a range of an index.
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
                       AND r.closed_net IS NULL AND ${conditions.during('r', 'at', [period])})`,
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

/** Trades to take a page of, and the columns that they are in order by. */
interface Source {
  readonly trades: () => Trades;
  readonly value: string;
  readonly id: string;
}

function filtered(tx: TenantTransaction, asked: TradesAsked, period: Period, { sort }: Pick<Listing, 'sort'>): Source {
  const { where, parameters } = whereSql(tx, asked, period, 't.dated_at');
  const trades = () => tx.manager.createQueryBuilder(TradeRow, 't').where(where, parameters);
  return { trades, ...inOrderOf(sort) };
}

/** The same by date, of one tag, whose trades may be many and all long ago. */
function alongTag(tx: TenantTransaction, { filter, ...asked }: TradesAsked, period: Period): Source {
  const { tag, ...others } = filter;
  const { where, parameters } = whereSql(tx, { ...asked, filter: others }, period, 'g.dated_at');
  const ofTag = 'g.userId = :userId AND g.tradeId = t.id AND g.tag = :tag';
  const trades = () =>
    tx.manager
      .createQueryBuilder(TradeRow, 't')
      .innerJoin(TradeTagRow, 'g', ofTag, { tag: tag?.[0] })
      .where(where, parameters);
  return { trades, value: 'g.datedAt', id: 'g.tradeId' };
}

/**
 * PostgreSQL takes the trades that it finds along a tag for far fewer than there are, and calls workers to find them, which
 * takes longer to begin than a page takes.
 */
async function refuseWorkers(tx: TenantTransaction): Promise<void> {
  await tx.query('SET LOCAL max_parallel_workers_per_gather = 0');
}

function ofIds(tx: TenantTransaction, ids: readonly string[], { sort }: Pick<Listing, 'sort'>): Source {
  const trades = () => tx.manager.createQueryBuilder(TradeRow, 't').where({ userId: tx.userId, id: In(ids) });
  return { trades, ...inOrderOf(sort) };
}

function inOrderOf(sort: TradeSort): Pick<Source, 'value' | 'id'> {
  return { value: `t.${SORT_COLUMNS[sort]}`, id: 't.id' };
}

function whereSql(tx: TenantTransaction, { filter, ...asked }: TradesAsked, period: Period, datedAt: string) {
  const parameters: Record<string, unknown> = { userId: tx.userId };
  const parameter = (value: unknown) => {
    const name = `p${Object.keys(parameters).length}`;
    parameters[name] = value;
    return `:${name}`;
  };
  const conditions = [
    't.user_id = :userId',
    ...tradeConditions(filter, { ...asked, of: 't', parameter }),
    withinSql({ at: datedAt, accountId: 't.account_id' }, period, parameter),
  ];
  return { where: conditions.join(' AND '), parameters };
}

/** Sorts whose column may be null. */
const NULLABLE: readonly TradeSort[] = ['exitAt', 'netPnl', 'pnlPercent', 'rMultiple', 'holding'];

/**
 * Rows after a cursor, one more than fit on the page. Those with a value and those without, which are last in both
 * directions, are two queries, each one range of the same index.
 */
async function readRows({ trades, value: column, id: idColumn }: Source, listing: Listing): Promise<TradeRow[]> {
  const { sort, order, cursor, limit } = listing;
  const direction = order === 'asc' ? 'ASC' : 'DESC';
  const beyond = order === 'asc' ? '>' : '<';
  const nullable = NULLABLE.includes(sort);
  const page = (query: Trades, rows: number) =>
    query.orderBy(column, direction).addOrderBy(idColumn, direction).limit(rows).getMany();
  const withValue = () => (nullable ? trades().andWhere(`${column} IS NOT NULL`) : trades());
  const withoutValue = () => trades().andWhere(`${column} IS NULL`);
  const most = limit + 1;
  if (cursor?.value === null)
    return page(withoutValue().andWhere(`${idColumn} ${beyond} :id`, { id: cursor.id }), most);
  const after = `(${column}, ${idColumn}) ${beyond} (:value, :id)`;
  const rows = await page(
    cursor ? withValue().andWhere(after, { value: cursor.value, id: cursor.id }) : withValue(),
    most,
  );
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
