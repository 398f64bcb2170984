import type { ParamMap, Params } from '@angular/router';
import { TRADE_SORTS } from '@singularity/contract';
import type { TradeQuery, TradeSort } from '@singularity/contract';
import { DIRECTIONS, TRADE_RESULTS, parseSymbol } from '@singularity/domain';
import type { FilterParams } from '../../filter/filter';

/** The texts of an address that are filters of this list alone, beside those that every page shares. */
export const OWN_FILTERS = ['symbol', 'symbolPrefix', 'direction', 'status', 'result'] as const;

/** Filters to set, those that all pages share among them; what is empty is no filter. */
export type FilterChange = Readonly<
  Partial<Record<(typeof OWN_FILTERS)[number] | keyof FilterParams, string | readonly string[]>>
>;

/** What an address asks of the list; what it says wrongly is left out. */
export function queryOf(params: ParamMap): TradeQuery {
  const oneOf = <T extends string>(name: string, values: readonly T[]) =>
    values.find((value) => value === params.get(name));
  const symbol = symbolsIn(params.getAll('symbol').join(' '));
  const symbolPrefix = symbolsIn(params.getAll('symbolPrefix').join(' '));
  const direction = DIRECTIONS.filter((one) => params.getAll('direction').includes(one));
  const result = TRADE_RESULTS.filter((one) => params.getAll('result').includes(one));
  const status = oneOf('status', ['open', 'closed']);
  return {
    ...(symbol.length > 0 && { symbol }),
    ...(symbolPrefix.length > 0 && { symbolPrefix }),
    ...(direction.length > 0 && { direction }),
    ...(status && { status }),
    ...(result.length > 0 && { result }),
    sort: oneOf('sort', TRADE_SORTS) ?? 'date',
    order: oneOf('order', ['asc', 'desc']) ?? 'desc',
  };
}

/** Symbols as one types them, apart by spaces or commas: each of them is looked for. What can be none is left out. */
export function symbolsIn(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,]+/).flatMap((word) => parseSymbol(word) ?? []))];
}

/** The change of an address that sets filters. */
export function paramsFor(change: FilterChange): Params {
  return Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value.length > 0 ? value : null]));
}

/** The change of an address that sorts by a column: downwards first, then the other way round. */
export function sortParams({ sort, order }: TradeQuery, column: TradeSort): Params {
  const turned = sort === column && order === 'desc';
  return { sort: column, order: turned ? 'asc' : 'desc' };
}

export function hasOwnFilter(query: TradeQuery): boolean {
  return OWN_FILTERS.some((name) => query[name] !== undefined);
}
