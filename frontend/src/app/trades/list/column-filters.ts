import type { TradeQuery } from '@singularity/contract';
import type { Segment } from '../../ui/format/labels';
import { ASSET_TYPE_LABELS, DIRECTION_LABELS, RESULT_LABELS, STATUS_LABELS, segmentsOf } from '../../ui/format/labels';
import type { FilterChange } from './trade-filter';

/** A choice among a few, or among what the member has named. */
export interface ChoiceFilter {
  readonly kind: 'choice';
  readonly name: 'direction' | 'result' | 'status' | 'assetType' | 'accountId' | 'tag';
  readonly label: string;
  /** Left out where only the member's ledger knows them. */
  readonly options?: readonly Segment[];
  /** Whether a second choice takes the place of the first. */
  readonly one?: boolean;
}

type ColumnFilterPart = ChoiceFilter | { readonly kind: 'symbols' } | { readonly kind: 'days' };

/** What can be asked of a column at its head. The name of a trade says which way it goes, so that is asked there. */
export const COLUMN_FILTERS: Readonly<Record<string, readonly ColumnFilterPart[]>> = {
  date: [{ kind: 'days' }],
  symbol: [
    { kind: 'symbols' },
    { kind: 'choice', name: 'direction', label: 'Direction', options: segmentsOf(DIRECTION_LABELS) },
  ],
  netPnl: [{ kind: 'choice', name: 'result', label: 'Result', options: segmentsOf(RESULT_LABELS) }],
  tags: [{ kind: 'choice', name: 'tag', label: 'Tags' }],
  accountId: [{ kind: 'choice', name: 'accountId', label: 'Accounts' }],
  status: [{ kind: 'choice', name: 'status', label: 'Status', options: segmentsOf(STATUS_LABELS), one: true }],
  assetType: [{ kind: 'choice', name: 'assetType', label: 'Types', options: segmentsOf(ASSET_TYPE_LABELS) }],
};

/** The texts of the address that the head of a column sets. */
export function filtersAt(column: string): readonly (keyof FilterChange & keyof TradeQuery)[] {
  return (COLUMN_FILTERS[column] ?? []).flatMap((part) =>
    part.kind === 'days'
      ? (['from', 'to'] as const)
      : part.kind === 'symbols'
        ? (['symbol', 'symbolPrefix'] as const)
        : [part.name],
  );
}
