import { PAGE_SIZE } from '@singularity/contract';
import type { CompareQuery as WireQuery } from '@singularity/contract';
import type { Instant } from '@singularity/domain';
import { InstantField, IntegerParameter, TextField } from '@singularity/contract/wire';
import { MOST_VERSIONS } from '../past/as-of.js';

const optional = { optional: true };

export class CompareQuery implements WireQuery {
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
