import type { HistoryEntry } from '@singularity/contract';
import type { AsOf } from '../ledger/as-of';

/** What of a history had been recorded by then; all of it now. */
export function entriesAt(asOf: AsOf | null, entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  if (!asOf) return entries;
  return entries.filter(({ version, recordedAt }) =>
    'version' in asOf ? version <= asOf.version : recordedAt <= asOf.moment,
  );
}
