import type { AsOf } from '@singularity/contract';
import { parseInstant } from '@singularity/domain';
import type { Instant } from '@singularity/domain';

/** A place in the ledger's past: right after a version, or after all that was recorded up to a moment. */
export type Place = { readonly version: number } | { readonly moment: Instant };

/** `v57`, `57` or an ISO moment; null for anything else. */
export function parsePlace(text: string): Place | null {
  const version = /^v?(\d{1,9})$/i.exec(text.trim())?.[1];
  if (version !== undefined) return { version: Number(version) };
  const moment = parseInstant(text.trim());
  return moment && { moment };
}

/** How an address says it; `parsePlace` reads it again. */
export function textOf(place: Place): string {
  return 'version' in place ? `v${place.version}` : place.moment;
}

/** How the server is asked for it. */
export function asOf(place: Place): AsOf {
  return 'version' in place ? { asOfVersion: place.version } : { recordedBefore: place.moment };
}
