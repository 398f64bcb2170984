import type { Day } from '@singularity/domain';
import { AnyChoice, AnyId } from './any-of-fields.js';
import { DayField, IdField, IntegerParameter, TextField } from './fields.js';
import { HISTORY_TYPES } from '../plain/ledger.js';
import type { HistoryType } from '../plain/ledger.js';
import { PAGE_SIZE } from '../plain/limits.js';

/** Of a list in the order of the ledger: the cursor is the version that the page before ended with. */
export class VersionPageQuery {
  @TextField(20, { optional: true }) cursor?: string;
  @IntegerParameter(1, PAGE_SIZE.max, { optional: true }) limit?: number;
}

/** GET /api/user/history: only what is asked for; days are days in the member's time zone. */
export class HistoryListQuery extends VersionPageQuery {
  @AnyChoice(HISTORY_TYPES) type?: HistoryType[];
  /** Of these accounts, and of trades that are or were in them. */
  @AnyId() accountId?: string[];
  @IdField({ optional: true }) tradeId?: string;
  @DayField({ optional: true, description: 'The first day on which it was recorded.' }) from?: Day;
  @DayField({ optional: true, description: 'The last day.' }) to?: Day;
}
