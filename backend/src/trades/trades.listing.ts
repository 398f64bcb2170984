import { PAGE_SIZE } from '@singularity/contract';
import type { TradeSort } from '@singularity/contract';
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
    nextCursor: more ? writeCursor({ sort, order, value: last[SORT_COLUMNS[sort]], id: last.id }) : null,
  };
}
