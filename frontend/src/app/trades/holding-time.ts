import type { TradeAnswer } from '@singularity/contract';
import { secondsBetween } from '@singularity/domain';
import type { Instant } from '@singularity/domain';
import { formatDuration } from '../ui/format/duration';

/** From entry to close; null for an open trade. */
export function holdingTimeOf({ status, entryAt, exitAt }: TradeAnswer): string | null {
  if (status === 'open' || exitAt === null) return null;
  return formatDuration(secondsBetween(entryAt as Instant, exitAt as Instant));
}
