import { PAGE_SIZE } from '@singularity/contract';
import type { TradeSort } from '@singularity/contract';
import { decimal } from '@singularity/domain';
import type { Decimal, DecimalText } from '@singularity/domain';
import { readCursor, writeCursor } from './trades.cursor.js';
import type { Cursor } from './trades.cursor.js';
import type { TradeRow } from './trades.entity.js';
import type { TradeListQuery } from '@singularity/contract/wire';

/** What a trade is sorted by. Columns come from here alone, never from a request. */
export const SORT_COLUMNS = {
  date: 'datedAt',
  entryAt: 'entryAt',
  exitAt: 'exitAt',
  symbol: 'symbol',
  netPnl: 'netPnl',
  quantity: 'quantity',
  fees: 'fees',
  pnlPercent: 'pnlPercent',
  rMultiple: 'rMultiple',
  holding: 'holdingSeconds',
} as const satisfies Record<TradeSort, keyof TradeRow>;

/** In which order, from where on and how many: a total order, nulls last. */
export interface Listing {
  readonly sort: TradeSort;
  readonly order: 'asc' | 'desc';
  readonly cursor: Cursor | null;
  readonly limit: number;
}

/** Throws at the cursor where it is none of this order. */
export function listingOf(query: TradeListQuery): Listing {
  const { sort = 'date', order = 'desc', limit = PAGE_SIZE.default } = query;
  return { sort, order, limit, cursor: query.cursor === undefined ? null : readCursor(query.cursor, sort, order) };
}

/** The value of a row that it is sorted by, as a cursor holds it. */
function sortValueOf(row: TradeRow, sort: TradeSort): string | null {
  const value = row[SORT_COLUMNS[sort]];
  return value === null ? null : String(value);
}

/** Sorts by a number; all others are by a text. */
const NUMBERS: readonly TradeSort[] = ['netPnl', 'quantity', 'fees', 'pnlPercent', 'rMultiple', 'holding'];

/** What a row is sorted by; decimals are worked out once, and not at each comparison. */
interface Ranked<Row> {
  readonly row: Row;
  readonly value: string | Decimal | null;
  readonly id: string;
}

/** Rows after the cursor, in order. Ids break ties, and texts sort as PostgreSQL sorts them under "C": both are ASCII. */
export function inOrder(rows: readonly TradeRow[], { sort, order, cursor }: Listing): readonly TradeRow[] {
  const sign = order === 'asc' ? 1 : -1;
  const rank = <Row>(row: Row, value: string | null, id: string): Ranked<Row> => ({
    row,
    value: value !== null && NUMBERS.includes(sort) ? decimal(value as DecimalText) : value,
    id,
  });
  const compare = (a: Ranked<unknown>, b: Ranked<unknown>) =>
    Number(a.value === null) - Number(b.value === null) ||
    sign * (compareValues(a.value, b.value) || compareTexts(a.id, b.id));
  const ranked = rows.map((row) => rank(row, sortValueOf(row, sort), row.id));
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

/** The page out of its rows and the one after them, which tells that there is a next page. */
export function pageOf(
  rows: readonly TradeRow[],
  { sort, order, limit }: Listing,
): { readonly rows: readonly TradeRow[]; readonly nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    rows: page,
    nextCursor: more ? writeCursor({ sort, order, value: sortValueOf(last, sort), id: last.id }) : null,
  };
}
