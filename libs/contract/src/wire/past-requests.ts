import type { Instant } from '@singularity/domain';
import { InstantField, IntegerParameter, TextField } from './fields.js';
import { MOST_VERSIONS, PAGE_SIZE } from '../plain/limits.js';

const optional = { optional: true };

/** In what reads accounts, trades and statistics: as of when it is answered. Neither is now; both are refused. */
export class AsOfQuery {
  @IntegerParameter(0, MOST_VERSIONS, {
    ...optional,
    description: 'As the ledger said right after this version; 0 is before the first.',
  })
  asOfVersion?: number;

  @InstantField({
    ...optional,
    description: 'As the ledger said after the last version that was recorded at or before this moment.',
  })
  recordedBefore?: Instant;
}

/** GET /api/user/compare: from a version or a moment, which is needed, to another, or to now. */
export class CompareQuery {
  @IntegerParameter(0, MOST_VERSIONS, { ...optional, description: 'Either this or `fromMoment` is needed.' })
  fromVersion?: number;

  @InstantField({ ...optional, description: 'From the last version that was recorded at or before this moment.' })
  fromMoment?: Instant;

  @IntegerParameter(0, MOST_VERSIONS, { ...optional, description: 'Left out, like `toMoment`: now.' })
  toVersion?: number;

  @InstantField({ ...optional, description: 'To the last version that was recorded at or before this moment.' })
  toMoment?: Instant;

  @TextField(200, { ...optional, description: 'Of the answer before; it goes with the versions of that answer.' })
  cursor?: string;

  @IntegerParameter(1, PAGE_SIZE.max, optional) limit?: number;
}
