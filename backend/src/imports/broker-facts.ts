import type { BrokerPositions } from '@singularity/brokers';
import { instrumentKey } from '@singularity/domain';
import type { Expiry } from '@singularity/domain';
import type { ImportOptions } from './import-options.js';
import { isOf } from './told-fills.js';
import type { ReadImportFile } from './read-files.js';

/** The keys of fills that the broker has taken back. */
export function voidedIn(files: readonly ReadImportFile[], { brokerAccount }: ImportOptions): readonly string[] {
  const voided = files.flatMap(({ reading }) => reading?.voided ?? []);
  return [...new Set(voided.filter(isOf(brokerAccount)).map(({ key }) => key))];
}

/** The last word on what is held, of a broker that says nothing of options that expire; null where there is none. */
export function lastHolding(
  files: readonly ReadImportFile[],
  { brokerAccount }: Pick<ImportOptions, 'brokerAccount'>,
): (Pick<BrokerPositions, 'at' | 'held'> & { readonly platform: string }) | null {
  const said = files.flatMap(({ kind, reading }) =>
    (reading?.positions ?? [])
      .filter(isOf(brokerAccount))
      .filter(({ tellsExpiry }) => !tellsExpiry)
      .map(({ at, held }) => ({ at, held, platform: kind?.platform ?? '' })),
  );
  return said.toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1) ?? null;
}

export function expiryOf(
  files: readonly ReadImportFile[],
  options: ImportOptions,
  { accountId, deleted }: { readonly accountId: string; readonly deleted: ReadonlySet<string> },
): Expiry {
  const last = lastHolding(files, options);
  const holding = last && { at: last.at, held: new Set(last.held.map(instrumentKey)) };
  return { holding, told: { platform: last?.platform ?? '', accountId }, deleted };
}
