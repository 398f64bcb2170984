import type { ImportMapping } from '@singularity/contract';
import type { DecimalText } from '@singularity/domain';

/** What the member has answered so far. */
export interface ImportOptions {
  readonly accountId: string | null;
  readonly brokerAccount: string | null;
  readonly timeZone: string | null;
  readonly dateOrder: 'mdy' | 'dmy' | null;
  readonly links: readonly { readonly tradeId: string; readonly round: string }[];
  readonly multipliers: readonly { readonly symbol: string; readonly multiplier: DecimalText }[];
  readonly bringBack: boolean;
  /** How each file is read, by their order; those that are left out as they are recognised. */
  readonly readAs: readonly string[];
  readonly mapping: ImportMapping | null;
}

export const UNANSWERED: ImportOptions = {
  accountId: null,
  brokerAccount: null,
  timeZone: null,
  dateOrder: null,
  links: [],
  multipliers: [],
  bringBack: false,
  readAs: [],
  mapping: null,
};

/** Of files that a broker's API has filled: times without a zone are the market's. */
export const SYNCED: ImportOptions = { ...UNANSWERED, timeZone: 'America/New_York' };

/** A file as it was sent. */
export interface ImportedBytes {
  readonly name: string;
  readonly content: Uint8Array;
}
