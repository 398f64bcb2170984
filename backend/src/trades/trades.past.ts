import type { Page, TradeAnswer } from '@singularity/contract';
import { decimal } from '@singularity/domain';
import type { Decimal, DecimalText, RecordedTrade, StatRules } from '@singularity/domain';
import type { FoldedStream } from '../event-store/projection.js';
import { isWithin, periodOf } from '../filter/period.js';
import { passesFilter } from '../filter/trade-filter.js';
import { once, statRulesOf, streamOf, streamsOf } from '../past/folded-ledger.js';
import type { FoldedLedger } from '../past/folded-ledger.js';
import type { TradeRow } from './trades.entity.js';
import { listingOf, pageOf, SORT_COLUMNS } from './trades.listing.js';
import type { Listing } from './trades.listing.js';
import { tradeAnswer, tradeRows } from './trades.projection.js';
import type { TradeListQuery } from '@singularity/contract/wire';

export function findPastTrade(ledger: FoldedLedger, id: string): TradeAnswer | null {
  const stream = streamOf(ledger, 'trade', id);
  if (stream?.state.status !== 'recorded') return null;
  const { trade, executions } = tradeRows({ ...stream, state: stream.state });
  return tradeAnswer(trade, executions);
}

/** The same pages as `listTrades`: the same filters, order and cursors, without SQL. */
export function listPastTrades(ledger: FoldedLedger, query: TradeListQuery): Page<TradeAnswer> {
  const listing = listingOf(query);
  const filtered = rowsOf(ledger).filter(filterOf(query, statRulesOf(ledger)));
  const { rows, nextCursor } = pageOf(inOrder(filtered, listing).slice(0, listing.limit + 1), listing);
  return { items: rows.flatMap(({ id }) => findPastTrade(ledger, id) ?? []), nextCursor };
}

const rowOf = once((stream: FoldedStream) => tradeRows(stream as FoldedStream<RecordedTrade>).trade);

const rowsOf = once((ledger: FoldedLedger): readonly TradeRow[] =>
  streamsOf(ledger, 'trade').flatMap((stream) => (stream.state.status === 'recorded' ? [rowOf(stream)] : [])),
);

function filterOf(query: TradeListQuery, rules: StatRules): (row: TradeRow) => boolean {
  const passes = passesFilter(query, rules);
  const period = periodOf(rules, query);
  return (row) => passes(row) && isWithin({ at: row.datedAt, accountId: row.accountId }, period);
}

/** What a row is sorted by; decimals are worked out once, and not at each comparison. */
interface Ranked<Row> {
  readonly row: Row;
  readonly value: string | Decimal | null;
  readonly id: string;
}

/** Rows after the cursor, in order. Ids break ties, and texts sort as PostgreSQL sorts them under "C": both are ASCII. */
function inOrder(rows: readonly TradeRow[], { sort, order, cursor }: Listing): readonly TradeRow[] {
  const sign = order === 'asc' ? 1 : -1;
  const rank = <Row>(row: Row, value: string | null, id: string): Ranked<Row> => ({
    row,
    value: sort === 'netPnl' && value !== null ? decimal(value as DecimalText) : value,
    id,
  });
  const compare = (a: Ranked<unknown>, b: Ranked<unknown>) =>
    Number(a.value === null) - Number(b.value === null) ||
    sign * (compareValues(a.value, b.value) || compareTexts(a.id, b.id));
  const ranked = rows.map((row) => rank(row, row[SORT_COLUMNS[sort]], row.id));
  const start = cursor && rank(null, cursor.value, cursor.id);
  return ranked
    .filter((one) => start === null || compare(one, start) > 0)
    .sort(compare)
    .map(({ row }) => row);
}

function compareValues(a: string | Decimal | null, b: string | Decimal | null): number {
  if (a === null || b === null) return 0;
  return typeof a === 'string' ? compareTexts(a, String(b)) : a.cmp(b);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
