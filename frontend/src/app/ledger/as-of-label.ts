import type { LedgerPosition } from '@singularity/contract';
import { formatMoment } from '../ui/format/zoned-time';
import type { AsOf } from './as-of';

/** `Nov 5, 2026, 4:00 PM · version 57`; what is not known yet is left out. */
export function asOfLabel(asOf: AsOf, found: LedgerPosition | undefined, timeZone: string): string {
  const moment = 'moment' in asOf ? asOf.moment : found?.recordedAt;
  const version = 'version' in asOf ? asOf.version : found?.version;
  return [
    ...(moment ? [formatMoment(moment, timeZone)] : []),
    ...(version === undefined ? [] : [version === 0 ? 'the start' : `version ${version}`]),
  ].join(' · ');
}
