import type { ParamMap, Params } from '@angular/router';
import { TRADE_SORTS } from '@singularity/contract';
import type { TradeQuery, TradeSort } from '@singularity/contract';
import { ASSET_TYPES, DIRECTIONS, parseDay } from '@singularity/domain';

/** The texts of an address that are filters. Everything about the list of trades stands in its address. */
export const FILTERS = ['symbol', 'accountId', 'assetType', 'direction', 'status', 'tag', 'from', 'to'] as const;
export type Filter = (typeof FILTERS)[number];

/** What an address asks for; what it says wrongly is left out. */
export function queryOf(params: ParamMap): TradeQuery {
  const text = (name: string) => params.get(name)?.trim() || undefined;
  const oneOf = <T extends string>(name: string, values: readonly T[]) =>
    values.find((value) => value === params.get(name));
  const day = (name: string) => parseDay(params.get(name) ?? '') ?? undefined;
  const query: TradeQuery = {
    symbol: text('symbol')?.toUpperCase(),
    accountId: text('accountId'),
    assetType: oneOf('assetType', ASSET_TYPES),
    direction: oneOf('direction', DIRECTIONS),
    status: oneOf('status', ['open', 'closed']),
    tag: text('tag'),
    from: day('from'),
    to: day('to'),
    sort: oneOf('sort', TRADE_SORTS) ?? 'date',
    order: oneOf('order', ['asc', 'desc']) ?? 'desc',
    cursor: text('cursor'),
  };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

/** The change of an address that sets filters; another filter begins at the first page. */
export function paramsFor(change: Partial<Record<Filter, string>>): Params {
  const texts = Object.entries(change).map(([name, value]) => [name, value.trim() || null]);
  return { ...Object.fromEntries(texts), cursor: null };
}

/** The change of an address that sorts by a column: downwards first, then the other way round. */
export function sortParams({ sort, order }: TradeQuery, column: TradeSort): Params {
  const turned = sort === column && order === 'desc';
  return { sort: column, order: turned ? 'asc' : 'desc', cursor: null };
}

export function isFiltered(query: TradeQuery): boolean {
  return FILTERS.some((name) => query[name] !== undefined);
}
