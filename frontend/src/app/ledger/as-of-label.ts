import type { LedgerPlace } from '@singularity/contract';
import { formatMoment } from '../ui/format/zoned-time';
import type { Place } from './as-of';

/** `5 Nov 2026, 16:00 · version 57`; what is not known yet is left out. */
export function asOfLabel(place: Place, found: LedgerPlace | undefined, timeZone: string): string {
  const moment = 'moment' in place ? place.moment : found?.recordedAt;
  const version = 'version' in place ? place.version : found?.version;
  return [
    ...(moment ? [formatMoment(moment, timeZone)] : []),
    ...(version === undefined ? [] : [version === 0 ? 'before the first entry' : `version ${version}`]),
  ].join(' · ');
}
