import type { AsOfQuery } from '@singularity/contract/wire';
import type { Instant } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { lastVersionAt, readHead } from '../event-store/events.table.js';
import { invalidFields } from '../http/problem.js';

/** A version or a moment of a ledger, with the field of the request that names it. Neither of them is now. */
export interface AsOf {
  readonly version: number | undefined;
  readonly moment: Instant | undefined;
  readonly fields: { readonly version: string; readonly moment: string };
}

export function readAsOf({ asOfVersion, recordedBefore }: AsOfQuery): AsOf {
  return {
    version: asOfVersion,
    moment: recordedBefore,
    fields: { version: 'asOfVersion', moment: 'recordedBefore' },
  };
}

/** The version that is meant; that of the head where none is named. Throws at the field that is at fault. */
export async function versionAt(tx: TenantTransaction, { version, moment, fields }: AsOf): Promise<number> {
  if (version !== undefined && moment !== undefined)
    throw invalidFields([{ field: fields.moment, message: 'Enter either a version or a moment, not both.' }]);
  const head = await readHead(tx);
  if (version !== undefined && version > head.version)
    throw invalidFields([{ field: fields.version, message: `The journal ends at version ${head.version}.` }]);
  return moment === undefined ? (version ?? head.version) : lastVersionAt(tx, head.version, moment);
}
