import type { Params } from '@angular/router';
import type { ColumnPreference, SavedView, TradeQuery } from '@singularity/contract';
import { same } from '@singularity/domain';
import type { Period } from '../../ledger/periods';
import { OWN_FILTERS } from './trade-filter';

/** The texts of an address that make a view: what all pages share, what is the list's own, and the order. */
const PARTS = ['from', 'to', 'accountId', 'assetType', 'tag', ...OWN_FILTERS, 'sort', 'order'] as const;

/** The text of an address that says which view it is. */
export const VIEW_PARAM = 'saved';

/** What is shown, under a name; of days that are others every day it is their name that is kept. */
export function viewOf(
  name: string,
  query: TradeQuery,
  period: Period | undefined,
  columns: readonly ColumnPreference[] | null,
): SavedView {
  const search = new URLSearchParams();
  for (const part of PARTS) for (const text of [query[part] ?? []].flat()) search.append(part, text);
  return { name, search: search.toString(), ...(query.from && period && { period: period.name }), columns };
}

/** The change of an address that opens a view. */
export function viewParams(view: SavedView, periods: readonly Period[]): Params {
  const search = new URLSearchParams(view.search);
  const kept = Object.fromEntries(PARTS.map((part) => [part, search.has(part) ? search.getAll(part) : null]));
  const days = periods.find(({ name }) => name === view.period)?.days;
  return { ...kept, ...(days && { from: days.from ?? null, to: days.to ?? null }), [VIEW_PARAM]: view.name };
}

/** Whether the list shows what a view says. */
export function isAsSaved(view: SavedView, query: TradeQuery, periods: readonly Period[]): boolean {
  const params = viewParams(view, periods);
  return PARTS.every((part) => same([params[part] ?? []].flat(), [query[part] ?? []].flat()));
}

/** With a view in the place of the one of its name, or at the end. */
export function withView(views: readonly SavedView[], view: SavedView): readonly SavedView[] {
  const known = views.some(({ name }) => name === view.name);
  return known ? views.map((one) => (one.name === view.name ? view : one)) : [...views, view];
}
