import type { AsOfQuery } from '@singularity/contract';
import { parseInstant } from '@singularity/domain';
import type { Instant } from '@singularity/domain';

/** A version or a moment of the ledger to look back to: right after a version, or after all that was recorded up to a moment. */
export type AsOf = { readonly version: number } | { readonly moment: Instant };

/** `v57`, `57` or an ISO moment; null for anything else. */
export function parseAsOf(text: string): AsOf | null {
  const version = /^v?(\d{1,9})$/i.exec(text.trim())?.[1];
  if (version !== undefined) return { version: Number(version) };
  const moment = parseInstant(text.trim());
  return moment && { moment };
}

/** How an address says it; `parseAsOf` reads it again. */
export function textOf(asOf: AsOf): string {
  return 'version' in asOf ? `v${asOf.version}` : asOf.moment;
}

/** How the server is asked for it. */
export function asOfQuery(asOf: AsOf): AsOfQuery {
  return 'version' in asOf ? { asOfVersion: asOf.version } : { recordedBefore: asOf.moment };
}
