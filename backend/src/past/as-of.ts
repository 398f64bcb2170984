import type { AsOf } from '@singularity/contract';
import type { Instant } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { lastVersionAt, readHead } from '../event-store/events.table.js';
import { InstantField, IntegerParameter } from '../http/fields.js';
import { invalidFields } from '../http/problem.js';

export const MOST_VERSIONS = 1_000_000_000;

/** When a question is about. */
export class AsOfQuery implements AsOf {
  @IntegerParameter(0, MOST_VERSIONS, {
    optional: true,
    description: 'As the ledger said right after this version; 0 is before the first.',
  })
  asOfVersion?: number;

  @InstantField({
    optional: true,
    description: 'As the ledger said after the last version that was recorded at or before this moment.',
  })
  recordedBefore?: Instant;
}

/** A place in a ledger as it is asked for, by one of two fields of a request. */
export interface Place {
  readonly version: number | undefined;
  readonly moment: Instant | undefined;
  readonly fields: { readonly version: string; readonly moment: string };
}

export function placeOf({ asOfVersion, recordedBefore }: AsOfQuery): Place {
  return {
    version: asOfVersion,
    moment: recordedBefore,
    fields: { version: 'asOfVersion', moment: 'recordedBefore' },
  };
}

/** The version that a place means; that of the head where it names none. Throws at the field that is at fault. */
export async function versionAt(tx: TenantTransaction, { version, moment, fields }: Place): Promise<number> {
  if (version !== undefined && moment !== undefined)
    throw invalidFields([{ field: fields.moment, message: 'Please give either a version or a moment.' }]);
  const head = await readHead(tx);
  if (version !== undefined && version > head.version)
    throw invalidFields([{ field: fields.version, message: `This ledger ends at version ${head.version}.` }]);
  return moment === undefined ? (version ?? head.version) : lastVersionAt(tx, head.version, moment);
}
