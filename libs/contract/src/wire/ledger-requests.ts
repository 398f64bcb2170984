import type { Day } from '@singularity/domain';
import { DayField, IntegerParameter } from './fields.js';
import { PAGE_SIZE } from '../plain/limits.js';

/** GET /api/user/ledger/digests */
export class DigestsQuery {
  @DayField({ optional: true, description: 'The day that the page before ended with.' }) cursor?: Day;
  @IntegerParameter(1, PAGE_SIZE.max, { optional: true }) limit?: number;
}
