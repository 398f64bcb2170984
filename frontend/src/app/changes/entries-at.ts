import type { HistoryEntry } from '@singularity/contract';
import type { Place } from '../ledger/as-of';

/** What of a history had been recorded at a place in the past; all of it now. */
export function entriesAt(place: Place | null, entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  if (!place) return entries;
  return entries.filter(({ version, recordedAt }) =>
    'version' in place ? version <= place.version : recordedAt <= place.moment,
  );
}
